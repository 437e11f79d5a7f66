import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import {
  addDays,
  dayAt,
  dayEndMs,
  dayStartMs,
  daysFrom,
  daysOf,
  dayToWall,
  instantOfDay,
  isDay,
  minuteOfDay,
  monthOf,
  parseDay,
  wallToDay,
  weekdayOf,
  weekStart,
} from './day.ts';
import { knownTimeZone } from './time-zone.ts';

const HOUR_MS = 3_600_000;
const aDay = fc
  .integer({ min: Date.UTC(2000, 0, 1) / 86_400_000, max: Date.UTC(2050, 11, 31) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

describe('a day key', () => {
  test.each([
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1900-02-29',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '２026-01-01',
    '',
  ])('%j is refused', (text) => {
    expect(parseDay(text)).toEqual({ ok: false, error: { kind: 'not-a-day', text } });
    expect(() => addDays(text, 1)).toThrow('names a day');
    expect(() => monthOf(text)).toThrow('names a day');
  });

  test.each(['2024-02-29', '2000-02-29', '0000-01-01', '0099-12-31', '9999-12-31'])(
    '%s is a day',
    (text) => {
      expect(isDay(text)).toBe(true);
      expect(wallToDay(dayToWall(text))).toBe(text);
    },
  );

  test('does not go beyond the year 9999', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow('0000 to 9999');
    expect(() => addDays('0000-01-01', -1)).toThrow('0000 to 9999');
  });

  test('counts and sorts as the calendar does', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
        const other = addDays(day, days);
        expect(daysFrom(day, other)).toBe(days);
        expect(Math.sign(days)).toBe(other < day ? -1 : other > day ? 1 : 0);
      }),
    );
  });
});

describe('weeks and months', () => {
  test('the weekdays are those of ISO 8601', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('2026-11-29')).toBe(7);
    expect(weekdayOf('1969-12-31')).toBe(3);
  });

  test('a week starts on the asked weekday, at most six days back', () => {
    fc.assert(
      fc.property(aDay, fc.constantFrom(1, 2, 3, 4, 5, 6, 7), (day, first) => {
        const start = weekStart(day, first);
        expect(weekdayOf(start)).toBe(first);
        expect(daysFrom(start, day)).toBeGreaterThanOrEqual(0);
        expect(daysFrom(start, day)).toBeLessThan(7);
      }),
    );
    expect(weekStart('2026-11-25')).toBe('2026-11-23');
  });

  test.each([
    ['2026-02-14', '2026-02-01', '2026-02-28'],
    ['2024-02-01', '2024-02-01', '2024-02-29'],
    ['2026-12-31', '2026-12-01', '2026-12-31'],
    ['2026-01-31', '2026-01-01', '2026-01-31'],
  ])('%s is in the month from %s to %s', (day, firstDay, lastDay) => {
    expect(monthOf(day)).toEqual({ firstDay, lastDay });
  });

  test('the days of a range include both ends', () => {
    expect(daysOf({ firstDay: '2026-02-27', lastDay: '2026-03-01' })).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(daysOf({ firstDay: '2026-02-27', lastDay: '2026-02-27' })).toEqual(['2026-02-27']);
    expect(() => daysOf({ firstDay: '2026-02-27', lastDay: '2026-02-25' })).toThrow('forwards');
  });
});

describe('a day in a zone', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Sydney', '2026-10-04', 23],
    ['Australia/Sydney', '2026-04-05', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kolkata', '2026-03-29', 24],
    ['Africa/Cairo', '2026-04-24', 23],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('%s has %s with %d hours', (name, day, hours) => {
    const zone = knownTimeZone(name);
    expect(dayEndMs(zone, day) - dayStartMs(zone, day)).toBe(hours * HOUR_MS);
  });

  test('starts with the jump of the clocks when that leaves midnight out', () => {
    const cairo = knownTimeZone('Africa/Cairo');
    expect(dayStartMs(cairo, '2026-04-24')).toBe(Date.parse('2026-04-23T22:00Z'));
    const toronto = knownTimeZone('America/Toronto');
    expect(dayStartMs(toronto, '1919-03-31')).toBe(Date.parse('1919-03-31T04:30Z'));
  });

  test('starts with the first of two midnights', () => {
    const havana = knownTimeZone('America/Havana');
    expect(dayStartMs(havana, '2026-11-01')).toBe(Date.parse('2026-11-01T04:00Z'));
  });

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Africa/Cairo', 'Asia/Gaza'])(
    'begins where the day before ends, and the wall agrees: %s',
    (name) => {
      const zone = knownTimeZone(name);
      fc.assert(
        fc.property(aDay, (day) => {
          const startMs = dayStartMs(zone, day);
          expect(dayEndMs(zone, addDays(day, -1))).toBe(startMs);
          expect(dayAt(zone, startMs)).toBe(day);
          expect(dayAt(zone, startMs - 1)).toBe(addDays(day, -1));
        }),
        { numRuns: 500 },
      );
    },
  );

  test('keeps a wall time across a change of the clocks', () => {
    const zone = knownTimeZone('Europe/Berlin');
    expect(instantOfDay(zone, '2026-03-28', 540)).toBe(Date.parse('2026-03-28T08:00Z'));
    expect(instantOfDay(zone, '2026-03-29', 540)).toBe(Date.parse('2026-03-29T07:00Z'));
    expect(instantOfDay(zone, '2026-03-28', 1440)).toBe(dayStartMs(zone, '2026-03-29'));
  });
});

test('the minute of the day is that of the wall, before 1970 too', () => {
  expect(minuteOfDay(dayToWall('2026-03-29', 599) + 59_999)).toBe(599);
  expect(minuteOfDay(dayToWall('1965-03-29', 1))).toBe(1);
});
