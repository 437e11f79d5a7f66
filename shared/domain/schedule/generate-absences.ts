import type { TimeOff } from '../../model/time-off.ts';
import { type DayKey, dayEndMs, dayStartMs, instantOfDay } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { daysOfRepetition, type Repetition } from '../../time/repetition.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** When a doctor is away, as a person says it. */
export interface AbsenceWish {
  readonly firstDay: DayKey;
  /** null: for good. */
  readonly lastDay: DayKey | null;
  /** Minutes of the day; null: whole days. For one stretch, of the first and of the last day. */
  readonly hours: { readonly startMin: number; readonly endMin: number } | null;
  /** Only on the days on which it comes again, until the last; null: without a break. */
  readonly repetition: Repetition | null;
}

/** Nobody here now works then: an absence for good ends here. */
const FOR_GOOD_DAY: DayKey = '2199-12-31';

/**
 * The times of an absence by the wall clock of a branch: one stretch from the first day to the
 * last, or a time of its own on each of the days on which it comes again. Empty when nothing is left.
 */
export function generateAbsences(
  zone: TimeZone,
  { firstDay, lastDay, hours, repetition }: AbsenceWish,
): readonly Pick<TimeOff, 'startMs' | 'endMs'>[] {
  const endDay = lastDay ?? FOR_GOOD_DAY;
  if (endDay < firstDay) return [];
  const within = (from: DayKey, to: DayKey): Interval => ({
    startMs: hours ? instantOfDay(zone, from, hours.startMin) : dayStartMs(zone, from),
    endMs: hours && to !== FOR_GOOD_DAY ? instantOfDay(zone, to, hours.endMin) : dayEndMs(zone, to),
  });
  const times = repetition
    ? daysOfRepetition(repetition, { firstDay, lastDay: endDay }).map((day) => within(day, day))
    : [within(firstDay, endDay)];
  return times.filter(({ startMs, endMs }) => startMs < endMs);
}
