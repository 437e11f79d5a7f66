import { describe, expect, test } from 'vitest';
import type { Agreement } from '../../model/agreement.ts';
import type { Doctor } from '../../model/doctor.ts';
import { instantOfDay } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { type DoctorWork, findAgreementBreaches } from './find-agreement-breaches.ts';
import type { WorkTime } from './work-time.ts';

const ZONES: Readonly<Record<string, string>> = {
  kolkata: 'Asia/Kolkata',
  kathmandu: 'Asia/Kathmandu',
  berlin: 'Europe/Berlin',
};
const zoneOf = (branchId: string) => knownTimeZone(ZONES[branchId] ?? 'UTC');
const MONDAY = '2026-03-02';

/** Work at a branch on a day, from minute to minute by the clock there. */
const work = (branchId: string, day: string, fromMin: number, untilMin: number): WorkTime => ({
  ...{ id: `${branchId} ${day} ${fromMin}`, doctorId: 'das', branchId },
  startMs: instantOfDay(zoneOf(branchId), day, fromMin),
  endMs: instantOfDay(zoneOf(branchId), day, untilMin),
});

const OPEN: Agreement = {
  ...{ id: 'a', doctorId: 'das', dayMin: null, weekMin: null, fromDay: null, untilDay: null },
  places: [],
};

const breachesOf = (
  kind: Doctor['kind'],
  agreed: Partial<Agreement>,
  { asked, before = [] }: Partial<DoctorWork> & Pick<DoctorWork, 'asked'>,
) =>
  findAgreementBreaches(
    {
      doctor: { id: 'das', kind },
      agreement: { ...OPEN, ...agreed },
      branchIds: new Set(['kolkata', 'kathmandu']),
    },
    { zoneOf, asked, before, after: [...before, ...asked] },
  ).map((breach) => [breach.kind, breach.day, breach.found, breach.agreed]);

describe('hours of who works part-time [DT2]', () => {
  test('count over all branches, in days of the branch that asks', () => {
    const before = [work('kathmandu', MONDAY, 9 * 60, 13 * 60)];
    const asked = [work('kolkata', MONDAY, 15 * 60, 19 * 60)];
    expect(breachesOf('part-time', { dayMin: 480 }, { asked, before })).toEqual([]);
    expect(breachesOf('part-time', { dayMin: 420 }, { asked, before })).toEqual([
      ['day-hours', MONDAY, 480, 420],
    ]);
    expect(breachesOf('full-time', { dayMin: 420 }, { asked, before })).toEqual([]);
  });

  test('a quarter of an hour that is yesterday there and today here counts today here', () => {
    // Kathmandu is a quarter of an hour ahead: its first 15 minutes of Tuesday are Monday's here.
    const before = [work('kathmandu', '2026-03-03', 0, 60)];
    const asked = [work('kolkata', MONDAY, 22 * 60, 23 * 60)];
    expect(breachesOf('part-time', { dayMin: 60 }, { asked, before })).toEqual([
      ['day-hours', MONDAY, 75, 60],
    ]);
  });

  test('time that two branches both know of counts once', () => {
    const before = [work('kathmandu', MONDAY, 555, 615)];
    const asked = [work('kolkata', MONDAY, 540, 600)];
    expect(breachesOf('part-time', { weekMin: 60 }, { asked, before })).toEqual([]);
  });

  test('an hour that the clocks show twice, or not at all, is as long as it is', () => {
    // Clocks go back on 25 October 2026 in Berlin, and forward on 29 March.
    const longNight = [work('berlin', '2026-10-25', 0, 240)];
    expect(breachesOf('part-time', { dayMin: 240 }, { asked: longNight })).toEqual([
      ['day-hours', '2026-10-25', 300, 240],
    ]);
    const shortNight = [work('berlin', '2026-03-29', 0, 240)];
    expect(breachesOf('part-time', { dayMin: 180 }, { asked: shortNight })).toEqual([]);
  });

  test('a week that had too much already is named only where it gets more', () => {
    const before = [work('kolkata', '2026-03-03', 540, 1020)];
    const asked = [work('kolkata', '2026-03-04', 540, 600)];
    const more = breachesOf('part-time', { weekMin: 240 }, { asked, before });
    expect(more).toEqual([['week-hours', MONDAY, 540, 240]]);
    const moved = findAgreementBreaches(
      {
        doctor: { id: 'das', kind: 'part-time' },
        agreement: { ...OPEN, weekMin: 240 },
        branchIds: new Set(),
      },
      { zoneOf, asked, before, after: asked },
    );
    expect(moved).toEqual([]);
  });

  test('breaks are no work', () => {
    const day = work('kolkata', MONDAY, 540, 1020);
    const breaks = [{ name: 'Lunch', startMs: day.startMs, endMs: day.startMs + 3_600_000 }];
    const asked = [{ ...day, breaks }];
    expect(breachesOf('part-time', { dayMin: 420 }, { asked })).toEqual([]);
    expect(breachesOf('part-time', { dayMin: 419 }, { asked })).toEqual([
      ['day-hours', MONDAY, 420, 419],
    ]);
  });

  test('days at a branch are counted in weeks from Monday, there alone', () => {
    const places = [{ branchId: 'kolkata', daysPerWeek: 2, hours: [] }];
    const before = [
      work('kolkata', MONDAY, 540, 600),
      work('kolkata', '2026-03-03', 540, 600),
      work('kathmandu', '2026-03-04', 540, 600),
    ];
    const again = [work('kolkata', MONDAY, 660, 720)];
    expect(breachesOf('part-time', { places }, { asked: again, before })).toEqual([]);
    const third = [work('kolkata', '2026-03-08', 540, 600)];
    expect(breachesOf('part-time', { places }, { asked: third, before })).toEqual([
      ['days-at-branch', MONDAY, 3, 2],
    ]);
    const nextWeek = [work('kolkata', '2026-03-09', 540, 600)];
    expect(breachesOf('part-time', { places }, { asked: nextWeek, before })).toEqual([]);
  });
});

