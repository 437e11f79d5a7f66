import { usePace } from '../../intents/use-pace.ts';
import { PaceLine } from '../../ui/pace-line.tsx';
import { paceWords } from '../../words/pace-words.ts';
import { words } from './working-time-words.ts';

/** How far a change of many sessions is, and the way to give it up while it is not made. */
export function Working({ count }: { readonly count: number }) {
  const pace = usePace();
  return <PaceLine says={words.many.working(count)} {...{ pace, words: paceWords }} />;
}
