import { dayEndMs, dayStartMs, daysFrom, isDay } from '../../../shared/time/day.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import { CALENDAR_DAYS_MAX } from '../../../shared/wire/desk/import-choices.ts';

/** From the first of the chosen days to the end of the last; null if there are none, or too many. */
export function daysWithin(
  { firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string },
  zone: TimeZone,
): Interval | null {
  if (!isDay(firstDay) || !isDay(lastDay)) return null;
  const days = daysFrom(firstDay, lastDay);
  if (days < 0 || days >= CALENDAR_DAYS_MAX) return null;
  return { startMs: dayStartMs(zone, firstDay), endMs: dayEndMs(zone, lastDay) };
}
