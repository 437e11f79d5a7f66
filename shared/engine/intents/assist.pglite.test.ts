import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  at,
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
import type { Actor } from '../../model/user.ts';
import { loadDaySheet } from '../queries/load-day-sheet.ts';
import { loadPatientHistory } from '../queries/load-patient-history.ts';

let engine: TestEngine;
let surgery: string;
let part: string;
let sessionOfSen: string;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await addSession(DR_DAS, '09:00', '13:00');
  sessionOfSen = await addSession(DR_SEN, '09:00', '12:00');
  surgery = engine.newId();
  const hour = { startMs: at('10:00'), endMs: at('11:00') };
  expect(await engine.ask('book', aBooking(surgery, '10:00', hour))).toMatchObject({ ok: true });
  part = engine.newId();
});
afterEach(() => engine.close());

async function addSession(doctorId: string, from: string, until: string, branchId = SALT_LAKE) {
  const id = engine.newId();
  const done = await engine.ask('create-session', {
    ...{ id, branchId, doctorId, startMs: at(from), endMs: at(until) },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });
  expect(done).toMatchObject({ ok: true });
  return id;
}

const add = (changes: Partial<IntentInput<'add-assistant'>> = {}, actor: Actor = admin) =>
  engine.ask(
    'add-assistant',
    {
      ...{ appointmentId: surgery, assistanceId: part, doctorId: DR_SEN },
      ...{ insteadOf: null, reason: null, ...changes },
    },
    { actor },
  );
const move = (from: string, until: string) =>
  engine.ask('move', {
    ...{ appointmentId: surgery, branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at(from), endMs: at(until) },
  });
const appointment = (id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const claimsOf = (doctorId: string) =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('claim')
      .selectAll()
      .where('doctorId', '=', doctorId)
      .orderBy('startMs')
      .execute();
    return rows.map(({ startMs, verdict, withRight }) => [startMs, verdict, withRight]);
  });

test('a second doctor has the time of a surgery by a claim of their own, firm by the right to it [CD1]', async () => {
  expect(await add()).toMatchObject({ ok: true });
  expect(await appointment(part)).toMatchObject({
    ...{ assistsId: surgery, doctorId: DR_SEN, patientId: PATIENT, status: 'booked' },
    ...{ sessionId: sessionOfSen, withRight: true },
  });
  expect(await claimsOf(DR_SEN)).toEqual([[at('10:00'), 'active', true]]);
  expect(await claimsOf(DR_DAS)).toEqual([[at('10:00'), 'active', true]]);
  const other = aBooking(engine.newId(), '10:30', { doctorId: DR_SEN });
  expect(await engine.ask('book', other)).toMatchObject({ error: { kind: 'time-taken' } });
  expect(await add({ assistanceId: engine.newId() })).toMatchObject({
    error: { kind: 'cannot-assist', why: 'assists-already' },
  });
  expect(await add({ assistanceId: engine.newId(), doctorId: DR_DAS })).toMatchObject({
    error: { kind: 'cannot-assist', why: 'own-visit' },
  });
  expect(await add({ assistanceId: engine.newId(), appointmentId: part })).toMatchObject({
    error: { kind: 'assists-another' },
  });
});

test('nobody assists who is booked, away, elsewhere, or without working time unless a reason is given [CD1]', async () => {
  const late = engine.newId();
  const noon = { startMs: at('11:45'), endMs: at('12:30') };
  await engine.ask('book', aBooking(late, '11:45', noon));
  const toLate = { appointmentId: late };
  expect(await add(toLate)).toMatchObject({ error: { kind: 'cannot-assist', why: 'no-session' } });
  expect(await add({ ...toLate, reason: 'Stays on for it' })).toMatchObject({ ok: true });
  // Without a session, and still nobody else's: it is not overbooked.
  expect(await appointment(part)).toMatchObject({
    ...{ sessionId: null, withRight: false, overbookReason: null },
  });
  const over = aBooking(engine.newId(), '11:45', { doctorId: DR_SEN });
  expect(await engine.ask('book', over)).toMatchObject({ error: { kind: 'time-taken' } });

  await engine.ask('book', aBooking(engine.newId(), '10:15', { doctorId: DR_SEN }));
  expect(await add({ assistanceId: engine.newId(), reason: 'Needed' })).toMatchObject({
    error: { kind: 'time-taken', startMs: at('10:15') },
  });
  const desk: Actor = { ...admin, role: 'doctor', doctorId: DR_DAS };
  expect(await add({}, desk)).toMatchObject({ error: { kind: 'not-permitted' } });
});

