import type { Rotation } from '../../model/template.ts';
import { addDays, type DayKey, type DayRange, daysFrom, weekStart } from '../../time/day.ts';

const WEEK_DAYS = 7;

/** A week of the calendar in a rotation, from Monday. */
export interface TurnedWeek {
  readonly firstDay: DayKey;
  /** Which week of the rotation it is, from 0. */
  readonly index: number;
  /** The template of the week; null is off. */
  readonly templateId: string | null;
}

/** Which week of a rotation a day is in, from 0: they take turns also before the anchor. */
export function weekOfRotation(
  { anchorDay, weeks }: Pick<Rotation, 'anchorDay' | 'weeks'>,
  day: DayKey,
): number {
  const since = daysFrom(weekStart(anchorDay), weekStart(day)) / WEEK_DAYS;
  return ((since % weeks.length) + weeks.length) % weeks.length;
}

/** The weeks of a range of days, in order. */
export function turnWeeks(
  rotation: Pick<Rotation, 'anchorDay' | 'weeks'>,
  { firstDay, lastDay }: DayRange,
): readonly TurnedWeek[] {
  const first = weekStart(firstDay);
  const count = Math.max(0, Math.floor(daysFrom(first, lastDay) / WEEK_DAYS) + 1);
  return Array.from({ length: count }, (_, i) => {
    const monday = addDays(first, i * WEEK_DAYS);
    const index = weekOfRotation(rotation, monday);
    return { firstDay: monday, index, templateId: rotation.weeks[index] ?? null };
  });
}
