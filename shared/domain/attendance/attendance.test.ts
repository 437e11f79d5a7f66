import { expect, test } from 'vitest';
import type { AppointmentStatus } from '../../model/appointment.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { addStep } from '../appointments/visit-steps.ts';
import { type EndingVisit, endOf } from './end-of.ts';
import { mergeEnds } from './merge-ends.ts';
import { type PastVisit, sumUpHistory } from './sum-up-history.ts';
import { tellElsewhere } from './tell-elsewhere.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = 100 * DAY_MS;

const called = (by: EndingVisit['cancelledBy'], noticeMs: number): EndingVisit => ({
  ...{ status: 'cancelled', cancelledBy: by, startMs: START_MS },
  steps: addStep([], { status: 'cancelled', atMs: START_MS - noticeMs, byName: 'Ruma Paul' }),
});
const as = (status: AppointmentStatus): EndingVisit => ({
  ...{ status, cancelledBy: null, startMs: START_MS, steps: [] },
});

test('what the practice called off, or nobody said who did, is no mark against the patient [PH2]', () => {
  expect(endOf(called('practice', 0))).toBeNull();
  expect(endOf(called(null, 0))).toBeNull();
  expect(endOf(called('patient', DAY_MS))).toBe('cancelled');
  expect(endOf(called('patient', DAY_MS - 1))).toBe('cancelled-late');
  // Called off after it had begun.
  expect(endOf(called('patient', -HOUR_MS))).toBe('cancelled-late');
  // Nobody noted when.
  expect(endOf({ ...called('patient', 0), steps: [] })).toBe('cancelled');
});

test('a visit has an end once it is over [PH1]', () => {
  expect(endOf(as('completed'))).toBe('seen');
  expect(endOf(as('no-show'))).toBe('missed');
  for (const status of ['booked', 'arrived', 'in-consult', 'entered-in-error'] as const) {
    expect(endOf(as(status))).toBeNull();
  }
});

test('a branch is told in which order visits elsewhere ended, by its own, and counts [PH4]', () => {
  const at = (branchId: string) => ({ end: 'seen', branchId }) as const;
  const missedAt = (branchId: string) => ({ end: 'missed', branchId }) as const;
  const ends = [missedAt('a'), at('b'), missedAt('c'), at('b'), at('a')];
  const told = tellElsewhere(ends, 'b');
  expect(told).toEqual({
    ...{ seen: 1, missed: 2, cancelled: 0, cancelledLate: 0 },
    ends: [
      { end: 'missed', after: 2 },
      { end: 'missed', after: 1 },
      { end: 'seen', after: 0 },
    ],
  });
  // Whoever has all of it in order has it in order again from what each was told.
  const own = [
    { end: 'seen', startMs: 4 },
    { end: 'seen', startMs: 2 },
  ] as const;
  expect(mergeEnds(own, 2, told.ends).map(({ end, startMs }) => [end, startMs])).toEqual([
    ['missed', null],
    ['seen', 4],
    ['missed', null],
    ['seen', 2],
    ['seen', null],
  ]);
});

test('a visit that central had not heard of yet is newer than what it told [PH4]', () => {
  const own = [
    { end: 'missed', startMs: 9 },
    { end: 'seen', startMs: 4 },
  ] as const;
  const merged = mergeEnds(own, 2, [{ end: 'cancelled', after: 1 }]);
  expect(merged.map(({ end }) => end)).toEqual(['missed', 'cancelled', 'seen']);
  // Of more visits than are looked at, the places are counted from the first of all.
  const far = mergeEnds(own, 40, [{ end: 'cancelled', after: 39 }]);
  expect(far.map(({ end }) => end)).toEqual(['missed', 'cancelled', 'seen']);
});

test('waits, the usual doctor, weekday and hour are what was so most often [PH1]', () => {
  const zone = knownTimeZone('Asia/Kolkata');
  // 2 March 2026 is a Monday; 18:30 UTC the evening before is its midnight there.
  const monday = Date.UTC(2026, 2, 1, 18, 30);
  const visit = (days: number, hour: number, over: Partial<PastVisit> = {}): PastVisit => {
    const startMs = monday + days * DAY_MS + hour * HOUR_MS;
    const waited = addStep([], { status: 'arrived', atMs: startMs - 600_000, byName: 'Ruma' });
    return {
      ...{ zone, startMs, doctorId: 'das', status: 'completed', cancelledBy: null },
      steps: addStep(waited, { status: 'in-consult', atMs: startMs, byName: 'Ruma' }),
      ...over,
    };
  };
  const sum = sumUpHistory([
    visit(0, 9),
    visit(7, 9.5),
    visit(9, 16, { doctorId: 'sen', steps: [] }),
    visit(14, 9, { status: 'cancelled', cancelledBy: 'practice', steps: [] }),
    visit(21, 9, { status: 'no-show', steps: [] }),
  ]);
  expect(sum).toEqual({
    counts: { seen: 3, missed: 1, cancelled: 0, cancelledLate: 0, byPractice: 1 },
    waits: { medianMs: 600_000, longestMs: 600_000 },
    ...{ usualDoctorId: 'das', usualWeekday: 1, usualHour: 9 },
  });
  // Once is no habit.
  expect(sumUpHistory([visit(0, 9, { steps: [] })])).toMatchObject({
    ...{ usualDoctorId: null, usualWeekday: null, usualHour: null, waits: null },
  });
});
