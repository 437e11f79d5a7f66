import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { QueueAct } from '../../model/queue-entry.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';
import type { Actor } from '../../model/user.ts';
import { loadWalkInTime } from '../queries/load-walk-in-time.ts';

const SURGERY = 'a5d6c1de-52f5-4c4e-9d0c-6a2b7a1f0003';
const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const desk: Actor = { ...admin, role: 'front-desk', branchIds: [SALT_LAKE] };
const das: Actor = { ...admin, role: 'doctor', doctorId: DR_DAS, branchIds: [SALT_LAKE] };

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  const surgery = { id: SURGERY, name: 'Surgery', durationMin: 60, hue: 'red' as const };
  await engine.ask('save-service', { ...PLAIN_SERVICE, ...surgery, active: true });
});
afterEach(() => engine.close());

const work = async (over: Partial<IntentInput<'create-series'>> = {}) =>
  expect(await engine.ask('create-series', aSeries(engine.newId(), over))).toMatchObject({
    ok: true,
  });
/** Dr. Sen operates all day, Dr. Das sees whoever comes. */
async function senOperates() {
  await work();
  await work({ doctorId: DR_SEN, serviceIds: [SURGERY] });
}

const join = async (over: Partial<IntentInput<'join-queue'>> = {}, actor = desk) => {
  const entryId = engine.newId();
  const line = {
    ...{ entryId, branchId: SALT_LAKE, doctorId: null, serviceId: CONSULTATION },
    ...{ patientId: PATIENT, priority: 'normal' as const, newPatient: null, appointmentId: null },
  };
  const outcome = await engine.ask('join-queue', { ...line, ...over }, { actor });
  return { id: outcome.ok ? (outcome.value.recordId ?? '') : entryId, outcome };
};
const act = async (entryId: string, what: QueueAct, actor = desk) => {
  const entry = await engine.store.read((db) =>
    db.kysely
      .selectFrom('queueEntry')
      .selectAll()
      .where('id', '=', entryId)
      .executeTakeFirstOrThrow(),
  );
  const seen = `${entry.dotReplica}:${entry.dotCounter}`;
  return engine.ask('act-on-queue', { entryId, seen, act: what }, { actor });
};
const ticketOf = (visitId: string) =>
  engine.store.read(async (db) => {
    const row = await db.kysely
      .selectFrom('queueEntry')
      .select('id')
      .where('appointmentId', '=', visitId)
      .executeTakeFirstOrThrow();
    return row.id;
  });
const visitOf = (id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirst(),
  );
const start = (doctorId: string, clock: string): Extract<QueueAct, { kind: 'start' }> => ({
  ...{ kind: 'start', doctorId, overbookReason: null },
  ...{ startMs: at(clock), endMs: at(clock) + QUARTER_MS },
});

const UNFIT = {
  error: {
    kind: 'against-rules',
    breaches: [{ name: 'Surgery', effect: 'manager', demand: { kind: 'services' } }],
  },
};
const breachOf = (outcome: Awaited<ReturnType<typeof act>>): string[] =>
  !outcome.ok && outcome.error.kind === 'against-rules'
    ? outcome.error.breaches.map(({ ruleId }) => ruleId)
    : [];

test('nobody waits for or is called to a doctor who works for others, unless a manager says so [QE10]', async () => {
  await senOperates();
  expect((await join({ doctorId: DR_SEN })).outcome).toMatchObject(UNFIT);
  expect((await join({ doctorId: DR_SEN, serviceId: SURGERY })).outcome).toMatchObject({
    ok: true,
  });
  const { id } = await join();
  const hand: QueueAct = { kind: 'hand', doctorId: DR_SEN, reason: 'Asks for her' };
  const call: QueueAct = { kind: 'call', doctorId: DR_SEN, room: '2' };
  const refused = await act(id, hand);
  expect([refused, await act(id, call)]).toMatchObject([UNFIT, UNFIT]);
  const accepts = { ruleIds: breachOf(refused), reason: 'Asks for her' };
  expect(await act(id, { ...hand, accepts })).toMatchObject(UNFIT);
  expect(await act(id, { ...hand, accepts }, admin)).toMatchObject({ ok: true });
  // Who was handed to her is called to her by anybody.
  expect(await act(id, call)).toMatchObject({ ok: true });
  const other = await join({ doctorId: DR_SEN, accepts }, admin);
  expect(other.outcome).toMatchObject({ ok: true });
  // After hours nobody works for anything, and whoever stays on sees whom they like.
  engine.clock.advance(8 * HOUR_MS);
  const late = await join();
  expect(await act(late.id, hand)).toMatchObject({ ok: true });
});

test('nobody is handed to a doctor who does not do what they come for, or waits for one [QE10]', async () => {
  await work();
  await work({ doctorId: DR_SEN });
  const override = [{ doctorId: DR_SEN, durationMin: null }];
  const consultation = { id: CONSULTATION, name: 'Consultation', durationMin: 15 };
  await engine.ask('save-service', {
    ...{ ...PLAIN_SERVICE, ...consultation, hue: 'green', active: true, overrides: override },
  });
  const refused = { error: { kind: 'service-not-offered', doctorId: DR_SEN } };
  expect((await join({ doctorId: DR_SEN })).outcome).toMatchObject(refused);
  const { id } = await join();
  const hand: QueueAct = { kind: 'hand', doctorId: DR_SEN, reason: 'x' };
  expect(await act(id, hand, admin)).toMatchObject(refused);
  expect(await act(id, start(DR_SEN, '09:15'), admin)).toMatchObject(refused);
  const appointmentId = engine.newId();
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  await engine.ask('set-status', { appointmentId, status: 'arrived' });
  const ticket = await ticketOf(appointmentId);
  expect(await act(ticket, start(DR_SEN, '09:15'), admin)).toMatchObject(refused);
  expect(await visitOf(appointmentId)).toMatchObject({ status: 'arrived', doctorId: DR_DAS });
});

