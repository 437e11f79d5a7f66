import { type BranchAsOf, useAsOf } from '../replica/use-as-of.ts';
import { Chip } from '../ui/chip.tsx';
import { instantWords } from '../words/instant-words.ts';
import { words } from './app-words.ts';

/** Says, above what is looked at, how old each branch's book is. */
export function AsOfLine() {
  const branches = useAsOf();
  return (
    <ul className="as-of-line" aria-label={words.howOld}>
      {branches.map((one) => (
        <li key={one.branch.id}>
          <Chip tone={one.asOfMs === null ? 'warn' : 'neutral'}>{asOfWords(one)}</Chip>
        </li>
      ))}
    </ul>
  );
}

/** By the branch's own clock; the day stands there when it is another one. */
function asOfWords({ branch: { name, timeZone }, asOfMs }: BranchAsOf): string {
  if (asOfMs === null) return words.neverHeard(name);
  const say = instantWords(timeZone);
  const isToday = say.day(asOfMs) === say.day(Date.now());
  return words.asOf(name, isToday ? say.time(asOfMs) : `${say.day(asOfMs)}, ${say.time(asOfMs)}`);
}