test('who assists moves with the visit, or it is not moved; one undo takes both back [CD2]', async () => {
  await add();
  await engine.ask('book', aBooking(engine.newId(), '11:15', { doctorId: DR_SEN }));
  expect(await move('11:00', '12:00')).toMatchObject({
    error: { kind: 'assistant-busy', doctorId: DR_SEN, because: { kind: 'time-taken' } },
  });
  expect(await appointment(surgery)).toMatchObject({ startMs: at('10:00') });
  expect(await move('12:00', '12:45')).toMatchObject({
    error: { kind: 'assistant-busy', because: { kind: 'cannot-assist' } },
  });
  const intentId = engine.newId();
  const time = { startMs: at('09:15'), endMs: at('10:15') };
  const moved = await engine.ask(
    'move',
    { appointmentId: surgery, branchId: SALT_LAKE, doctorId: DR_DAS, ...time },
    { id: intentId },
  );
  expect(moved).toMatchObject({ ok: true });
  for (const id of [surgery, part]) expect(await appointment(id)).toMatchObject(time);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  for (const id of [surgery, part]) {
    expect(await appointment(id)).toMatchObject({ startMs: at('10:00'), withRight: true });
  }
  const alone = { appointmentId: part, branchId: SALT_LAKE, doctorId: DR_SEN, ...time };
  expect(await engine.ask('move', alone)).toMatchObject({ error: { kind: 'assists-another' } });
});

test('what becomes of the visit becomes of their part, and who is taken off has the time for others [CD2] [CD3]', async () => {
  await add();
  await engine.ask('set-status', { appointmentId: surgery, status: 'arrived' });
  expect(await appointment(part)).toMatchObject({ status: 'arrived' });
  const left = engine.newId();
  const off = { assistanceId: part, reason: 'Called to the ward' };
  expect(await engine.ask('remove-assistant', off, { id: left })).toMatchObject({ ok: true });
  expect(await claimsOf(DR_SEN)).toEqual([]);
  expect(await appointment(surgery)).toMatchObject({ status: 'arrived' });
  expect(await engine.ask('undo', { intentId: left })).toMatchObject({ ok: true });
  expect(await claimsOf(DR_SEN)).toEqual([[at('10:00'), 'active', true]]);
  await engine.ask('cancel', { appointmentId: surgery, reason: 'Fever', by: 'patient' });
  expect(await appointment(part)).toMatchObject({ status: 'cancelled' });
  expect(await claimsOf(DR_SEN)).toEqual([]);
  expect(await engine.ask('undo', { intentId: left })).toMatchObject({ ok: false });
});

test('an absence of who assists takes their time alone, with another or without as the ways out [CD4]', async () => {
  await add();
  await engine.ask('add-time-off', {
    ...{ doctorId: DR_SEN, kind: 'leave' as const, reason: 'Ill', affected: 'displace' as const },
    times: [{ id: engine.newId(), startMs: at('09:00'), endMs: at('13:00') }],
  });
  expect(await claimsOf(DR_SEN)).toEqual([[at('10:00'), 'displaced', true]]);
  expect(await claimsOf(DR_DAS)).toEqual([[at('10:00'), 'active', true]]);
  const conflicts = () =>
    engine.store.read((db) =>
      db.kysely.selectFrom('conflict').select(['recordId', 'state', 'reason', 'offers']).execute(),
    );
  const open = { recordId: part, state: 'open', reason: 'doctor-away', offers: [] };
  expect(await conflicts()).toEqual([open]);
  const third = engine.newId();
  const branchIds = [SALT_LAKE];
  await engine.ask('save-doctor', {
    ...{ id: third, name: 'Ravi Nair', speciality: 'ENT', kind: 'full-time' as const },
    ...{ active: true, branchIds },
  });
  const instead = { assistanceId: engine.newId(), doctorId: third, insteadOf: part };
  expect(await add(instead)).toMatchObject({ error: { kind: 'cannot-assist', why: 'no-session' } });
  expect(await add({ ...instead, reason: 'For Dr. Sen' })).toMatchObject({ ok: true });
  expect((await conflicts())[0]?.state).not.toBe('open');
  expect(await claimsOf(DR_SEN)).toEqual([]);
  expect(await claimsOf(third)).toEqual([[at('10:00'), 'active', false]]);
});

test('a closed day takes both doctors of a surgery [CD2]', async () => {
  await add();
  const days = [{ id: engine.newId(), day: '2026-03-02', name: 'Strike' }];
  const closed = { branchId: SALT_LAKE, days, affected: 'cancel' as const };
  expect(await engine.ask('add-closure', closed)).toMatchObject({ ok: true });
  for (const id of [surgery, part]) {
    expect(await appointment(id)).toMatchObject({ status: 'cancelled' });
  }
});

test('it is one visit of the patient, on the sheets of both doctors [CD5]', async () => {
  await add();
  const [history, sheet] = await engine.store.read(async (db) => [
    await loadPatientHistory(db, ORGANISATION, {
      ...{ patientId: PATIENT, doctorId: null, before: null },
    }),
    await loadDaySheet(db, ORGANISATION, {
      ...{ branchId: SALT_LAKE, doctorId: null, day: '2026-03-02', nowMs: at('08:00') },
    }),
  ]);
  expect(JSON.stringify(history)).not.toContain(part);
  const visits = Object.fromEntries(
    (sheet?.doctors ?? []).map(({ name, visits: those }) => [
      name,
      those.map(({ patient, startMs, assists, assistants }) => [
        ...[patient, startMs, assists, assistants],
      ]),
    ]),
  );
  expect(visits).toEqual({
    'Anita Sen': [['Meera Iyer', at('10:00'), 'Priya Das', []]],
    'Priya Das': [['Meera Iyer', at('10:00'), null, ['Anita Sen']]],
  });
});
