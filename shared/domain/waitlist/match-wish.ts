import type { DayPart } from '../../model/suggestion.ts';
import type { Wish } from '../../model/wish.ts';
import { offeredKey } from './wish-state.ts';

/** A free time, with what its branch's clock and calendar say of it. */
export interface PlacedTime {
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  /** ISO 8601, Monday is 1. */
  readonly weekday: number;
  readonly part: DayPart;
  readonly day: string;
}

/** Of a wish, what says which times suit. */
export type Suiting = Pick<
  Wish,
  | 'branchId'
  | 'branchIds'
  | 'doctorIds'
  | 'weekdays'
  | 'parts'
  | 'fromDay'
  | 'untilDay'
  | 'declined'
>;

const suits = <T>(named: readonly T[], one: T): boolean =>
  named.length === 0 || named.includes(one);

/**
 * Whether a free time is one that somebody waits for: where, with whom and when they said, sooner
 * than the visit they have, and none that they have declined.
 */
export function matchWish(wish: Suiting, time: PlacedTime, visitStartMs: number | null): boolean {
  const { branchIds, doctorIds, weekdays, parts, fromDay, untilDay } = wish;
  const places = branchIds.length === 0 ? [wish.branchId] : branchIds;
  return (
    places.includes(time.branchId) &&
    suits(doctorIds, time.doctorId) &&
    (visitStartMs === null || time.startMs < visitStartMs) &&
    suits(weekdays, time.weekday) &&
    suits(parts, time.part) &&
    (fromDay === null || time.day >= fromDay) &&
    (untilDay === null || time.day <= untilDay) &&
    !wish.declined.includes(offeredKey(time))
  );
}
