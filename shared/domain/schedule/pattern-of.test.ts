import { expect, test } from 'vitest';
import type { Session } from '../../model/session.ts';
import type { Piece } from '../../model/template.ts';
import { instantOfDay } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { decidePattern } from './decide-pattern.ts';
import { patternOf, piecesOn } from './pattern-of.ts';

const berlin = knownTimeZone('Europe/Berlin');

const session = (day: string, startMin: number, endMin: number): Session => ({
  ...{ id: `${day} ${startMin}`, branchId: 'b', doctorId: 'd', seriesId: null },
  ...{ startMs: instantOfDay(berlin, day, startMin), endMs: instantOfDay(berlin, day, endMin) },
  ...{
    slotMin: 20,
    capacity: 2,
    tags: ['vip'],
    breaks: [],
    roomId: null,
    sharedWith: null,
    serviceIds: [],
  },
  ...{ homeReplica: 'r', deleted: false },
});
const piece = (day: number, startMin: number, endMin: number): Piece => ({
  ...{ day, startMin, endMin, slotMin: 20, capacity: 2, tags: ['vip'] },
});

test('a week in which the clocks change is the same pattern as any other [TP1]', () => {
  // The clocks of Berlin go forward on Sunday 29 March 2026.
  const week = [
    session('2026-03-29', 540, 720),
    session('2026-03-23', 540, 720),
    session('2026-03-23', 840, 1020),
  ];
  const pattern = patternOf(week, berlin, 7);
  expect(pattern.pieces).toEqual([piece(0, 540, 720), piece(0, 840, 1020), piece(6, 540, 720)]);
  expect(piecesOn(pattern, '2026-04-05')).toEqual([piece(6, 540, 720)]);
  expect(piecesOn(pattern, '2026-04-07')).toEqual([]);
});

test('who shares a session is in the pattern with it [SH7]', () => {
  const shared = { ...session('2026-03-21', 540, 720), sharedWith: 'sen' };
  expect(patternOf([shared], berlin, 1).pieces).toEqual([
    { ...piece(0, 540, 720), sharedWith: 'sen' },
  ]);
});

test('a day is a pattern for any day, and what goes on past midnight ends there', () => {
  const pattern = patternOf([session('2026-03-21', 1200, 1500)], berlin, 1);
  expect(pattern.pieces).toEqual([piece(0, 1200, 1440)]);
  expect(piecesOn(pattern, '2026-05-01')).toEqual(pattern.pieces);
});

test('a pattern in which nobody can work is refused with what is wrong [TP1]', () => {
  expect(
    decidePattern({ lengthDays: 7, pieces: [piece(0, 540, 720), piece(0, 720, 800)] }),
  ).toEqual({ ok: true, value: null });
  const overlapping = [piece(3, 700, 800), piece(0, 540, 720), piece(3, 540, 720)];
  expect(decidePattern({ lengthDays: 7, pieces: overlapping })).toEqual({
    ok: false,
    error: { kind: 'pieces-overlap', day: 3, startMin: 700 },
  });
  expect(decidePattern({ lengthDays: 1, pieces: [piece(1, 540, 720)] })).toMatchObject({
    error: { kind: 'malformed' },
  });
  expect(decidePattern({ lengthDays: 1, pieces: [piece(0, 540, 540)] })).toMatchObject({
    error: { kind: 'empty-range' },
  });
});
