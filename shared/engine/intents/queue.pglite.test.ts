import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { QueueAct } from '../../model/queue-entry.ts';
import type { Actor } from '../../model/user.ts';

let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const walkIn = (entryId: string, over: Partial<IntentInput<'join-queue'>> = {}) => ({
  ...{ entryId, branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION },
  ...{ patientId: PATIENT, priority: 'normal' as const, newPatient: null, appointmentId: null },
  ...over,
});
const join = async (over: Partial<IntentInput<'join-queue'>> = {}): Promise<string> => {
  const entryId = engine.newId();
  const joined = await engine.ask('join-queue', walkIn(entryId, over));
  if (!joined.ok) throw new Error(JSON.stringify(joined.error));
  return joined.value.recordId ?? '';
};
const entryOf = (id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('queueEntry').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const versionOf = async (id: string): Promise<string> => {
  const { dotReplica, dotCounter } = await entryOf(id);
  return `${dotReplica}:${dotCounter}`;
};
const act = async (id: string, what: QueueAct, options: { actor?: Actor; seen?: string } = {}) =>
  engine.ask(
    'act-on-queue',
    { entryId: id, seen: options.seen ?? (await versionOf(id)), act: what },
    options.actor ? { actor: options.actor } : {},
  );
const visitOf = async (id: string) => {
  const { appointmentId } = await entryOf(id);
  return engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .selectAll()
      .where('id', '=', appointmentId ?? id)
      .executeTakeFirst(),
  );
};
const CALL: QueueAct = { kind: 'call', doctorId: DR_DAS, room: '2' };
const start = (clock: string, over: Partial<Extract<QueueAct, { kind: 'start' }>> = {}) => ({
  ...{ kind: 'start' as const, doctorId: DR_DAS, overbookReason: null },
  ...{ startMs: at(clock), endMs: at(clock) + 15 * 60_000 },
  ...over,
});

test('tickets count up, also after one was taken back, and from one again the next day [QE1]', async () => {
  const ids = [await join(), await join()];
  const third = engine.newId();
  const intentId = engine.newId();
  await engine.ask('join-queue', walkIn(third), { id: intentId });
  await engine.ask('undo', { intentId });
  ids.push(await join());
  engine.clock.advance(86_400_000);
  ids.push(await join());
  const tickets = await Promise.all(ids.map(entryOf));
  expect(tickets.map(({ letter, number, day }) => [letter, number, day])).toEqual([
    ['A', 1, '2026-03-02'],
    ['A', 2, '2026-03-02'],
    ['A', 4, '2026-03-02'],
    ['A', 1, '2026-03-03'],
  ]);
});

test('a clock that was set back an hour gives no ticket twice [QE1]', async () => {
  const first = await join();
  engine.clock.advance(-3_600_000);
  const second = await join();
  expect((await entryOf(first)).number).toBe(1);
  expect((await entryOf(second)).number).toBe(2);
});

test('a double click, or an intent that is sent again, gives one ticket [QE1]', async () => {
  const [entryId, id] = [engine.newId(), engine.newId()];
  await engine.ask('join-queue', walkIn(entryId), { id });
  await engine.ask('join-queue', walkIn(entryId), { id });
  const again = await engine.ask('join-queue', walkIn(entryId));
  expect(again).toMatchObject({ ok: true, value: { recordId: entryId } });
  expect((await entryOf(await join())).number).toBe(2);
});

test('who is booked for today and arrives is in the queue, behind nobody who came after their time [QE2]', async () => {
  const [appointmentId, later] = [engine.newId(), engine.newId()];
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  await engine.ask(
    'book',
    aBooking(later, '10:00', { startMs: at('10:00', 1), endMs: at('10:15', 1) }),
  );
  await engine.ask('set-status', { appointmentId, status: 'arrived' });
  await engine.ask('set-status', { appointmentId, status: 'checked-in' });
  await engine.ask('set-status', { appointmentId: later, status: 'arrived' });
  const entries = await engine.store.read((db) =>
    db.kysely.selectFrom('queueEntry').selectAll().execute(),
  );
  expect(entries).toMatchObject([
    { appointmentId, letter: 'A', number: 1, placeMs: at('10:00'), joinedMs: at('08:00') },
  ]);
});

test('of two desks that act on one ticket one wins, and the other learns who [QE3]', async () => {
  const id = await join();
  const seen = await versionOf(id);
  const [first, second] = await Promise.all([
    act(id, CALL, { seen }),
    act(id, { kind: 'leave', reason: 'Went home' }, { seen, actor: { ...admin, name: 'Asha' } }),
  ]);
  expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
  const refused = first.ok ? second : first;
  const winner = await entryOf(id);
  expect(refused).toMatchObject({
    error: { kind: 'queue-moved-on', state: winner.state, byName: winner.byName },
  });
});

test('who walked in goes in at a free time, and their visit has begun [QE4]', async () => {
  const id = await join({ doctorId: null });
  engine.clock.advance(60 * 60_000);
  expect(await act(id, CALL)).toMatchObject({ ok: true });
  expect(await act(id, start('09:15'))).toMatchObject({ ok: true });
  const visit = await visitOf(id);
  expect(visit).toMatchObject({ status: 'in-consult', startMs: at('09:15'), doctorId: DR_DAS });
  expect(visit?.steps).toEqual([
    `${at('08:00')} arrived Ruma Paul`,
    `${at('09:00')} in-consult Ruma Paul`,
  ]);
  expect(await entryOf(id)).toMatchObject({ state: 'started', doctorId: DR_DAS, room: '2' });
  expect(await act(id, { kind: 'finish' })).toMatchObject({ ok: true });
  expect(await visitOf(id)).toMatchObject({ status: 'completed' });
});

