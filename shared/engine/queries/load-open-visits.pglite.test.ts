import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { loadOpenVisits } from './load-open-visits.ts';

let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const openAt = (nowMs: number, of: { branchId?: string; doctorId?: string | null } = {}) =>
  engine.store.read((db) =>
    loadOpenVisits(db, ORGANISATION, { branchId: SALT_LAKE, doctorId: null, nowMs, ...of }),
  );

test('what nobody closed is listed once the branch has, and until somebody does [VI4]', async () => {
  const [first, second, missed] = [engine.newId(), engine.newId(), engine.newId()];
  await engine.ask('book', aBooking(second, '11:00'));
  await engine.ask('book', aBooking(first, '10:00'));
  await engine.ask('book', aBooking(missed, '12:00'));
  await engine.ask('set-status', { appointmentId: first, status: 'arrived' });
  await engine.ask('set-status', { appointmentId: missed, status: 'no-show' });

  expect(await openAt(at('18:59'))).toEqual({ count: 0, first: [] });
  const open = await openAt(at('19:00'));
  expect(open.count).toBe(2);
  expect(open.first).toMatchObject([
    { appointmentId: first, status: 'arrived', patientName: 'Meera Iyer' },
    { appointmentId: second, status: 'booked' },
  ]);
  expect((await openAt(at('08:00', 1))).count).toBe(2);
  expect((await openAt(at('08:00', 40))).count).toBe(0);
  expect((await openAt(at('19:00'), { branchId: PARK_STREET })).count).toBe(0);
  expect((await openAt(at('19:00'), { doctorId: DR_SEN })).count).toBe(0);

  await engine.ask('set-status', { appointmentId: second, status: 'completed', seen: 'booked' });
  await engine.ask('cancel', { appointmentId: first, reason: 'Left again', seen: 'arrived' });
  expect((await openAt(at('19:00'))).count).toBe(0);
});
