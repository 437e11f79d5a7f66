import type { Attendance, VisitEnd } from '../../model/attendance.ts';

/** A visit that ended, here or, without its time, at another branch. */
export interface Ended {
  readonly end: VisitEnd;
  /** null at another branch. */
  readonly startMs: number | null;
}

/**
 * The visits of a patient at all branches in the order in which they were, the newest first. Of
 * those elsewhere it is only known after how many of the ones here they came: `count` is how many
 * there are of these, also beyond the last ones that `own` has, the newest first.
 */
export function mergeEnds(
  own: readonly (Ended & { readonly startMs: number })[],
  count: number,
  elsewhere: Attendance['ends'],
): readonly Ended[] {
  const known = own.map((ended, i) => ({ ...ended, place: count - i }));
  const others = elsewhere.map(({ end, after }) => ({ end, startMs: null, place: after + 0.5 }));
  return [...known, ...others]
    .toSorted((a, b) => b.place - a.place)
    .map(({ end, startMs }) => ({ end, startMs }));
}
