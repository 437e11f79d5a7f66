import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  EVERY_WORKDAY,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { HOLD_MIN } from '../../model/choices.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';
import type { Actor } from '../../model/user.ts';

let engine: TestEngine;
const id = (): string => engine.newId();

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const claims = () => engine.store.read((db) => db.kysely.selectFrom('claim').selectAll().execute());
const appointment = (appointmentId: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .selectAll()
      .where('id', '=', appointmentId)
      .executeTakeFirstOrThrow(),
  );

test('a weekly series gives sessions and slots with the empty vector, confirmed where no central is', async () => {
  const series = aSeries(id(), { rule: EVERY_WORKDAY });
  expect(await engine.ask('create-series', series)).toMatchObject({ ok: true });
  const sessions = await engine.store.read((db) =>
    db.kysely.selectFrom('session').selectAll().orderBy('startMs').execute(),
  );
  expect(sessions.length).toBe(26 * 5 + 1);
  expect(sessions[0]).toMatchObject({ startMs: at('09:00'), endMs: at('13:00'), confirmed: true });
  expect(sessions.every((s) => s.dotReplica === null && Object.keys(s.vector).length === 0)).toBe(
    true,
  );
  const slots = await engine.store.read((db) =>
    db.kysely
      .selectFrom('slot')
      .selectAll()
      .where('sessionId', '=', sessions[0]?.id ?? '')
      .execute(),
  );
  expect(slots.length).toBe(16);
});

test('a booking in a confirmed session of this replica is firm at once [BK1]', async () => {
  await engine.ask('create-series', aSeries(id()));
  const appointmentId = id();
  const booked = await engine.ask('book', aBooking(appointmentId, '10:00'));
  expect(booked).toEqual({ ok: true, value: { recordId: appointmentId, undoable: true } });
  expect(await claims()).toMatchObject([
    { id: appointmentId, verdict: 'active', withRight: true, rank: 2 },
  ]);
});

test('a taken time is refused with who has it and three other times [BK2]', async () => {
  await engine.ask('create-series', aSeries(id()));
  await engine.ask('book', aBooking(id(), '10:00'));
  const refused = await engine.ask('book', aBooking(id(), '10:10'));
  expect(refused).toMatchObject({
    ok: false,
    error: {
      kind: 'time-taken',
      startMs: at('10:00'),
      branchId: SALT_LAKE,
      offers: [{ startMs: at('10:15') }, { startMs: at('10:30') }, { startMs: at('10:45') }],
    },
  });
  expect(await claims()).toHaveLength(1);
});

test('the same intent twice is done once [IN1]', async () => {
  await engine.ask('create-series', aSeries(id()));
  const intentId = id();
  const input = aBooking(id(), '10:00');
  const first = await engine.ask('book', input, { id: intentId });
  const second = await engine.ask('book', input, { id: intentId });
  expect(second).toEqual(first);
  expect(await claims()).toHaveLength(1);
});

test('a refused intent leaves no trace [IN2]', async () => {
  await engine.ask('create-series', aSeries(id()));
  const before = await engine.loadBook();
  const newPatient = aPatient(id(), 'Joya Mitra');
  const refused = await engine.ask(
    'book',
    aBooking(id(), '10:00', { patientId: newPatient.id, newPatient, doctorId: id() }),
  );
  expect(refused).toMatchObject({ ok: false, error: { kind: 'unknown-record', record: 'doctor' } });
  expect(await engine.loadBook()).toEqual(before);
});

test.each([
  ['in the past', () => aBooking(id(), '07:00'), 'in-the-past'],
  ['outside every session', () => aBooking(id(), '15:00'), 'outside-session'],
  ['back to front', () => aBooking(id(), '10:00', { endMs: at('09:00') }), 'empty-range'],
  [
    'longer than a day',
    () => aBooking(id(), '10:00', { endMs: at('10:01', 1) }),
    'longer-than-a-day',
  ],
  ['of an unknown doctor', () => aBooking(id(), '10:00', { doctorId: id() }), 'unknown-record'],
  ['for an unknown patient', () => aBooking(id(), '10:00', { patientId: id() }), 'unknown-record'],
  ['at an unknown branch', () => aBooking(id(), '10:00', { branchId: id() }), 'unknown-record'],
])('a booking %s is refused', async (_, input, kind) => {
  await engine.ask('create-series', aSeries(id()));
  expect(await engine.ask('book', input())).toMatchObject({ ok: false, error: { kind } });
});

