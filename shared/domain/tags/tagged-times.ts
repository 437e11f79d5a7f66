import { subtract } from '../../time/interval.ts';
import type { Tagged } from './tags-at.ts';

/**
 * The stretches of a doctor's time that carry marks, in order, each with those that hold in it:
 * slots with marks of their own, one where several with the same follow each other, and what they
 * leave of their sessions. None is empty.
 */
export function taggedTimes(
  sessions: readonly Tagged[],
  slots: readonly Tagged[],
): readonly Tagged[] {
  const own = slots.filter(({ tags }) => tags.length > 0);
  const around = sessions
    .filter(({ tags }) => tags.length > 0)
    .flatMap(({ startMs, endMs, tags }) =>
      subtract([{ startMs, endMs }], own).map((part) => ({ ...part, tags })),
    );
  const joined: Tagged[] = [];
  for (const { startMs, endMs, tags } of [...own, ...around].toSorted(byStart)) {
    const last = joined.at(-1);
    const goesOn = last?.endMs === startMs && last.tags.join('\n') === tags.join('\n');
    if (last && goesOn) joined[joined.length - 1] = { ...last, endMs };
    else joined.push({ startMs, endMs, tags });
  }
  return joined;
}

const byStart = (a: Tagged, b: Tagged): number => a.startMs - b.startMs;
