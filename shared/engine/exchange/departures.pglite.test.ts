import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';

const QUARTER_MS = 15 * 60_000;

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
  const { saltLake, meet } = three;
  const ofSen = aSeries(saltLake.newId(), { doctorId: DR_SEN, startMin: 540, endMin: 780 });
  expect(await saltLake.ask('create-series', ofSen)).toMatchObject({ ok: true });
  const afternoons = { branchId: PARK_STREET, rule: 'FREQ=WEEKLY;BYDAY=MO' };
  const atPark = aSeries(saltLake.newId(), { ...afternoons, startMin: 840, endMin: 1020 });
  expect(await saltLake.ask('create-series', atPark)).toMatchObject({ ok: true });
  await meet();
});
afterEach(() => three[Symbol.asyncDispose]());

const idsAt = async (engine: TestEngine, kind: 'appointment' | 'claim') => {
  const rows = await engine.store.read((db) => db.kysely.selectFrom(kind).select('id').execute());
  return rows.map((row) => row.id);
};

const moveTo = (
  engine: TestEngine,
  appointmentId: string,
  to: { readonly branchId?: string; readonly doctorId?: string; readonly clock: string },
) => {
  const { branchId = SALT_LAKE, doctorId = DR_DAS, clock } = to;
  const time = { startMs: at(clock), endMs: at(clock) + QUARTER_MS };
  return engine.ask('move', { appointmentId, branchId, doctorId, ...time });
};

async function bookedEverywhere(): Promise<string> {
  const id = three.saltLake.newId();
  expect(await three.saltLake.ask('book', aBooking(id, '10:00'))).toMatchObject({ ok: true });
  await three.meet();
  return id;
}

test('a branch that gives an appointment to another of its doctors keeps it [SY1]', async () => {
  const { central, saltLake, laptop, meet } = three;
  const id = await bookedEverywhere();
  expect(await idsAt(laptop, 'appointment')).toEqual([id]);
  const moved = await moveTo(saltLake, id, { doctorId: DR_SEN, clock: '10:00' });
  expect(moved).toMatchObject({ ok: true });
  await meet();
  expect(await idsAt(central, 'appointment')).toEqual([id]);
  expect(await idsAt(saltLake, 'appointment')).toEqual([id]);
  expect(await idsAt(saltLake, 'claim')).toEqual([id]);
  expect(await idsAt(laptop, 'appointment')).toEqual([]);
  expect(await idsAt(laptop, 'claim')).toEqual([]);
});

/** Exchanges once; a person at the replica does something before the answer arrives. */
async function exchangeWhile(replica: TestEngine, act: () => Promise<unknown>): Promise<void> {
  const book = await replica.loadBook();
  if (!book) throw new Error('The replica has a book.');
  const { organisationId } = book;
  const frame = await replica.nextPush(organisationId);
  const answer = await three.central.exchange({ organisationId, replica: book.replica }, frame);
  if (!answer.ok) throw new Error(answer.error.detail);
  expect(await act()).toMatchObject({ ok: true });
  await replica.takeAnswer(organisationId, answer.value, three.clock.nowMs());
}

test('what one cancels while another moves it takes no time anywhere [SY1]', async () => {
  const { central, saltLake, laptop, meet } = three;
  const id = await bookedEverywhere();
  const reason = 'Called it off';
  expect(await saltLake.ask('cancel', { appointmentId: id, reason })).toMatchObject({ ok: true });
  await exchange(saltLake, central);
  await exchangeWhile(laptop, () => moveTo(laptop, id, { clock: '11:00' }));
  await meet();
  for (const engine of three.all) expect(await idsAt(engine, 'claim')).toEqual([]);
});

test('what one hands over while its branch goes on with it ends at the other branch alone [SY1]', async () => {
  const { central, saltLake, parkStreet, laptop, meet } = three;
  const id = await bookedEverywhere();
  const handedOver = { branchId: PARK_STREET, clock: '14:00' };
  expect(await moveTo(laptop, id, handedOver)).toMatchObject({ ok: true });
  await exchange(laptop, central);
  await exchangeWhile(saltLake, () =>
    saltLake.ask('set-status', { appointmentId: id, status: 'arrived' }),
  );
  await meet();
  expect(await idsAt(parkStreet, 'appointment')).toEqual([id]);
  expect(await idsAt(saltLake, 'appointment')).toEqual([]);
  const everyone = await verdictsAt(central);
  for (const engine of three.all) expect(await verdictsAt(engine)).toEqual(everyone);
});

