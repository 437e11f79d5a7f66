import { asInterval, type Interval } from './interval.ts';

/** All that share an instant with an interval, by their start. */
export type Overlapping<I extends Interval> = (interval: Interval) => I[];

/**
 * Of intervals that stay as they are, which overlap a given one: found by halving, where an index
 * that can change (`createIntervalIndex`) costs more to fill than to ask.
 */
export function sortIntervals<I extends Interval>(intervals: readonly I[]): Overlapping<I> {
  const sorted = intervals.map(asInterval).sort((a, b) => a.startMs - b.startMs);
  // Of each and all before it, the latest end: it never falls, so that it can be searched.
  const endsMs = new Float64Array(sorted.length);
  let latestMs = Number.NEGATIVE_INFINITY;
  for (const [i, { endMs }] of sorted.entries()) {
    latestMs = Math.max(latestMs, endMs);
    endsMs[i] = latestMs;
  }
  return ({ startMs, endMs }) => {
    const found: I[] = [];
    for (let i = firstAfter(endsMs, startMs); i < sorted.length; i += 1) {
      const one = sorted[i];
      if (one === undefined || one.startMs >= endMs) break;
      if (one.endMs > startMs) found.push(one);
    }
    return found;
  };
}

/** The place of the first of the values, which never fall, that is above one. */
function firstAfter(values: Float64Array, above: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) > above) high = middle;
    else low = middle + 1;
  }
  return low;
}
