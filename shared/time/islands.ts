import { asInterval, type Interval } from './interval.ts';

/**
 * The intervals in groups that hang together by their overlaps, one group at a time: no interval
 * overlaps one of another group. Groups, and the intervals in each, come in order of their start.
 */
export function* islandsOf<I extends Interval>(intervals: readonly I[]): Iterable<readonly I[]> {
  const byStart = intervals.toSorted((a, b) => a.startMs - b.startMs);
  let first = 0;
  let endMs = Number.NEGATIVE_INFINITY;
  for (const [i, interval] of byStart.entries()) {
    if (asInterval(interval).startMs >= endMs && i > first) {
      yield byStart.slice(first, i);
      first = i;
    }
    endMs = Math.max(endMs, interval.endMs);
  }
  if (first < byStart.length) yield byStart.slice(first);
}
