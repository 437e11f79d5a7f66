import type { TimeOff } from '../../model/time-off.ts';
import {
  type DayKey,
  dayEndMs,
  dayStartMs,
  daysOf,
  instantOfDay,
  type Weekday,
  weekdayOf,
} from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** When a doctor is away, as a person says it. */
export interface AbsenceWish {
  readonly firstDay: DayKey;
  /** null: for good. */
  readonly lastDay: DayKey | null;
  /** Minutes of the day; null: whole days. For one stretch, of the first and of the last day. */
  readonly hours: { readonly startMin: number; readonly endMin: number } | null;
  /** Only on these days of the week; null: without a break. */
  readonly weekdays: readonly Weekday[] | null;
}

/** Nobody here now works then: an absence for good ends here. */
const FOR_GOOD_DAY: DayKey = '2199-12-31';

/**
 * The times of an absence by the wall clock of a branch: one stretch from the first day to the
 * last, or a time of its own on each of the chosen days of the week. Empty when nothing is left.
 */
export function generateAbsences(
  zone: TimeZone,
  { firstDay, lastDay, hours, weekdays }: AbsenceWish,
): readonly Pick<TimeOff, 'startMs' | 'endMs'>[] {
  const endDay = lastDay ?? FOR_GOOD_DAY;
  if (endDay < firstDay) return [];
  const within = (from: DayKey, to: DayKey): Interval => ({
    startMs: hours ? instantOfDay(zone, from, hours.startMin) : dayStartMs(zone, from),
    endMs: hours && to !== FOR_GOOD_DAY ? instantOfDay(zone, to, hours.endMin) : dayEndMs(zone, to),
  });
  const days = weekdays
    ? daysOf({ firstDay, lastDay: endDay }).filter((day) => weekdays.includes(weekdayOf(day)))
    : [];
  const times = weekdays ? days.map((day) => within(day, day)) : [within(firstDay, endDay)];
  return times.filter(({ startMs, endMs }) => startMs < endMs);
}
