import { assert } from '../core/assert.ts';
import { err, ok, type Result } from '../core/result.ts';

export interface NotAClockTime {
  readonly kind: 'not-a-clock-time';
  readonly text: string;
}

const MINUTES_A_DAY = 1440;

/** Minutes past midnight of an `HH:MM`. `24:00` gives 1440, which only an end can be. */
export function parseClockTime(text: string): Result<number, NotAClockTime> {
  const parts = /^(\d\d):([0-5]\d)$/.exec(text);
  const minuteOfDay = parts === null ? Number.NaN : Number(parts[1]) * 60 + Number(parts[2]);
  return minuteOfDay <= MINUTES_A_DAY ? ok(minuteOfDay) : err({ kind: 'not-a-clock-time', text });
}

/** `HH:MM` of 0 to 1440 minutes past midnight. */
export function formatClockTime(minuteOfDay: number): string {
  assert(
    Number.isInteger(minuteOfDay) && minuteOfDay >= 0 && minuteOfDay <= MINUTES_A_DAY,
    'A minute of the day is between 0 and 1440.',
  );
  const twoDigits = (n: number): string => String(n).padStart(2, '0');
  return `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;
}

/** The minute of the day that a time field shows; midnight for one that is still empty. */
export function minuteOfField(value: string): number {
  const parsed = parseClockTime(value);
  return parsed.ok ? parsed.value : 0;
}

/** The same of a field in which something ends: midnight ends a day there; 0 for one that is still empty. */
export const endMinuteOfField = (value: string): number =>
  value === '' ? 0 : minuteOfField(value) || MINUTES_A_DAY;

/** How a field shows where something ends: those of browsers know no 24:00. */
export const endField = (minuteOfDay: number): string =>
  formatClockTime(minuteOfDay === MINUTES_A_DAY ? 0 : minuteOfDay);
