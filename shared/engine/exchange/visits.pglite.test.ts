import { afterEach, beforeEach, expect, test } from 'vitest';
import { aBooking, SALT_LAKE, type TestEngine } from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { readSteps } from '../../domain/appointments/visit-steps.ts';
import type { AppointmentStatus } from '../../model/appointment.ts';

let replicas: ThreeReplicas;
let appointmentId: string;

beforeEach(async () => {
  replicas = await openThreeReplicas();
  appointmentId = replicas.saltLake.newId();
  await replicas.saltLake.ask('book', aBooking(appointmentId, '10:00'));
  await replicas.meet();
});
afterEach(() => replicas[Symbol.asyncDispose]());

const visitAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['status', 'steps', 'branchId'])
      .where('id', '=', appointmentId)
      .executeTakeFirstOrThrow(),
  );
const say = async (engine: TestEngine, status: AppointmentStatus, seen?: AppointmentStatus) =>
  engine.ask('set-status', { appointmentId, status, ...(seen ? { seen } : {}) });

test('who is there was not missed, whatever two replicas noted apart; both steps are kept [VI3]', async () => {
  const { saltLake, laptop, central, clock, meet } = replicas;
  await say(laptop, 'arrived');
  clock.advance(60_000);
  await say(saltLake, 'no-show');
  await meet();
  const seen = await visitAt(central);
  expect(seen).toMatchObject({ status: 'arrived', branchId: SALT_LAKE });
  expect(readSteps(seen.steps).map(({ status }) => status)).toEqual(['arrived', 'no-show']);
  for (const engine of [saltLake, laptop]) expect(await visitAt(engine)).toEqual(seen);
});

test('times noted apart are all there afterwards [VI1] [VI3]', async () => {
  const { saltLake, laptop, central, clock, meet } = replicas;
  await say(saltLake, 'arrived');
  clock.advance(10 * 60_000);
  await say(laptop, 'in-consult');
  await meet([laptop, saltLake]);
  const steps = readSteps((await visitAt(central)).steps);
  expect(steps.map(({ status, byName }) => ({ status, byName }))).toEqual([
    { status: 'arrived', byName: 'Ruma Paul' },
    { status: 'in-consult', byName: 'Ruma Paul' },
  ]);
  expect((steps[1]?.atMs ?? 0) - (steps[0]?.atMs ?? 0)).toBe(10 * 60_000);
});

test('who acts on what another desk has changed is told, and nothing is written over [VI2]', async () => {
  const { saltLake, clock } = replicas;
  const atMs = clock.nowMs();
  expect(await say(saltLake, 'arrived', 'booked')).toMatchObject({ ok: true });
  clock.advance(60_000);
  const before = await visitAt(saltLake);
  for (const refused of [
    await say(saltLake, 'no-show', 'booked'),
    await say(saltLake, 'arrived', 'booked'),
    await saltLake.ask('cancel', { appointmentId, reason: 'Called', seen: 'booked' }),
  ]) {
    expect(refused).toMatchObject({
      error: { kind: 'visit-moved-on', status: 'arrived', byName: 'Ruma Paul', atMs },
    });
  }
  expect(await visitAt(saltLake)).toEqual(before);
});

test('an hour that a clock was set back makes no visit end before it began [VI1]', async () => {
  const { saltLake, clock } = replicas;
  await say(saltLake, 'in-consult');
  clock.advance(-3_600_000);
  await say(saltLake, 'completed');
  const [began, ended] = readSteps((await visitAt(saltLake)).steps);
  expect(ended?.atMs).toBe(began?.atMs);
});

test('taking a step back takes its time back [VI1]', async () => {
  const { saltLake } = replicas;
  const id = saltLake.newId();
  await saltLake.ask('set-status', { appointmentId, status: 'arrived' }, { id });
  await saltLake.ask('undo', { intentId: id });
  expect(await visitAt(saltLake)).toMatchObject({ status: 'booked', steps: [] });
});
