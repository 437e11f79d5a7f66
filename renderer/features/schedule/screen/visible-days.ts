import {
  addDays,
  type DayKey,
  dayEndMs,
  dayStartMs,
  monthOf,
  weekStart,
} from '../../../../shared/time/day.ts';
import type { Interval } from '../../../../shared/time/interval.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { ScheduleViewName } from '../../../state/event-view.ts';

export interface Days {
  readonly firstDay: DayKey;
  readonly lastDay: DayKey;
}

/** The days that a view shows. */
export function visibleDays(view: ScheduleViewName, day: DayKey): Days {
  if (view === 'day') return { firstDay: day, lastDay: day };
  const { firstDay, lastDay } = view === 'week' ? { firstDay: day, lastDay: day } : monthOf(day);
  return { firstDay: weekStart(firstDay), lastDay: addDays(weekStart(lastDay), 6) };
}

/** From the start of the first day to the end of the last. */
export const timeOf = (zone: TimeZone, { firstDay, lastDay }: Days): Interval => ({
  startMs: dayStartMs(zone, firstDay),
  endMs: dayEndMs(zone, lastDay),
});

/** The days that the host is asked for: the neighbours too, so that going on is instant. */
export function watchedDays(view: ScheduleViewName, day: DayKey): Days {
  const { firstDay, lastDay } = visibleDays(view, day);
  return { firstDay: addDays(weekStart(firstDay), -7), lastDay: addDays(weekStart(lastDay), 13) };
}
