import { assert } from '../core/assert.ts';
import { err, ok, type Result } from '../core/result.ts';
import {
  instantToWall,
  type LocalDateTime,
  wallToInstant,
  wallToInstantLenient,
} from './local-time.ts';
import type { TimeZone } from './time-zone.ts';

/** A day of the calendar as `YYYY-MM-DD` (ISO 8601), years 0000 to 9999. Sorts as text. */
export type DayKey = string;

/** ISO 8601: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Days from the first to the last, both included. */
export interface DayRange {
  readonly firstDay: DayKey;
  readonly lastDay: DayKey;
}

export interface NotADay {
  readonly kind: 'not-a-day';
  readonly text: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether the text is a day that the calendar has: `2026-02-29` is none. */
export function isDay(text: string): text is DayKey {
  // Reckoned, as a calendar asks it of each of its times: a date to compare with costs ten times as much.
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysInMonth(Number(text.slice(0, 4)), month);
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeap ? 29 : 28;
}

export const parseDay = (text: string): Result<DayKey, NotADay> =>
  isDay(text) ? ok(text) : err({ kind: 'not-a-day', text });

/** The wall showing `minuteOfDay` minutes past midnight of the day; 1440 is the next midnight. */
export function dayToWall(day: DayKey, minuteOfDay = 0): LocalDateTime {
  assert(isDay(day), 'A day key names a day of the calendar.');
  return Date.parse(`${day}T00:00Z`) + minuteOfDay * MINUTE_MS;
}

/** The midnight with which a day begins in UTC, for whoever reckons in days where no clock changes. */
export const midnightOf = (day: DayKey): Date => new Date(dayToWall(day));

export function wallToDay(wall: LocalDateTime): DayKey {
  const day = isoDay(wall);
  assert(day.length === 10, 'A day key holds years 0000 to 9999.');
  return day;
}

/** Minutes the wall is past midnight, whole. */
export const minuteOfDay = (wall: LocalDateTime): number =>
  Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / MINUTE_MS);

export const addDays = (day: DayKey, days: number): DayKey =>
  wallToDay(dayToWall(day) + days * DAY_MS);

/** How many days `to` comes after `from`; negative when it comes before. */
export const daysFrom = (from: DayKey, to: DayKey): number =>
  (dayToWall(to) - dayToWall(from)) / DAY_MS;

export function weekdayOf(day: DayKey): Weekday {
  const weekday = new Date(dayToWall(day)).getUTCDay();
  return (weekday === 0 ? 7 : weekday) as Weekday;
}

/** The day on which the week of `day` begins. */
export const weekStart = (day: DayKey, firstWeekday: Weekday = 1): DayKey =>
  addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));

/** The month that `day` is in. */
export function monthOf(day: DayKey): DayRange {
  assert(isDay(day), 'A day key names a day of the calendar.');
  const firstDay = `${day.slice(0, 7)}-01`;
  const inNextMonth = addDays(firstDay, 31);
  return { firstDay, lastDay: addDays(`${inNextMonth.slice(0, 7)}-01`, -1) };
}

export function daysOf({ firstDay, lastDay }: DayRange): DayKey[] {
  const count = daysFrom(firstDay, lastDay) + 1;
  assert(count > 0, 'A range of days runs forwards.');
  return Array.from({ length: count }, (_, i) => addDays(firstDay, i));
}

/** The day that the calendar on the wall shows at an instant. */
export const dayAt = (zone: TimeZone, instantMs: number): DayKey =>
  wallToDay(instantToWall(zone, instantMs));

/** The instant a wall clock shows a minute of a day; see `wallToInstantLenient` for clock changes. */
export const instantOfDay = (zone: TimeZone, day: DayKey, minute: number): number =>
  wallToInstantLenient(zone, dayToWall(day, minute));

/** The first instant of a day: midnight, or the jump of the clocks that left midnight out. */
export function dayStartMs(zone: TimeZone, day: DayKey): number {
  const midnight = wallToInstant(zone, dayToWall(day));
  switch (midnight.kind) {
    case 'one':
      return midnight.ms;
    case 'skipped':
      return midnight.changeMs;
    case 'repeated':
      return midnight.earlierMs;
  }
}

/**
 * The first instant no longer of the day, usually 23, 24 or 25 hours after its start. It equals the
 * start for a day that the zone left out, as Samoa did with 30 December 2011.
 */
export const dayEndMs = (zone: TimeZone, day: DayKey): number => dayStartMs(zone, addDays(day, 1));

const isoDay = (ms: number): string => {
  const text = new Date(ms).toISOString();
  return text.slice(0, text.indexOf('T'));
};
