import { describe, expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { COURSE_DAYS_MAX, COURSE_VISITS_MAX } from '../../model/choices.ts';
import type { Repetition } from '../../model/course.ts';
import type { Refusal } from '../../model/refusal.ts';
import { addDays, dayAt, daysFrom, instantOfDay, minuteOfDay, monthOf } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { gatherRefusals } from './gather-refusals.ts';
import { isInWindow, nearestFirst } from './nearest-first.ts';
import { pickOfCourse } from './pick-of-course.ts';
import { repeatDays } from './repeat-days.ts';
import { shiftBetween, shiftVisit } from './shift-visit.ts';

const days = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n));
const ends: fc.Arbitrary<Repetition['end']> = fc.oneof(
  fc
    .integer({ min: 2, max: COURSE_VISITS_MAX })
    .map((count) => ({ kind: 'count' as const, count })),
  days.map((day) => ({ kind: 'until' as const, day })),
);
const repetitions: fc.Arbitrary<Repetition> = fc.record({
  unit: fc.constantFrom('day', 'week', 'month'),
  every: fc.integer({ min: 1, max: 52 }),
  end: ends,
});
const monthNo = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

describe('the days on which visits come again [RB1]', () => {
  test('are evenly apart, and never more or further than a course may have', () => {
    fc.assert(
      fc.property(days, repetitions, (first, repetition) => {
        const found = repeatDays(first, repetition);
        const { unit, every, end } = repetition;
        const furthest = addDays(first, COURSE_DAYS_MAX);
        const last = end.kind === 'until' && end.day < furthest ? end.day : furthest;
        expect(found.length).toBeLessThanOrEqual(end.kind === 'count' ? end.count : 52);
        expect(found.every((day) => day <= last)).toBe(true);
        for (const [i, day] of found.entries()) {
          if (unit === 'month') {
            expect(monthNo(day)).toBe(monthNo(first) + i * every);
            const { lastDay } = monthOf(day);
            expect(day.slice(8) === first.slice(8) || day === lastDay).toBe(true);
            expect(day.slice(8) <= first.slice(8)).toBe(true);
          } else {
            expect(daysFrom(first, day)).toBe(i * every * (unit === 'week' ? 7 : 1));
          }
        }
        // None is left out that there is room for.
        const isFull = found.length === (end.kind === 'count' ? end.count : 52);
        const one = { ...repetition, end: { kind: 'count' as const, count: 52 } };
        const next = repeatDays(first, one)[found.length];
        expect(isFull || next === undefined || next > last).toBe(true);
      }),
    );
  });

  test('of a month without such a day are its last one', () => {
    const monthly = { unit: 'month' as const, every: 1, end: { kind: 'count' as const, count: 4 } };
    expect(repeatDays('2027-12-31', monthly)).toEqual([
      ...['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31'],
    ]);
  });
});

describe('a course that is moved [RB4]', () => {
  const zones = fc.constantFrom('Asia/Kolkata', 'Europe/Berlin', 'America/New_York');
  const times = fc.record({ day: days, minute: fc.integer({ min: 4 * 60, max: 22 * 60 }) });

  test('keeps its clock on the wall, and each visit its length', () => {
    fc.assert(
      fc.property(zones, times, times, times, (name, from, to, other) => {
        const zone = knownTimeZone(name);
        const at = ({ day, minute }: typeof from): number => instantOfDay(zone, day, minute);
        const shift = shiftBetween(zone, at(from), at(to));
        const visit = { startMs: at(other), endMs: at(other) + 20 * 60_000 };
        const moved = shiftVisit(zone, visit, shift);
        expect(moved.endMs - moved.startMs).toBe(20 * 60_000);
        const minute = other.minute + to.minute - from.minute;
        if (minute < 4 * 60 || minute > 22 * 60) return;
        expect(minuteOfDay(instantToWall(zone, moved.startMs))).toBe(minute);
        expect(daysFrom(other.day, dayAt(zone, moved.startMs))).toBe(daysFrom(from.day, to.day));
        expect(shiftVisit(zone, { startMs: at(from), endMs: at(from) }, shift).startMs).toBe(
          at(to),
        );
      }),
    );
  });

  test('is the visit itself, those after it, or all that are booked and ahead', () => {
    const visit = (id: string, startMs: number, status: 'booked' | 'cancelled' = 'booked') => ({
      ...{ id, startMs, status },
    });
    const all = [
      visit('d', 40),
      visit('a', 10),
      visit('b', 20),
      visit('x', 30, 'cancelled'),
      visit('c', 30),
    ];
    const pick = (own: string, reach: 'following' | 'ahead', nowMs: number): string =>
      pickOfCourse(all, all.find(({ id }) => id === own) ?? visit('?', 0), reach, nowMs)
        .map(({ id }) => id)
        .join('');
    expect(pick('c', 'following', 0)).toBe('cd');
    expect(pick('c', 'ahead', 0)).toBe('abcd');
    expect(pick('c', 'ahead', 15)).toBe('bcd');
    expect(pick('a', 'following', 25)).toBe('acd');
  });
});

