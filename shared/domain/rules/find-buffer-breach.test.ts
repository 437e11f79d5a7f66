import { expect, test } from 'vitest';
import type { RuledAct } from './find-breaches.ts';
import { findBufferBreach } from './find-buffer-breach.ts';

const MINUTE_MS = 60_000;
const at = (minute: number): number => minute * MINUTE_MS;

const SURGERY = { id: 'surgery', name: 'Surgery', beforeMin: 10, afterMin: 20 };
const SCAN = { id: 'scan', name: 'Scan', beforeMin: 15, afterMin: 0 };

const booking = (serviceId: string, start: number, end: number): RuledAct => ({
  ...{ act: 'book', appointmentId: 'new', branchId: 'b', doctorId: 'd', serviceId, nowMs: 0 },
  ...{ startMs: at(start), endMs: at(end), moves: 0, formerStartMs: null },
});
const visit = (serviceId: string | null, start: number, end: number) => ({
  ...{ id: `${start}`, serviceId, startMs: at(start), endMs: at(end) },
});
const breach = (act: RuledAct, ...visits: ReturnType<typeof visit>[]) =>
  findBufferBreach([SURGERY, SCAN], act, visits);

test('a visit keeps its distance to both sides, to the minute [SV2]', () => {
  const surgery = booking('surgery', 100, 160);
  expect(breach(surgery, visit('other', 80, 90), visit('other', 180, 190))).toBeNull();
  expect(breach(surgery, visit('other', 81, 91))).toMatchObject({
    ...{ name: 'Surgery', effect: 'reason', found: 9 },
    demand: { kind: 'min-gap', minutes: 10 },
  });
  expect(breach(surgery, visit('other', 179, 190))).toMatchObject({ found: 19 });
});

test('what is booked already keeps its distance to what comes near it [SV2]', () => {
  expect(breach(booking('other', 0, 15), visit('surgery', 20, 80))).toMatchObject({
    ...{ ruleId: 'surgery', found: 5 },
  });
  expect(breach(booking('other', 95, 110), visit('surgery', 20, 80))).toMatchObject({ found: 15 });
  expect(breach(booking('other', 100, 110), visit('surgery', 20, 80))).toBeNull();
});

test('of two wishes for the same minutes the longer one counts, not their sum [SV2]', () => {
  const after = (minute: number) => booking('scan', minute, minute + 30);
  expect(breach(after(100), visit('surgery', 20, 80))).toBeNull();
  expect(breach(after(99), visit('surgery', 20, 80))).toMatchObject({
    ...{ ruleId: 'surgery', demand: { minutes: 20 } },
  });
});

test('a visit neither counts against itself nor as too near what it overlaps [SV2]', () => {
  const moved = { ...booking('surgery', 100, 160), appointmentId: '90' };
  expect(breach(moved, visit('surgery', 90, 150))).toBeNull();
  expect(breach(booking('surgery', 100, 160), visit('other', 150, 170))).toBeNull();
  // Of another branch nobody here knows what it is for.
  expect(breach(booking('other', 100, 110), visit(null, 80, 99))).toBeNull();
});
