import { assert } from '../core/assert.ts';

/** A stretch of time: `startMs` belongs to it, `endMs` no longer does. It is never empty. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** The same interval, once it is known to run forwards. */
export function asInterval<I extends Interval>(interval: I): I {
  assert(interval.startMs < interval.endMs, 'An interval ends after it starts.');
  return interval;
}

export function durationMs(interval: Interval): number {
  asInterval(interval);
  return interval.endMs - interval.startMs;
}

/** Whether the two share an instant. Intervals that only touch do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  asInterval(a);
  asInterval(b);
  return a.startMs < b.endMs && b.startMs < a.endMs;
}

export function contains(outer: Interval, inner: Interval): boolean {
  asInterval(outer);
  asInterval(inner);
  return outer.startMs <= inner.startMs && inner.endMs <= outer.endMs;
}

export function containsInstant(interval: Interval, instantMs: number): boolean {
  asInterval(interval);
  return interval.startMs <= instantMs && instantMs < interval.endMs;
}

/** What the two share, or null. */
export function intersect(a: Interval, b: Interval): Interval | null {
  if (!overlaps(a, b)) return null;
  return { startMs: Math.max(a.startMs, b.startMs), endMs: Math.min(a.endMs, b.endMs) };
}

/** The same instants as the fewest intervals, in order of time: overlapping and touching ones become one. */
export function normalise(intervals: readonly Interval[]): Interval[] {
  const byStart = intervals.map(asInterval).toSorted((a, b) => a.startMs - b.startMs);
  const merged: Interval[] = [];
  for (const { startMs, endMs } of byStart) {
    const last = merged.at(-1);
    if (last === undefined || last.endMs < startMs) merged.push({ startMs, endMs });
    else merged[merged.length - 1] = { ...last, endMs: Math.max(last.endMs, endMs) };
  }
  return merged;
}

/** The instants of `from` that are in none of `taken`, normalised. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const cuts = normalise(taken);
  const left: Interval[] = [];
  let firstCut = 0;
  for (const { startMs, endMs } of normalise(from)) {
    let freeFromMs = startMs;
    for (let i = firstCut; i < cuts.length; i += 1) {
      const cut = cuts[i];
      if (cut === undefined || cut.startMs >= endMs) break;
      if (cut.startMs > freeFromMs) left.push({ startMs: freeFromMs, endMs: cut.startMs });
      freeFromMs = Math.max(freeFromMs, cut.endMs);
      if (cut.endMs <= endMs) firstCut = i + 1;
    }
    if (freeFromMs < endMs) left.push({ startMs: freeFromMs, endMs });
  }
  return left;
}