test('two desks want one slot: the first hold wins, the other learns who and until when [HD1]', async () => {
  await engine.ask('create-series', aSeries(id()));
  const want = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('10:00'), endMs: at('10:15') };
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => engine.ask('hold', { ...want, holdId: id() })),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
    error: {
      kind: 'held-by-other',
      userName: 'Ruma Paul',
      expiresAtMs: engine.clock.nowMs() + HOLD_MIN * 60_000,
    },
  });
});

test('a hold that has run out frees the slot, and does not book it [HD2]', async () => {
  await engine.ask('create-series', aSeries(id()));
  const holdId = id();
  const want = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('10:00'), endMs: at('10:15') };
  await engine.ask('hold', { ...want, holdId });
  engine.clock.advance(HOLD_MIN * 60_000 + 1);
  const late = await engine.ask('book', aBooking(id(), '10:00', { holdId }));
  expect(late).toMatchObject({ ok: false, error: { kind: 'hold-expired' } });
  expect(await engine.ask('book', aBooking(id(), '10:00'))).toMatchObject({ ok: true });
});

test('moving, checking in, cancelling, and undoing each', async () => {
  await engine.ask('create-series', aSeries(id()));
  const appointmentId = id();
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  const moveId = id();
  const to = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('11:00'), endMs: at('11:15') };
  expect(await engine.ask('move', { appointmentId, ...to }, { id: moveId })).toMatchObject({
    ok: true,
  });
  expect(await claims()).toMatchObject([{ startMs: at('11:00'), verdict: 'active' }]);
  expect(await engine.ask('undo', { intentId: moveId })).toMatchObject({ ok: true });
  expect(await claims()).toMatchObject([{ startMs: at('10:00'), verdict: 'active' }]);
  expect(await engine.ask('undo', { intentId: moveId })).toMatchObject({
    error: { kind: 'nothing-to-undo' },
  });

  const arrivedId = id();
  await engine.ask('set-status', { appointmentId, status: 'arrived' }, { id: arrivedId });
  expect(await engine.ask('set-status', { appointmentId, status: 'arrived' })).toMatchObject({
    error: { kind: 'status-not-next' },
  });
  expect(await engine.ask('undo', { intentId: arrivedId })).toMatchObject({ ok: true });
  expect(await appointment(appointmentId)).toMatchObject({ status: 'booked' });

  const cancelId = id();
  await engine.ask('cancel', { appointmentId, reason: 'Feels better' }, { id: cancelId });
  expect(await claims()).toEqual([]);
  await engine.ask('undo', { intentId: cancelId });
  expect(await claims()).toMatchObject([{ id: appointmentId, verdict: 'active' }]);
});

test('several acts are taken back one after the other, the last one first', async () => {
  await engine.ask('create-series', aSeries(id()));
  const [appointmentId, bookId, moveId, cancelId] = [id(), id(), id(), id()];
  const to = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('11:00'), endMs: at('11:15') };
  await engine.ask('book', aBooking(appointmentId, '10:00'), { id: bookId });
  await engine.ask('move', { appointmentId, ...to }, { id: moveId });
  await engine.ask('cancel', { appointmentId, reason: 'Ill' }, { id: cancelId });
  for (const intentId of [cancelId, moveId, bookId])
    expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await appointment(appointmentId)).toMatchObject({ status: 'entered-in-error' });
  expect(await claims()).toEqual([]);
});

