import { usePace } from '../../intents/use-pace.ts';
import { PaceLine } from '../../ui/pace-line.tsx';
import { paceWords } from '../../words/pace-words.ts';
import { words } from './time-off-words.ts';

/** How far an absence is that is entered, and the way to give it up: nobody loses a time then. */
export function Entering({ count }: { readonly count: number }) {
  const pace = usePace();
  return <PaceLine says={words.entering(count)} {...{ pace, words: paceWords }} />;
}
