import { asInterval, type Interval } from './interval.ts';

/**
 * The intervals that overlap others, in groups that hang together by their overlaps: no interval
 * overlaps one of another group. Groups, and the intervals in each, come in order of their start.
 * Who overlaps nobody is left out: nearly all are alone, and a group for each would cost more than
 * finding that.
 */
export function crowdsOf<I extends Interval>(intervals: readonly I[]): readonly (readonly I[])[] {
  const byStart = intervals.toSorted((a, b) => a.startMs - b.startMs);
  const crowds: (readonly I[])[] = [];
  let first = 0;
  let endMs = Number.NEGATIVE_INFINITY;
  let i = 0;
  for (const interval of byStart) {
    if (asInterval(interval).startMs >= endMs) {
      if (i - first > 1) crowds.push(byStart.slice(first, i));
      first = i;
    }
    if (interval.endMs > endMs) endMs = interval.endMs;
    i += 1;
  }
  if (i - first > 1) crowds.push(byStart.slice(first));
  return crowds;
}
