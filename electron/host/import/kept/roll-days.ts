import { addDays, dayAt, daysFrom } from '../../../../shared/time/day.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { CalendarMapping } from '../../../../shared/wire/desk/import-calendar.ts';

/** A kept calendar's choices with as many days from `nowMs` on as were chosen, by the branch's clocks. */
export function rollDays(
  mapping: CalendarMapping,
  zone: TimeZone,
  nowMs: number,
): { readonly today: string; readonly rolled: CalendarMapping } {
  const today = dayAt(zone, nowMs);
  const firstDay = daysFrom(today, mapping.firstDay) > 0 ? mapping.firstDay : today;
  const ahead = Math.max(
    daysFrom(mapping.firstDay, mapping.lastDay),
    daysFrom(today, mapping.lastDay),
  );
  return { today, rolled: { ...mapping, firstDay, lastDay: addDays(today, ahead) } };
}