test('without a free time it takes a reason, and a right to overbook; refused, nothing changes [QE4]', async () => {
  await engine.ask('book', aBooking(engine.newId(), '09:15'));
  const id = await join();
  const before = await entryOf(id);
  const frontDesk: Actor = { ...admin, role: 'front-desk', branchIds: [SALT_LAKE] };
  expect(await act(id, start('09:15'))).toMatchObject({ error: { kind: 'time-taken' } });
  const overbook = start('09:15', { overbookReason: 'In pain' });
  expect(await act(id, overbook, { actor: frontDesk })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await entryOf(id)).toEqual(before);
  expect(await visitOf(id)).toBeUndefined();
  expect(await act(id, overbook)).toMatchObject({ ok: true });
  expect(await visitOf(id)).toMatchObject({ overbookReason: 'In pain', status: 'in-consult' });
});

test('a start that is taken back leaves the ticket as it was, and the time free [QE4]', async () => {
  const id = await join();
  await act(id, CALL);
  const intentId = engine.newId();
  const input = { entryId: id, seen: await versionOf(id), act: start('09:15') };
  expect(await engine.ask('act-on-queue', input, { id: intentId })).toMatchObject({ ok: true });
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await entryOf(id)).toMatchObject({ state: 'called', appointmentId: null });
  expect(await engine.ask('book', aBooking(engine.newId(), '09:15'))).toMatchObject({ ok: true });
  expect(await act(id, start('09:30'))).toMatchObject({ ok: true });
});

test('who is booked goes in at their own time, or at another doctor’s who takes them over [QE5]', async () => {
  const ids = [engine.newId(), engine.newId()];
  await engine.ask('create-series', aSeries(engine.newId(), { doctorId: DR_SEN }));
  await engine.ask('book', aBooking(ids[0] ?? '', '10:00'));
  await engine.ask('book', aBooking(ids[1] ?? '', '10:15'));
  for (const appointmentId of ids) {
    await engine.ask('set-status', { appointmentId, status: 'arrived' });
  }
  const [own, other] = await engine.store.read((db) =>
    db.kysely.selectFrom('queueEntry').select('id').orderBy('number').execute(),
  );
  expect(await act(own?.id ?? '', start('09:00'))).toMatchObject({ ok: true });
  expect(await visitOf(own?.id ?? '')).toMatchObject({
    ...{ status: 'in-consult', startMs: at('10:00') },
  });
  const hand: QueueAct = { kind: 'hand', doctorId: DR_SEN, reason: 'Dr. Das runs late' };
  expect(await act(other?.id ?? '', hand)).toMatchObject({ ok: true });
  const sen = start('09:00', { doctorId: DR_SEN });
  expect(await act(other?.id ?? '', sen)).toMatchObject({ ok: true });
  expect(await visitOf(other?.id ?? '')).toMatchObject({
    ...{ status: 'in-consult', startMs: at('09:00'), doctorId: DR_SEN, moves: 1 },
  });
});

test('held back, back again, moved up with a reason, and gone without being seen [QE5]', async () => {
  const [first, second, third] = [await join(), await join(), await join()];
  expect(await act(first, { kind: 'hold', reason: 'Fills in a form' })).toMatchObject({ ok: true });
  expect(await entryOf(first)).toMatchObject({ state: 'held', reason: 'Fills in a form' });
  expect(await act(first, { kind: 'return' })).toMatchObject({ ok: true });
  const up: QueueAct = { kind: 'place', beforeId: first, reason: 'A child with fever' };
  expect(await act(third, up)).toMatchObject({ ok: true });
  expect((await entryOf(third)).placeMs).toBeLessThan((await entryOf(first)).placeMs);
  await act(third, { kind: 'place', beforeId: null, reason: 'Is in the canteen' });
  expect((await entryOf(third)).placeMs).toBeGreaterThan((await entryOf(second)).placeMs);
  await act(second, { kind: 'leave', reason: 'Left without being seen' });
  expect(await act(second, CALL)).toMatchObject({ error: { kind: 'queue-not-next' } });
  expect(await act(second, { kind: 'return' })).toMatchObject({ ok: true });
});

test('who leaves without being seen gives their time back [QE5]', async () => {
  const appointmentId = engine.newId();
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  await engine.ask('set-status', { appointmentId, status: 'arrived' });
  const [entry] = await engine.store.read((db) =>
    db.kysely.selectFrom('queueEntry').select('id').execute(),
  );
  await act(entry?.id ?? '', { kind: 'leave', reason: 'Left without being seen' });
  expect(await visitOf(entry?.id ?? '')).toMatchObject({
    ...{ status: 'cancelled', cancelReason: 'Left without being seen' },
  });
  expect(await engine.ask('book', aBooking(engine.newId(), '10:00'))).toMatchObject({ ok: true });
});

test('a doctor calls and starts for themselves alone, and somebody new is kept with the ticket', async () => {
  const das: Actor = { ...admin, role: 'doctor', doctorId: DR_DAS };
  const newPatient = aPatient(engine.newId(), 'Nila Dutta');
  const any = await join({ doctorId: null, newPatient, patientId: newPatient.id });
  const sens = await join({ doctorId: DR_SEN });
  expect(await act(any, { ...CALL, doctorId: DR_SEN }, { actor: das })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await act(sens, { kind: 'hold', reason: 'x' }, { actor: das })).toMatchObject({
    ok: false,
  });
  expect(await act(any, CALL, { actor: das })).toMatchObject({ ok: true });
  const unknown = walkIn(engine.newId(), { patientId: engine.newId() });
  expect(await engine.ask('join-queue', unknown)).toMatchObject({
    error: { kind: 'unknown-record', record: 'patient' },
  });
});
