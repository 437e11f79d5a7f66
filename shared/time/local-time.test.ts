import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { instantToWall, wallToInstant, wallToInstantLenient } from './local-time.ts';
import { knownTimeZone } from './time-zone.ts';

const wall = (text: string): number => Date.parse(`${text}Z`);
const utc = wall;

/** Both days on which the clocks change, in each direction, with the hour (or half hour) concerned. */
const CHANGES = [
  {
    name: 'Europe/Berlin',
    skipped: { wall: '2026-03-29T02:30', before: '2026-03-29T00:30', change: '2026-03-29T01:00' },
    repeated: { wall: '2026-10-25T02:30', earlier: '2026-10-25T00:30', later: '2026-10-25T01:30' },
    gapMin: 60,
  },
  {
    name: 'America/New_York',
    skipped: { wall: '2026-03-08T02:30', before: '2026-03-08T06:30', change: '2026-03-08T07:00' },
    repeated: { wall: '2026-11-01T01:30', earlier: '2026-11-01T05:30', later: '2026-11-01T06:30' },
    gapMin: 60,
  },
  {
    name: 'Australia/Sydney',
    skipped: { wall: '2026-10-04T02:30', before: '2026-10-03T15:30', change: '2026-10-03T16:00' },
    repeated: { wall: '2026-04-05T02:30', earlier: '2026-04-04T15:30', later: '2026-04-04T16:30' },
    gapMin: 60,
  },
  {
    name: 'Australia/Lord_Howe',
    skipped: { wall: '2026-10-04T02:15', before: '2026-10-03T15:15', change: '2026-10-03T15:30' },
    repeated: { wall: '2026-04-05T01:45', earlier: '2026-04-04T14:45', later: '2026-04-04T15:15' },
    gapMin: 30,
  },
];

describe.each(CHANGES)('where the clocks change: $name', ({ name, skipped, repeated, gapMin }) => {
  const zone = knownTimeZone(name);

  test('a skipped time lies on either side of the jump', () => {
    const beforeMs = utc(skipped.before);
    const afterMs = beforeMs + gapMin * 60_000;
    const changeMs = utc(skipped.change);
    expect(wallToInstant(zone, wall(skipped.wall))).toEqual({
      kind: 'skipped',
      beforeMs,
      afterMs,
      changeMs,
    });
    expect(wallToInstantLenient(zone, wall(skipped.wall))).toBe(afterMs);
    expect(instantToWall(zone, afterMs)).toBe(wall(skipped.wall) + gapMin * 60_000);
  });

  test('a repeated time has two instants, and the first is taken', () => {
    const earlierMs = utc(repeated.earlier);
    expect(wallToInstant(zone, wall(repeated.wall))).toEqual({
      kind: 'repeated',
      earlierMs,
      laterMs: utc(repeated.later),
    });
    expect(wallToInstantLenient(zone, wall(repeated.wall))).toBe(earlierMs);
  });

  test('nine in the morning stays nine in the morning on both days', () => {
    for (const day of [skipped.wall.slice(0, 10), repeated.wall.slice(0, 10)]) {
      const instants = wallToInstant(zone, wall(`${day}T09:00`));
      expect(instants.kind).toBe('one');
      if (instants.kind === 'one') {
        expect(instantToWall(zone, instants.ms)).toBe(wall(`${day}T09:00`));
      }
    }
  });
});

test('the example of RFC 5545: 02:30 on 11 March 2007 in New York is 03:30 daylight time', () => {
  const zone = knownTimeZone('America/New_York');
  expect(wallToInstantLenient(zone, wall('2007-03-11T02:30'))).toBe(utc('2007-03-11T07:30'));
  expect(wallToInstantLenient(zone, wall('2007-11-04T01:30'))).toBe(utc('2007-11-04T05:30'));
});

test('a whole day that Samoa left out is skipped', () => {
  const zone = knownTimeZone('Pacific/Apia');
  expect(wallToInstant(zone, wall('2011-12-30T12:00'))).toEqual({
    kind: 'skipped',
    beforeMs: utc('2011-12-29T22:00'),
    afterMs: utc('2011-12-30T22:00'),
    changeMs: utc('2011-12-30T10:00'),
  });
});

const ZONES = [...CHANGES.map(({ name }) => name), 'Asia/Kolkata', 'Pacific/Apia', 'Asia/Gaza'];
const wallOf2000To2050 = fc.integer({
  min: Date.UTC(2000, 0, 1) / 60_000,
  max: Date.UTC(2051, 0, 1) / 60_000,
});

describe.each(ZONES)('any minute of 2000 to 2050 in %s', (name) => {
  const zone = knownTimeZone(name);

  test('comes back from its instant', () => {
    fc.assert(
      fc.property(wallOf2000To2050, (minute) => {
        const ms = minute * 60_000;
        const there = wallToInstant(zone, instantToWall(zone, ms));
        if (there.kind === 'one') return there.ms === ms;
        if (there.kind === 'repeated') return there.earlierMs === ms || there.laterMs === ms;
        return false;
      }),
      { numRuns: 2000 },
    );
  });

  test('has exactly the instants at which the wall shows it', () => {
    fc.assert(
      fc.property(wallOf2000To2050, (minute) => {
        const shown = minute * 60_000;
        const found = wallToInstant(zone, shown);
        const showing = [];
        for (let ms = shown - 15 * 3_600_000; ms <= shown + 13 * 3_600_000; ms += 900_000) {
          if (instantToWall(zone, ms) === shown) showing.push(ms);
        }
        const named =
          found.kind === 'one'
            ? [found.ms]
            : found.kind === 'repeated'
              ? [found.earlierMs, found.laterMs]
              : [];
        expect(named).toEqual(showing);
      }),
      { numRuns: 500 },
    );
  });

  test('around each change of its clocks too', () => {
    for (let ms = Date.UTC(2000, 0, 1); ms < Date.UTC(2051, 0, 1); ms += 86_400_000) {
      if (zone.offsetMsAt(ms) === zone.offsetMsAt(ms + 86_400_000)) continue;
      for (let at = ms; at <= ms + 86_400_000; at += 900_000) {
        const there = wallToInstant(zone, instantToWall(zone, at));
        expect(there.kind === 'one' ? [there.ms] : Object.values(there)).toContain(at);
        expect(there.kind).not.toBe('skipped');
      }
    }
  });
});

test('a zone whose clocks never change shows every time once', () => {
  const zone = knownTimeZone('Asia/Kolkata');
  fc.assert(
    fc.property(wallOf2000To2050, (minute) => {
      const shown = minute * 60_000;
      expect(wallToInstant(zone, shown)).toEqual({ kind: 'one', ms: shown - 5.5 * 3_600_000 });
    }),
  );
});