describe('a locum [DT1]', () => {
  const contract = { fromDay: '2026-03-02', untilDay: '2026-03-03' };

  test.each([
    ['2026-03-01', 1],
    ['2026-03-02', 0],
    ['2026-03-03', 0],
    ['2026-03-04', 1],
  ])('works within the contract: %s', (day, count) => {
    const asked = [work('kolkata', day, 0, 60)];
    expect(breachesOf('locum', contract, { asked })).toHaveLength(count);
    expect(breachesOf('part-time', contract, { asked })).toEqual([]);
  });

  test('works at the branches of the contract', () => {
    expect(breachesOf('locum', {}, { asked: [work('berlin', MONDAY, 540, 600)] })).toEqual([
      ['not-contracted-here', MONDAY, null, null],
    ]);
  });
});

test.each(['full-time', 'part-time'] as const)(
  'who works %s gives a reason at a branch that was not agreed, where branches were agreed on [DT4]',
  (kind) => {
    const asked = [work('berlin', MONDAY, 540, 600)];
    expect(breachesOf(kind, {}, { asked })).toEqual([]);
    const places = [{ branchId: 'kolkata', daysPerWeek: 3, hours: [] }];
    expect(breachesOf(kind, { places }, { asked })).toEqual([
      ['not-contracted-here', MONDAY, null, null],
    ]);
    const here = [work('kathmandu', MONDAY, 540, 600)];
    expect(breachesOf(kind, { places }, { asked: here })).toEqual([]);
  },
);

describe('hours at a branch [DT3]', () => {
  const places = [
    {
      branchId: 'kolkata',
      daysPerWeek: null,
      hours: [{ days: [1, 2], fromMin: 540, untilMin: 1020 }],
    },
    {
      ...{ branchId: 'kathmandu', daysPerWeek: null },
      hours: [
        { days: [3, 4, 5], fromMin: 480, untilMin: 720 },
        { days: [5], fromMin: 720, untilMin: 900 },
      ],
    },
    { branchId: 'berlin', daysPerWeek: null, hours: [] },
  ];

  test.each([
    ['kolkata', MONDAY, 540, 1020, true],
    ['kolkata', MONDAY, 535, 600, false],
    ['kolkata', '2026-03-04', 540, 600, false],
    ['kathmandu', '2026-03-04', 480, 720, true],
    ['kathmandu', '2026-03-04', 700, 721, false],
    // Stretches that touch are one.
    ['kathmandu', '2026-03-06', 480, 900, true],
    ['kathmandu', MONDAY, 480, 600, false],
    // No hours were said of it.
    ['berlin', MONDAY, 0, 1440, true],
  ])('%s on %s from %i to %i: %s', (branchId, day, from, until, isWithin) => {
    const asked = [work(branchId, day, from, until)];
    const found = breachesOf('full-time', { places }, { asked });
    expect(found).toEqual(isWithin ? [] : [['outside-hours', day, null, null]]);
  });

  test('are those of the wall, whatever its clocks do', () => {
    const night = [
      { branchId: 'berlin', daysPerWeek: null, hours: [{ days: [7], fromMin: 60, untilMin: 240 }] },
    ];
    for (const day of ['2026-03-29', '2026-10-25']) {
      const asked = [work('berlin', day, 60, 240)];
      expect(breachesOf('full-time', { places: night }, { asked })).toEqual([]);
    }
  });
});
