import { expect, test } from 'vitest';
import type { Appointment } from '../../model/appointment.ts';
import { decideParted } from './decide-parted.ts';

const visit = (changes: Partial<Appointment> = {}): Appointment => ({
  ...{ id: 'v', branchId: 'b', doctorId: 'das', serviceId: 's', patientId: 'p', assistsId: null },
  ...{ sessionId: 'n', startMs: 10, endMs: 20, status: 'booked', note: '', overbookReason: null },
  ...{ overQuotaReason: null, emergency: false, toldByPhone: false, cancelReason: null },
  ...{ cancelledBy: null, supersededBy: null, unseated: false, madeBy: 'r.1', madeHlc: 1 },
  ...{ withRight: true, capacity: 1, withEither: false, importId: null, courseId: null },
  ...{ moves: 0, steps: [], ...changes },
});
const part = (changes: Partial<Appointment> = {}): Appointment =>
  visit({ id: 'a', doctorId: 'sen', assistsId: 'v', ...changes });

test('who is with the visit stays as they are, and so does who is off it already [CD2]', () => {
  expect(decideParted(part(), visit())).toBeNull();
  expect(decideParted(part({ status: 'cancelled' }), visit({ startMs: 30, endMs: 40 }))).toBeNull();
  expect(decideParted(part({ unseated: true }), visit({ startMs: 30, endMs: 40 }))).toBeNull();
});

test('a visit that was moved leaves who assists without a time, and takes who is in it already along [CD2]', () => {
  const moved = visit({ startMs: 30, endMs: 40 });
  expect(decideParted(part(), moved)).toMatchObject({ startMs: 10, unseated: true });
  const there = { ...moved, status: 'in-consult' as const };
  expect(decideParted(part({ status: 'arrived' }), there)).toMatchObject({
    ...{ startMs: 30, unseated: false, status: 'in-consult', withRight: false },
  });
  expect(decideParted(part(), visit({ doctorId: 'sen' }))).toMatchObject({ unseated: true });
});

test('who assists comes as far as the visit, and is called off with it [CD2]', () => {
  expect(decideParted(part(), visit({ status: 'completed' }))).toMatchObject({
    status: 'completed',
  });
  expect(decideParted(part({ status: 'completed' }), visit({ status: 'arrived' }))).toBeNull();
  expect(decideParted(part(), visit({ status: 'no-show' }))).toMatchObject({ status: 'no-show' });
  expect(decideParted(part(), visit({ supersededBy: 'w' }))).toMatchObject({ status: 'cancelled' });
  const begun = part({ status: 'in-consult' });
  expect(decideParted(begun, visit({ supersededBy: 'w' }))).toMatchObject({
    status: 'cancelled',
  });
  expect(decideParted(part({ unseated: true }), visit({ status: 'cancelled' }))).toMatchObject({
    status: 'cancelled',
  });
});
