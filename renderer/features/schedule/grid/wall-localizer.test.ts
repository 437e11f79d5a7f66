import { describe, expect, test } from 'vitest';
import { add, addMonths, DAY_MS, daysOfMonthPage, diff, startOf } from './wall-arithmetic.ts';
import { createWallFormat } from './wall-format.ts';
import { createWallLocalizer } from './wall-localizer.ts';

const format = createWallFormat({ locale: 'en-GB', hour12: false });
const localizer = createWallLocalizer(format);
const wall = (text: string): Date => new Date(`${text}Z`);

/**
 * Days on which clocks change somewhere, and one on which none does. The grid must see 24 hours on
 * each, whatever the zone of the machine.
 */
const CHANGE_DAYS = [
  '2026-03-29', // Europe/Berlin, forward
  '2026-10-25', // Europe/Berlin, back
  '2026-03-08', // America/New_York, forward
  '2026-11-01', // America/New_York, back
  '2026-10-04', // Australia/Sydney, forward
  '2026-04-05', // Australia/Sydney, back
  '2026-03-02',
];

describe.each([
  ['Europe/Berlin', -60],
  ['America/New_York', 300],
  ['Australia/Sydney', -660],
  ['Asia/Kolkata', -330],
])('on a machine in %s', (zone, januaryOffsetMin) => {
  test.each(CHANGE_DAYS)('%s has 24 hours, and 09:00 stands at 9/24', (day) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(januaryOffsetMin);
      const start = wall(`${day}T00:00:00`);
      const next = localizer.add(start, 1, 'day');
      const nine = localizer.getSlotDate(start, 0, 9 * 60);
      expect(+next - +start).toBe(DAY_MS);
      expect(localizer.getTotalMin(start, next)).toBe(1440);
      expect(nine.toISOString()).toBe(`${day}T09:00:00.000Z`);
      expect(localizer.getMinutesFromMidnight(nine)).toBe(540);
      expect(format.time(+nine)).toBe('09:00');
      expect(localizer.diff(start, nine, 'minutes')).toBe(540);
      expect(localizer.merge(start, nine)).toEqual(nine);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});

test('the months around it: short months, leap years, whole weeks from Monday', () => {
  const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
  expect(iso(addMonths(+wall('2027-01-31T10:30'), 1))).toBe('2027-02-28T10:30');
  expect(iso(addMonths(+wall('2028-01-31T10:30'), 1))).toBe('2028-02-29T10:30');
  expect(iso(addMonths(+wall('2026-03-31T00:00'), -1))).toBe('2026-02-28T00:00');
  expect(iso(add(+wall('2028-02-29T00:00'), 1, 'year'))).toBe('2029-02-28T00:00');
  expect(diff(+wall('2025-11-20T00:00'), +wall('2026-02-01T00:00'), 'month')).toBe(3);
  expect(iso(startOf(+wall('2026-03-01T23:59'), 'week'))).toBe('2026-02-23T00:00');

  const page = daysOfMonthPage(+wall('2026-03-15T00:00'));
  expect(page).toHaveLength(42);
  expect(iso(page[0] ?? 0)).toBe('2026-02-23T00:00');
  expect(iso(page.at(-1) ?? 0)).toBe('2026-04-05T00:00');
  expect(daysOfMonthPage(+wall('2027-02-10T00:00'))).toHaveLength(28);
});

test('an equal sum is the same object, so that a mouse move within a slot redraws nothing', () => {
  const date = wall('2026-03-02T09:00');
  expect(localizer.add(date, 900_000, 'milliseconds')).toBe(
    localizer.add(date, 900_000, 'milliseconds'),
  );
  expect(localizer.add(date, 1_800_000, 'milliseconds')).toEqual(wall('2026-03-02T09:30'));
  const [a, b] = [wall('2026-03-02T09:00'), wall('2026-03-02T10:00')];
  expect(localizer.min(a, b)).toBe(a);
  expect(localizer.max(a, b)).toBe(b);
});

test('noon and midnight on a twelve hour clock', () => {
  const twelve = createWallFormat({ locale: 'en-US', hour12: true });
  expect(twelve.time(+wall('2026-03-02T00:05'))).toBe('12:05 am');
  expect(twelve.time(+wall('2026-03-02T12:00'))).toBe('12:00 pm');
  expect(twelve.time(+wall('2026-03-02T13:30'))).toBe('1:30 pm');
});