test('undo is refused when the time was given to someone else meanwhile', async () => {
  await engine.ask('create-series', aSeries(id()));
  const appointmentId = id();
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  const cancelId = id();
  await engine.ask('cancel', { appointmentId, reason: 'Ill' }, { id: cancelId });
  await engine.ask('book', aBooking(id(), '10:00'));
  expect(await engine.ask('undo', { intentId: cancelId })).toMatchObject({
    ok: false,
    error: { kind: 'time-taken' },
  });
});

test('overlapping sessions of a doctor are refused; at another branch they may be requested', async () => {
  await engine.ask('create-series', aSeries(id()));
  const session = {
    id: id(),
    branchId: SALT_LAKE,
    doctorId: DR_DAS,
    startMs: at('12:00'),
    endMs: at('14:00'),
    slotMin: 15,
    capacity: 1,
    tags: [],
    requestOverlap: true,
  };
  expect(await engine.ask('create-session', session)).toMatchObject({
    error: { kind: 'session-overlap', canRequest: false },
  });
  const elsewhere = { ...session, branchId: PARK_STREET };
  expect(await engine.ask('create-session', { ...elsewhere, requestOverlap: false })).toMatchObject(
    {
      error: { kind: 'session-overlap', branchId: SALT_LAKE, canRequest: true },
    },
  );
  expect(await engine.ask('create-session', elsewhere)).toMatchObject({ ok: true });
  const stored = await engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select('confirmed')
      .where('id', '=', session.id)
      .executeTakeFirst(),
  );
  expect(stored).toEqual({ confirmed: false });
});

test.each(['FREQ=HOURLY', 'FREQ=WEEKLY;BYDAY=XX', 'every Monday', 'FREQ=WEEKLY;INTERVAL=0'])(
  'the rule %s is refused in words',
  async (rule) => {
    expect(await engine.ask('create-series', aSeries(id(), { rule }))).toMatchObject({
      ok: false,
      error: { kind: 'bad-rule' },
    });
  },
);

test('a doctor may touch only the own book, a front desk may not change the organisation [AC1]', async () => {
  const doctor: Actor = { ...admin_(), role: 'doctor', doctorId: DR_SEN };
  const frontDesk: Actor = { ...admin_(), role: 'front-desk' };
  await engine.ask('create-series', aSeries(id()));
  const refused = { ok: false, error: { kind: 'not-permitted' } };
  expect(await engine.ask('book', aBooking(id(), '10:00'), { actor: doctor })).toMatchObject(
    refused,
  );
  const service = {
    id: id(),
    name: 'Video',
    durationMin: 30,
    hue: 'teal' as const,
    ...PLAIN_SERVICE,
    active: true,
  };
  expect(await engine.ask('save-service', service, { actor: frontDesk })).toMatchObject(refused);
  const overbooked = aBooking(id(), '10:00', { overbookReason: 'Twins' });
  expect(await engine.ask('book', overbooked, { actor: frontDesk })).toMatchObject(refused);
});

const admin_ = (): Actor => ({
  userId: id(),
  name: 'Someone',
  role: 'admin',
  doctorId: null,
  branchIds: [],
  desk: 'Desk',
});

test('every write is audited in the same transaction, chained by hashes [AU1]', async () => {
  await engine.ask('create-series', aSeries(id()));
  await engine.ask('book', aBooking(id(), '10:00'));
  const entries = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').selectAll().orderBy('no').execute(),
  );
  expect(entries.map((entry) => entry.no)).toEqual(entries.map((_, i) => i + 1));
  expect(entries.map((entry) => entry.previousHash)).toEqual([
    '',
    ...entries.slice(0, -1).map((entry) => entry.hash),
  ]);
  const book = await engine.loadBook();
  expect(book).toMatchObject({ organisationId: ORGANISATION, auditHash: entries.at(-1)?.hash });
});

test('a write that goes past the store is stopped', async () => {
  await expect(
    engine.connector.withSession((session) =>
      session.query(`update patient set name = 'x' where true`, []),
    ),
  ).rejects.toThrow(/written by the store alone/);
});
