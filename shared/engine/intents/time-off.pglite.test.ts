import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas } from '../../../test/support/three-replicas.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Waiting } from '../store/pace.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const aSession = (
  id: string,
  changes: { readonly branchId: string; readonly doctorId: string },
) => ({
  ...{ id, startMs: at('14:00'), endMs: at('16:00'), slotMin: 15, capacity: 1, tags: [] },
  ...{ requestOverlap: false, ...changes },
});

const away = (
  by: TestEngine,
  affected: IntentInput<'add-time-off'>['affected'],
  [from, to]: readonly [string, string] = ['09:00', '12:00'],
) => {
  const id = by.newId();
  const times = [{ id, startMs: at(from), endMs: at(to) }];
  const input = { doctorId: DR_DAS, kind: 'emergency' as const, reason: 'Ill', times, affected };
  return { id, asked: by.ask('add-time-off', input) };
};
const claims = (of: TestEngine) =>
  of.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select(['id', 'verdict', 'blockerId', 'startMs'])
      .orderBy('startMs')
      .execute(),
  );
const conflicts = (of: TestEngine) =>
  of.store.read((db) => db.kysely.selectFrom('conflict').selectAll().orderBy('id').execute());
const statusOf = (of: TestEngine, id: string) =>
  of.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['status', 'cancelReason'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );

async function bookTwo() {
  const [inIt, after] = [engine.newId(), engine.newId()];
  await engine.ask('book', aBooking(inIt, '09:30'));
  await engine.ask('book', aBooking(after, '12:15'));
  return { inIt, after };
}

test('an absence over appointments is not entered until someone says what becomes of them [AW1]', async () => {
  await bookTwo();
  expect(await away(engine, null).asked).toMatchObject({
    error: { kind: 'has-appointments', count: 1 },
  });
  expect(await away(engine, null, ['10:00', '11:00']).asked).toMatchObject({ ok: true });
});

test('an absence displaces what is booked in it, with offers, also of colleagues [AW1]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { doctorId: DR_SEN }));
  const { inIt, after } = await bookTwo();
  const { id, asked } = away(engine, 'displace', ['09:00', '12:00']);
  expect(await asked).toMatchObject({ ok: true });
  expect(await claims(engine)).toMatchObject([
    { id: inIt, verdict: 'displaced', blockerId: id },
    { id: after, verdict: 'active' },
  ]);
  const [conflict, ...more] = await conflicts(engine);
  expect(more).toEqual([]);
  expect(conflict).toMatchObject({
    ...{ recordId: inIt, reason: 'doctor-away', state: 'open', blockerId: id },
    ...{ blockerStartMs: at('09:00'), blockerEndMs: at('12:00') },
  });
  expect(conflict?.offers.length).toBe(3);
  for (const offer of conflict?.offers ?? []) {
    const isAway = offer.doctorId === DR_DAS && offer.startMs < at('12:00');
    expect(isAway).toBe(false);
  }
  const [offer] = conflict?.offers ?? [];
  if (!conflict || !offer) throw new Error('There are offers.');
  const { sessionId: _, ...time } = offer;
  const resolution = { kind: 'rebook' as const, appointmentId: engine.newId(), time };
  expect(
    await engine.ask('resolve-conflict', { conflictId: conflict.id, resolution }),
  ).toMatchObject({
    ok: true,
  });
});

test('whoever lost the time to an absence gets it back when the doctor is there after all [AW2]', async () => {
  const { inIt } = await bookTwo();
  const { id, asked } = away(engine, 'displace');
  const done = await asked;
  expect(await engine.ask('remove-time-off', { timeOffId: id })).toMatchObject({ ok: true });
  expect(await claims(engine)).toMatchObject([
    { id: inIt, verdict: 'active', blockerId: null },
    {},
  ]);
  expect(await conflicts(engine)).toMatchObject([{ state: 'settled-itself' }]);
  expect(done.ok).toBe(true);
});

test('an absence that cancels can be taken back, and everybody has the time again [AW2]', async () => {
  const { inIt, after } = await bookTwo();
  const intentId = engine.newId();
  const times = [{ id: engine.newId(), startMs: at('09:00'), endMs: at('12:00') }];
  const input = { doctorId: DR_DAS, kind: 'leave' as const, reason: 'Strike', times };
  await engine.ask('add-time-off', { ...input, affected: 'cancel' }, { id: intentId });
  expect(await statusOf(engine, inIt)).toEqual({ status: 'cancelled', cancelReason: 'Strike' });
  expect(await claims(engine)).toMatchObject([{ id: after }]);
  expect(await conflicts(engine)).toEqual([]);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await statusOf(engine, inIt)).toMatchObject({ status: 'booked' });
  expect(await claims(engine)).toMatchObject([{ id: inIt, verdict: 'active' }, { id: after }]);
  expect((await engine.ask('book', aBooking(engine.newId(), '10:00'))).ok).toBe(true);
});

test('taking back an absence that displaced gives the time back, whatever became of the conflict [AW2]', async () => {
  const { inIt } = await bookTwo();
  const intentId = engine.newId();
  const times = [{ id: engine.newId(), startMs: at('09:00'), endMs: at('12:00') }];
  const input = { doctorId: DR_DAS, kind: 'leave' as const, reason: '', times };
  await engine.ask('add-time-off', { ...input, affected: 'displace' }, { id: intentId });
  const [conflict] = await conflicts(engine);
  const resolution = { kind: 'dismiss' as const, reason: 'Told by phone' };
  await engine.ask('resolve-conflict', { conflictId: conflict?.id ?? '', resolution });
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await claims(engine)).toMatchObject([{ id: inIt, verdict: 'active' }, {}]);
});

