import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  at,
  DR_DAS,
  PARK_STREET,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';

let clinic: ThreeReplicas;
beforeEach(async () => {
  clinic = await openThreeReplicas();
  const place = { branchId: PARK_STREET, doctorId: DR_DAS };
  const opened = await clinic.parkStreet.ask('create-session', {
    ...{ id: clinic.parkStreet.newId(), ...place, startMs: at('09:00', 2), endMs: at('12:00', 2) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });
  expect(opened).toMatchObject({ ok: true });
  await clinic.meet();
});
afterEach(() => clinic[Symbol.asyncDispose]());

const messagesAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('notification').select(['appointmentId', 'branchId']).execute(),
  );

test('what a patient is told of a visit booked for another branch is with that branch alone', async () => {
  const { saltLake, parkStreet, central, meet } = clinic;
  const asks = { booked: 'yes', moved: 'yes', cancelled: 'yes', displaced: 'yes' } as const;
  const hours = { quietFromMin: null, quietUntilMin: null, reminderHours: null };
  await saltLake.ask('save-messaging', { branchId: PARK_STREET, asks, ...hours });
  const appointmentId = saltLake.newId();
  const time = { branchId: PARK_STREET, startMs: at('10:00', 2), endMs: at('10:15', 2) };
  const booked = aBooking(appointmentId, '10:00', { ...time, notify: true });
  expect(await saltLake.ask('book', booked)).toMatchObject({ ok: true });
  const message = { appointmentId, branchId: PARK_STREET };
  expect(await messagesAt(saltLake)).toEqual([message]);
  await meet();
  expect(await messagesAt(saltLake)).toEqual([]);
  for (const engine of [parkStreet, central]) expect(await messagesAt(engine)).toEqual([message]);
});
