import type { Spread } from '../../model/report.ts';

/** The one in the middle: at least half had no more; null where there is nobody. */
export function spreadMedian(spread: readonly Spread[]): number | null {
  const total = spread.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { at, count } of spread.toSorted((a, b) => a.at - b.at)) {
    before += count;
    if (before * 2 >= total && count > 0) return at;
  }
  return null;
}