test('what two move at once takes the time that the merge gave it, and no other [MG1]', async () => {
  const { central, saltLake, laptop, clock, meet } = three;
  const id = await bookedEverywhere();
  expect(await moveTo(saltLake, id, { clock: '11:00' })).toMatchObject({ ok: true });
  clock.advance(1000);
  expect(await moveTo(laptop, id, { clock: '12:00' })).toMatchObject({ ok: true });
  await meet();
  for (const engine of [central, saltLake, laptop]) {
    const [claim] = await verdictsAt(engine);
    const appointment = await engine.store.read((db) =>
      db.kysely.selectFrom('appointment').select('startMs').executeTakeFirstOrThrow(),
    );
    expect(appointment.startMs).toBe(at('12:00'));
    expect(claim).toMatchObject({ id, startMs: appointment.startMs });
  }
});

const patientAt = async (engine: TestEngine) =>
  (await engine.store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select(['note', 'phone'])
      .where('id', '=', PATIENT)
      .executeTakeFirst(),
  )) ?? null;

/** Salt Lake gives the laptop's only appointment of the patient to Dr. Sen, and central knows. */
async function giveToSen(id: string): Promise<void> {
  const { central, saltLake } = three;
  const moved = await moveTo(saltLake, id, { doctorId: DR_SEN, clock: '10:00' });
  expect(moved).toMatchObject({ ok: true });
  await exchange(saltLake, central);
}

test('a patient is forgotten with the last appointment, but not at home [SC3]', async () => {
  const { saltLake, laptop, meet } = three;
  const id = await bookedEverywhere();
  expect(await patientAt(laptop)).not.toBeNull();
  await giveToSen(id);
  await meet();
  expect(await patientAt(laptop)).toBeNull();
  expect(await patientAt(saltLake)).not.toBeNull();
});

test('what was written of a patient who has left meanwhile is heard [SC3]', async () => {
  const { central, laptop, meet } = three;
  const id = await bookedEverywhere();
  await giveToSen(id);
  const note = { ...aPatient(PATIENT, 'Meera Iyer'), note: 'Brings her reports' };
  expect(await laptop.ask('save-patient', note)).toMatchObject({ ok: true });
  await meet();
  expect(await patientAt(central)).toMatchObject({ note: 'Brings her reports' });
  expect(await patientAt(laptop)).toBeNull();
  const refused = await laptop.store.read((db) =>
    db.kysely.selectFrom('refusedRow').selectAll().execute(),
  );
  expect(refused).toEqual([]);
});

test('a patient who comes into view again is as they are now [SC3]', async () => {
  const { central, saltLake, laptop } = three;
  const id = await bookedEverywhere();
  await giveToSen(id);
  const phone = { ...aPatient(PATIENT, 'Meera Iyer'), phone: '98300 55555' };
  expect(await saltLake.ask('save-patient', phone)).toMatchObject({ ok: true });
  await exchange(saltLake, central);

  expect(await laptop.ask('book', aBooking(laptop.newId(), '11:00'))).toMatchObject({ ok: true });
  const book = await laptop.loadBook();
  if (!book?.reach) throw new Error('It was answered before.');
  const { organisationId, replica, cursor, reach } = book;
  const news = await central.news({ organisationId, replica }, { cursor, reach });
  if (news.kind !== 'frame') throw new Error(`There is news, not ${news.kind}.`);
  expect(await laptop.takeNews(organisationId, news.bytes)).toMatchObject({ ok: true });
  expect(await patientAt(laptop)).toMatchObject({ phone: '98300 11842' });
  await exchange(laptop, central);
  expect(await patientAt(laptop)).toMatchObject({ phone: '98300 55555' });
});
