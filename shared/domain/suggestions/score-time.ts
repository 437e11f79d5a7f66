import type { DayPart } from '../../model/suggestion.ts';
import type { Habits } from './learn-habits.ts';
import { isWithinHours } from './wanted-hours.ts';

const DAY_MS = 86_400_000;

/**
 * What a time is worth, in points. The measure of all is a day of waiting: a time a day later has to
 * be worth two points more in some other way.
 *
 * - A day of waiting costs 2 points, and 12 if it is urgent: nothing else then weighs as much as two
 *   days.
 * - The usual doctor is worth up to 20, by the share of the patient's visits that were there: who
 *   knows a patient is worth waiting for, ten days at most.
 * - The usual branch up to 8, the usual part of the day up to 8, the usual weekday up to 4: people
 *   find their way to work, and the day is what they change first.
 * - What the patient said of any of these takes the place of what was learnt: all its points for what
 *   they like, none for the rest. A time of the day at which they would rather not come costs 16.
 * - Each side of it that leaves no rest is worth 3, and each rest in which nobody else fits costs 4:
 *   that time is lost.
 * - An hour of which little is booked is worth up to 5: who takes it leaves the others to those who
 *   cannot choose.
 */
const WEIGHTS = {
  dayOfWaiting: 2,
  urgentDayOfWaiting: 12,
  usualDoctor: 20,
  usualBranch: 8,
  usualPart: 8,
  usualWeekday: 4,
  unwantedHour: 16,
  noGap: 3,
  lostGap: 4,
  quietHour: 5,
} as const;

/** A time, as far as it is weighed. */
export interface WeighedTime {
  readonly doctorId: string;
  readonly branchId: string;
  readonly weekday: number;
  readonly part: DayPart;
  /** Of the day, by the clock of the branch. */
  readonly minute: number;
  readonly waitMs: number;
  /** Free before and after it, and how much of it the next visit would need. */
  readonly gapBeforeMs: number;
  readonly gapAfterMs: number;
  readonly neededMs: number;
  /** Of its hour, in per cent; null where that is not known. */
  readonly bookedPercent: number | null;
}

/** The points of a time for a patient of these habits; see `WEIGHTS`. */
export function scoreTime(time: WeighedTime, habits: Habits, isUrgent: boolean): number {
  const { said } = habits;
  const share = <T>(liked: readonly T[] | undefined, of: ReadonlyMap<T, number>, one: T): number =>
    liked && liked.length > 0 ? Number(liked.includes(one)) : learnt(habits.total, of.get(one));
  const perDay = isUrgent ? WEIGHTS.urgentDayOfWaiting : WEIGHTS.dayOfWaiting;
  return (
    WEIGHTS.usualDoctor * share(said?.doctorIds, habits.doctors, time.doctorId) +
    WEIGHTS.usualBranch * share(said?.branchIds, habits.branches, time.branchId) +
    WEIGHTS.usualPart * share(said?.parts, habits.parts, time.part) +
    WEIGHTS.usualWeekday * share(said?.weekdays, habits.weekdays, time.weekday) -
    (isWithinHours(said, time.minute) ? 0 : WEIGHTS.unwantedHour) +
    gapScore(time.gapBeforeMs, time.neededMs) +
    gapScore(time.gapAfterMs, time.neededMs) +
    (time.bookedPercent === null ? 0 : WEIGHTS.quietHour * (1 - time.bookedPercent / 100)) -
    perDay * (time.waitMs / DAY_MS)
  );
}

const learnt = (total: number, count = 0): number => (total === 0 ? 0 : count / total);

function gapScore(gapMs: number, neededMs: number): number {
  if (gapMs === 0) return WEIGHTS.noGap;
  return gapMs < neededMs ? -WEIGHTS.lostGap : 0;
}
