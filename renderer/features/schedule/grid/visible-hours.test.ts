import { expect, test } from 'vitest';
import { hoursAround } from './visible-hours.ts';

const HOUR_MS = 3_600_000;
const MONDAY_MS = Date.UTC(2026, 2, 2);
const HOURS = { openMinute: 480, closeMinute: 1080 };
const WITHIN = { startMs: MONDAY_MS, endMs: MONDAY_MS + 24 * HOUR_MS };
const around = (fromHour: number, untilHour: number) => {
  const span = { startMs: MONDAY_MS + fromHour * HOUR_MS, endMs: MONDAY_MS + untilHour * HOUR_MS };
  return hoursAround(HOURS, [span], WITHIN);
};

test('what lies outside of the opening hours is seen all the same', () => {
  expect(around(9, 13)).toEqual(HOURS);
  expect(around(5.5, 7)).toEqual({ openMinute: 330, closeMinute: 1080 });
  expect(around(17, 21)).toEqual({ openMinute: 480, closeMinute: 1260 });
  expect(around(22, 26)).toEqual({ openMinute: 480, closeMinute: 1440 });
  expect(around(-2, 3)).toEqual({ openMinute: 0, closeMinute: 1080 });
  expect(around(26, 30)).toEqual(HOURS);
});

test('what goes on over a midnight of the week shows whole days', () => {
  const week = { startMs: MONDAY_MS, endMs: MONDAY_MS + 7 * 24 * HOUR_MS };
  const night = { startMs: MONDAY_MS + 20 * HOUR_MS, endMs: MONDAY_MS + 30 * HOUR_MS };
  expect(hoursAround(HOURS, [night], week)).toEqual({ openMinute: 0, closeMinute: 1440 });
});