test('the nearest time is taken, of the same doctor where two are as near [RB2]', () => {
  const zone = knownTimeZone('Asia/Kolkata');
  const time = (doctorId: string, minutes: number) => {
    const startMs = instantOfDay(zone, '2026-03-02', 600) + minutes * 60_000;
    return { doctorId, startMs, endMs: startMs + 60_000 };
  };
  const wanted = time('das', 0);
  const all = [
    time('sen', 15),
    time('das', 90),
    time('das', -15),
    time('sen', -15),
    time('das', 15),
  ];
  const order = nearestFirst(all, wanted, zone).map((one) => all.indexOf(one));
  expect(order).toEqual([2, 4, 3, 0, 1]);
  // The same time of the next day is nearer than the first hour of it.
  const next = [time('das', 1440 - 60), time('das', 1440), time('das', 120)];
  expect(nearestFirst(next, wanted, zone).map((one) => next.indexOf(one))).toEqual([2, 1, 0]);
  const within = (window: 'exact' | 'hour' | 'day' | 'days', minutes: number): boolean =>
    isInWindow(time('das', minutes), wanted, window, zone);
  expect([within('exact', 0), within('hour', 60), within('hour', 61)]).toEqual([
    false,
    true,
    false,
  ]);
  expect([within('day', 500), within('day', 14 * 60 + 1)]).toEqual([true, false]);
  expect([within('days', 3 * 1440), within('days', -3 * 1440 - 1)]).toEqual([true, false]);
});

describe('what of a course is refused [RB3]', () => {
  const rule = (ruleId: string, effect: 'warn' | 'reason' | 'manager' | 'refuse'): Refusal => ({
    kind: 'against-rules',
    breaches: [
      { ruleId, name: ruleId, demand: { kind: 'notice', minutes: 5 }, effect, found: null },
    ],
  });
  const visit = (startMs: number, refusal: Refusal) => ({
    ...{ branchId: 'b', doctorId: 'd', startMs, endMs: startMs + 1, refusal },
  });

  test('is each visit that cannot be, in the order of time', () => {
    const refused = [
      visit(2, rule('r', 'refuse')),
      visit(1, { kind: 'empty-range' }),
      visit(3, rule('w', 'warn')),
    ];
    const said = gatherRefusals(refused, 'admin');
    expect(said.kind === 'course-refused' && said.visits.map(({ startMs }) => startMs)).toEqual([
      1, 2,
    ]);
  });

  test('is asked for once where a word is enough, and a manager’s is a manager’s', () => {
    const refused = [
      visit(1, rule('a', 'reason')),
      visit(2, rule('a', 'reason')),
      visit(3, rule('b', 'manager')),
    ];
    const said = gatherRefusals(refused, 'manager');
    expect(said.kind === 'against-rules' && said.breaches.map(({ ruleId }) => ruleId)).toEqual([
      'a',
      'b',
    ]);
    expect(gatherRefusals(refused, 'front-desk')).toMatchObject({
      kind: 'course-refused',
      visits: [{ startMs: 3 }],
    });
  });
});