test('who is booked is not taken over into time that is for others, and walks in there for a reason [QE10] [SV5]', async () => {
  await senOperates();
  const appointmentId = engine.newId();
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  await engine.ask('set-status', { appointmentId, status: 'arrived' });
  const ticket = await ticketOf(appointmentId);
  const refused = await act(ticket, start(DR_SEN, '09:15'));
  expect(refused).toMatchObject(UNFIT);
  expect(await visitOf(appointmentId)).toMatchObject({ status: 'arrived', doctorId: DR_DAS });
  const accepts = { ruleIds: breachOf(refused), reason: 'Dr. Das was called away' };
  expect(await act(ticket, { ...start(DR_SEN, '09:15'), accepts }, admin)).toMatchObject({
    ok: true,
  });
  expect(await visitOf(appointmentId)).toMatchObject({ status: 'in-consult', doctorId: DR_SEN });
  // Whoever was put there is called there by anybody.
  const own = engine.newId();
  const breach = { ruleIds: accepts.ruleIds, reason: 'Asks for her' };
  const putThere = { ...aBooking(own, '10:00'), doctorId: DR_SEN, accepts: breach };
  expect(await engine.ask('book', putThere)).toMatchObject({ ok: true });
  await engine.ask('set-status', { appointmentId: own, status: 'arrived' });
  const theirs = await ticketOf(own);
  expect(await act(theirs, { kind: 'call', doctorId: DR_SEN, room: '' })).toMatchObject({
    ok: true,
  });
});

const timeOf = (over: { readonly doctorId?: string; readonly emergency?: boolean } = {}) =>
  engine.store.read(async (db) => {
    const wish = { branchId: SALT_LAKE, doctorId: DR_SEN, serviceId: CONSULTATION };
    const at = { emergency: false, nowMs: engine.clock.nowMs(), ...over };
    return (await loadWalkInTime(db, ORGANISATION, { ...wish, ...at }))?.startMs ?? null;
  });
const tag = async (name: string, effect: 'walk-in-only' | 'emergency') =>
  engine.ask('save-tag', {
    ...{ id: engine.newId(), name, hue: 'red', active: true, effect, releaseMin: null },
  });

test('who walks in is given what is for those who walk in, and in an emergency what is kept for those [QE11] [MK1]', async () => {
  await tag('Walk-ins', 'walk-in-only');
  await tag('Emergencies', 'emergency');
  const sen = { doctorId: DR_SEN };
  await work({ ...sen, startMin: 540, endMin: 570, tags: ['Emergencies'] });
  await work({ ...sen, startMin: 600, endMin: 630, tags: ['Walk-ins'] });
  await work({ ...sen, startMin: 660, endMin: 690 });
  expect(await timeOf()).toBe(at('10:00'));
  expect(await timeOf({ emergency: true })).toBe(at('09:00'));
  const doctor: Actor = { ...das, doctorId: DR_SEN };
  const { id } = await join({ doctorId: DR_SEN });
  expect(await act(id, start(DR_SEN, '09:00'))).toMatchObject({ error: { kind: 'against-rules' } });
  // The doctor sees who walked in as well as the desk has them seen.
  expect(await act(id, start(DR_SEN, '10:00'), doctor)).toMatchObject({ ok: true });
  expect(await timeOf()).toBe(at('10:15'));
  const urgent = await join({ doctorId: DR_SEN, priority: 'emergency' });
  expect(await act(urgent.id, start(DR_SEN, '09:00'))).toMatchObject({ ok: true });
  // Nobody is given a time of tomorrow.
  engine.clock.advance(6 * HOUR_MS);
  expect(await timeOf({ emergency: true })).toBeNull();
});

test('the time of whoever did not come is given to who walked in, until half of it is over [QE11]', async () => {
  await work({ endMin: 600 });
  const ids: string[] = [];
  for (const clock of ['09:00', '09:15', '09:30', '09:45']) {
    const appointmentId = engine.newId();
    ids.push(appointmentId);
    expect(await engine.ask('book', aBooking(appointmentId, clock))).toMatchObject({ ok: true });
  }
  engine.clock.advance(HOUR_MS + 6 * 60_000);
  const mine = { doctorId: DR_DAS };
  expect(await timeOf(mine)).toBeNull();
  await engine.ask('set-status', { appointmentId: ids[0] ?? '', status: 'no-show' });
  expect(await timeOf(mine)).toBe(at('09:00'));
  const { id } = await join();
  expect(await act(id, start(DR_DAS, '09:00'))).toMatchObject({ ok: true });
  expect(await timeOf(mine)).toBeNull();
  engine.clock.advance(17 * 60_000);
  await engine.ask('set-status', { appointmentId: ids[1] ?? '', status: 'no-show' });
  expect(await timeOf(mine)).toBeNull();
});
