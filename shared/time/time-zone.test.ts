import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { isTimeZone, knownTimeZone, openTimeZone } from './time-zone.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Africa/Casablanca',
  'America/Noronha',
  'America/St_Johns',
  'UTC',
];

/** The independent answer: the wall clock as Intl writes it out, field by field. */
function intlOffsetMs(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instantMs) => {
    const parts = format.formatToParts(instantMs);
    const field = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
    const day = Date.UTC(field('year'), field('month') - 1, field('day'));
    const time = (field('hour') * 60 + field('minute')) * 60 + field('second');
    return day + time * 1000 - Math.floor(instantMs / 1000) * 1000;
  };
}

const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2051, 0, 1) });

describe('offsets', () => {
  test.each(ZONES)('of %s agree with Intl over 1900 to 2050', (name) => {
    const zone = knownTimeZone(name);
    const expected = intlOffsetMs(name);
    fc.assert(
      fc.property(instant, (ms) => zone.offsetMsAt(ms) === expected(ms)),
      { numRuns: 2000 },
    );
  });

  test.each(ZONES)('of %s agree with Intl around every change since 1970', (name) => {
    const zone = knownTimeZone(name);
    const expected = intlOffsetMs(name);
    const step = 12 * 3_600_000;
    for (let ms = Date.UTC(1970, 0, 1); ms < Date.UTC(2051, 0, 1); ms += step) {
      if (zone.offsetMsAt(ms) === zone.offsetMsAt(ms + step)) continue;
      for (let at = ms; at <= ms + step; at += 30 * 60_000) {
        expect(zone.offsetMsAt(at), new Date(at).toISOString()).toBe(expected(at));
        expect(zone.offsetMsAt(at - 1), new Date(at - 1).toISOString()).toBe(expected(at - 1));
      }
    }
  });

  test.each([
    ['America/Noronha', 2000],
    ['Africa/Tunis', 1943],
    ['Europe/Simferopol', 1944],
    ['Europe/Vienna', 1945],
    ['America/Argentina/Tucuman', 2004],
    ['Africa/Cairo', 2010],
    ['Asia/Gaza', 2040],
  ])('of %s know the days and weeks for which its clocks were changed in %d', (name, year) => {
    const zone = knownTimeZone(name);
    const expected = intlOffsetMs(name);
    for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 6 * 3_600_000) {
      expect(zone.offsetMsAt(ms), new Date(ms).toISOString()).toBe(expected(ms));
    }
  });

  test('know the seconds of local mean time', () => {
    const berlin1880 = knownTimeZone('Europe/Berlin').offsetMsAt(Date.UTC(1880, 0, 1));
    expect(berlin1880).toBe((53 * 60 + 28) * 1000);
  });

  test('reach to the ends of what a date can hold, and no farther', () => {
    const { offsetMsAt } = knownTimeZone('Asia/Kolkata');
    expect(offsetMsAt(8.64e15)).toBe(5.5 * 3_600_000);
    expect(() => offsetMsAt(-8.64e15)).not.toThrow();
    expect(() => offsetMsAt(8.64e15 + 1)).toThrow('a date can hold');
    expect(() => offsetMsAt(Number.NaN)).toThrow('a date can hold');
  });

  test('of 20,000 instants of a year cost a few milliseconds', () => {
    const zone = knownTimeZone('Europe/Berlin');
    const expected = intlOffsetMs('Europe/Berlin');
    const instants = Array.from({ length: 20_000 }, (_, i) => Date.UTC(2026, 0, 1) + i * 1_500_000);
    const timeOf = (offsetMsAt: (ms: number) => number): number => {
      const startMs = performance.now();
      for (const ms of instants) offsetMsAt(ms);
      return performance.now() - startMs;
    };
    const intlMs = timeOf(expected);
    timeOf(zone.offsetMsAt);
    const bestMs = Math.min(...Array.from({ length: 5 }, () => timeOf(zone.offsetMsAt)));
    expect(bestMs).toBeLessThan(intlMs / 10);
  });
});

describe('a name', () => {
  test.each(['Nowhere/Land', '', ' ', 'Berlin', '+05:30', '-0800', 'Europe/Berlin '])(
    '%j is refused',
    (name) => {
      expect(openTimeZone(name)).toEqual({
        ok: false,
        error: { kind: 'unknown-time-zone', name },
      });
      expect(isTimeZone(name)).toBe(false);
    },
  );

  test.each(ZONES)('%s is known', (name) => {
    expect(isTimeZone(name)).toBe(true);
    expect(knownTimeZone(name).name).toBe(name);
  });
});
