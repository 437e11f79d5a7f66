import { addDays, dayAt, daysFrom, instantOfDay, minuteOfDay } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** By how much a visit was moved, by the clock on the wall. */
export interface Shift {
  readonly days: number;
  readonly minutes: number;
}

const minuteAt = (zone: TimeZone, ms: number): number => minuteOfDay(instantToWall(zone, ms));

export const shiftBetween = (zone: TimeZone, fromMs: number, toMs: number): Shift => ({
  days: daysFrom(dayAt(zone, fromMs), dayAt(zone, toMs)),
  minutes: minuteAt(zone, toMs) - minuteAt(zone, fromMs),
});

/** A visit moved by as much, as long as it was; clocks that change meanwhile do not move it. */
export function shiftVisit(
  zone: TimeZone,
  { startMs, endMs }: Interval,
  { days, minutes }: Shift,
): Interval {
  const day = addDays(dayAt(zone, startMs), days);
  const movedMs = instantOfDay(zone, day, minuteAt(zone, startMs) + minutes);
  return { startMs: movedMs, endMs: movedMs + (endMs - startMs) };
}
