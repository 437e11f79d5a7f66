import { addDays, dayAt, instantOfDay, minuteOfDay } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** The hours in which patients are not disturbed; null where there are none. */
export interface QuietHours {
  readonly quietFromMin: number | null;
  readonly quietUntilMin: number | null;
}

/**
 * When the quiet hours end in which an instant lies, by the clocks of the branch; null if it lies in
 * none. From 21:00 until 8:00 they go over midnight.
 */
export function quietUntilMs(
  zone: TimeZone,
  { quietFromMin: from, quietUntilMin: until }: QuietHours,
  nowMs: number,
): number | null {
  if (from === null || until === null || from === until) return null;
  const minute = minuteOfDay(instantToWall(zone, nowMs));
  const goesOver = from > until;
  const isQuiet = goesOver ? minute >= from || minute < until : minute >= from && minute < until;
  if (!isQuiet) return null;
  const today = dayAt(zone, nowMs);
  const endsTomorrow = goesOver && minute >= from;
  const end = instantOfDay(zone, endsTomorrow ? addDays(today, 1) : today, until);
  // Clocks that are set back could end them before now.
  return Math.max(end, nowMs + 1);
}
