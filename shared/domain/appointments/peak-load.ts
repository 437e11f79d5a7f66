import type { Interval } from '../../time/interval.ts';

/** The largest number of `intervals` that share one instant inside `within`. */
export function peakLoad(intervals: readonly Interval[], within: Interval): number {
  const edges = intervals
    .filter((i) => i.startMs < within.endMs && within.startMs < i.endMs)
    .flatMap((i) => [
      { atMs: Math.max(i.startMs, within.startMs), step: 1 },
      { atMs: i.endMs, step: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.step - b.step);
  let load = 0;
  let peak = 0;
  for (const edge of edges) {
    load += edge.step;
    peak = Math.max(peak, load);
  }
  return peak;
}