test('a conflict that was put away is open again when the absence that opened it is, in one transaction [AW2]', async () => {
  await bookTwo();
  const times = [{ id: engine.newId(), startMs: at('09:00'), endMs: at('12:00') }];
  const input = { doctorId: DR_DAS, kind: 'leave' as const, reason: '', times };
  await engine.ask('add-time-off', { ...input, affected: 'displace' });
  const [conflict] = await conflicts(engine);
  const conflictId = conflict?.id ?? '';
  const removal = engine.newId();
  await engine.ask('remove-time-off', { timeOffId: times[0]?.id ?? '' }, { id: removal });
  expect(await conflicts(engine)).toMatchObject([{ id: conflictId, state: 'settled-itself' }]);
  expect(await engine.ask('undo', { intentId: removal })).toMatchObject({ ok: true });
  expect(await conflicts(engine)).toMatchObject([{ id: conflictId, state: 'open' }]);
  const dirty = await engine.store.read((db) =>
    db.kysely.selectFrom('dirty').select('id').where('id', '=', conflictId).execute(),
  );
  expect(dirty).toHaveLength(1);
});

test('a closed day does to its branch what an absence does to a doctor [AW1] [AW2]', async () => {
  const { inIt, after } = await bookTwo();
  const elsewhere = engine.newId();
  await engine.ask(
    'create-session',
    aSession(engine.newId(), { branchId: PARK_STREET, doctorId: DR_SEN }),
  );
  await engine.ask(
    'book',
    aBooking(elsewhere, '14:00', { branchId: PARK_STREET, doctorId: DR_SEN }),
  );
  const id = engine.newId();
  const closed = { branchId: SALT_LAKE, days: [{ id, day: '2026-03-02', name: 'Strike' }] };
  expect(await engine.ask('add-closure', { ...closed, affected: null })).toMatchObject({
    error: { kind: 'has-appointments', count: 2 },
  });
  expect(await engine.ask('add-closure', { ...closed, affected: 'displace' })).toMatchObject({
    ok: true,
  });
  expect(await claims(engine)).toMatchObject([
    { id: inIt, verdict: 'displaced', blockerId: id },
    { id: after, verdict: 'displaced', blockerId: id },
    { id: elsewhere, verdict: 'active' },
  ]);
  expect((await conflicts(engine)).map(({ reason }) => reason)).toEqual([
    'branch-closed',
    'branch-closed',
  ]);
  expect(await engine.ask('remove-closure', { closureId: id })).toMatchObject({ ok: true });
  expect((await claims(engine)).map(({ verdict }) => verdict)).toEqual([
    'active',
    'active',
    'active',
  ]);
});

test('what is entered on a laptop displaces firm bookings everywhere, and bookings made meanwhile [AW1] [SY1]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, parkStreet, laptop, central } = world;
  const [firm, meanwhile] = [saltLake.newId(), saltLake.newId()];
  expect(await saltLake.ask('book', aBooking(firm, '09:30'))).toMatchObject({ ok: true });
  await world.meet();
  const { id, asked } = away(laptop, 'displace');
  expect(await asked).toMatchObject({ ok: true });
  expect(await saltLake.ask('book', aBooking(meanwhile, '10:30'))).toMatchObject({ ok: true });
  await world.meet();
  for (const replica of [central, saltLake, parkStreet, laptop]) {
    expect(await claims(replica)).toMatchObject([
      { id: firm, verdict: 'displaced', blockerId: id },
      { id: meanwhile, verdict: 'displaced', blockerId: id },
    ]);
  }
  const told = await conflicts(saltLake);
  expect(told.map(({ reason, state }) => `${reason} ${state}`)).toEqual([
    'doctor-away open',
    'doctor-away open',
  ]);
  expect(await conflicts(laptop)).toEqual(
    (await conflicts(central)).map((one) => expect.objectContaining({ id: one.id, state: 'open' })),
  );
  expect(await laptop.ask('remove-time-off', { timeOffId: id })).toMatchObject({ ok: true });
  await world.meet();
  for (const replica of [central, saltLake, parkStreet, laptop]) {
    expect((await claims(replica)).map(({ verdict }) => verdict)).toEqual(['active', 'active']);
  }
});

test('whoever enters an absence that hits many hears how far it is, and may give it up: nobody loses a time then [AW3]', async () => {
  const quarters = Array.from({ length: 12 }, (_, i) => at('09:00') + i * 900_000);
  for (const startMs of quarters) {
    const time = { startMs, endMs: startMs + 900_000 };
    await engine.ask('book', { ...aBooking(engine.newId(), '09:00'), ...time });
  }
  const enter = (waiting: Waiting) => {
    const times = [{ id: engine.newId(), startMs: at('09:00'), endMs: at('12:00') }];
    const leave = { doctorId: DR_DAS, kind: 'emergency' as const, reason: 'Ill', times };
    const input = { ...leave, affected: 'displace' as const };
    const intent = { id: engine.newId(), kind: 'add-time-off' as const, input };
    return engine.execute(ORGANISATION, admin, { ...intent, atMs: 0 }, waiting);
  };
  const heard: number[] = [];
  const onPercent = async (percent: number): Promise<void> => void heard.push(percent);
  const givenUp = await enter({ onPercent, isWanted: () => heard.length < 2 });
  expect(givenUp).toMatchObject({ ok: false, error: { kind: 'called-off' } });
  expect(await conflicts(engine)).toEqual([]);
  expect((await claims(engine)).map(({ verdict }) => verdict)).toEqual(
    quarters.map(() => 'active'),
  );

  heard.length = 0;
  expect(await enter({ onPercent, isWanted: () => true })).toMatchObject({ ok: true });
  expect(heard.length).toBeGreaterThan(2);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(await conflicts(engine)).toHaveLength(quarters.length);
});
