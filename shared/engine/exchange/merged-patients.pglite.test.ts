import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { loadAttendance } from '../queries/load-attendance.ts';
import { loadPatient } from '../queries/load-patient.ts';
import { loadPatientHistory } from '../queries/load-patient-history.ts';

/** Who was entered at Park Street, and is `PATIENT` of Salt Lake. */
const DOUBLE = '00000000-0000-7000-8000-0000000000d1';
/** Comes before both. */
const THIRD = '00000000-0000-7000-8000-000000000001';
let replicas: ThreeReplicas;

beforeEach(async () => {
  replicas = await openThreeReplicas();
  const { saltLake, parkStreet, meet } = replicas;
  const over = { branchId: PARK_STREET, rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=4' };
  await must(parkStreet.ask('create-series', aSeries(parkStreet.newId(), over)));
  await must(saltLake.ask('save-patient', aPatient(THIRD, 'M. Iyer')));
  const double = { ...aPatient(DOUBLE, 'Mira Ayer'), branchId: PARK_STREET };
  await must(parkStreet.ask('save-patient', double));
  await meet();
});
afterEach(() => replicas[Symbol.asyncDispose]());

const must = async (asked: ReturnType<TestEngine['ask']>): Promise<void> => {
  const outcome = await asked;
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
};

async function bookAtParkStreet(engine: TestEngine, patientId: string, clock: string, weeks = 0) {
  const id = engine.newId();
  const startMs = at(clock, 2 + 7 * weeks);
  await must(
    engine.ask('book', {
      ...aBooking(id, clock, { patientId, serviceId: CONSULTATION }),
      ...{ branchId: PARK_STREET, startMs, endMs: startMs + 15 * 60_000 },
    }),
  );
  return id;
}

async function bookAtSaltLake(engine: TestEngine, patientId: string, clock: string) {
  const id = engine.newId();
  await must(engine.ask('book', aBooking(id, clock, { patientId })));
  return id;
}

const merge = (engine: TestEngine, patientId: string, survivorId: string, id = engine.newId()) =>
  must(engine.ask('merge-patients', { patientId, survivorId, take: [] }, { id }));
const nameOf = (engine: TestEngine, id: string) =>
  engine.store.read(async (db) => (await loadPatient(db, ORGANISATION, id))?.name ?? null);
const personOf = (engine: TestEngine, id: string) =>
  engine.store.read(async (db) => (await loadPatient(db, ORGANISATION, id))?.id ?? null);
const historyOf = (engine: TestEngine, patientId: string) =>
  engine.store.read(async (db) => {
    const wish = { patientId, doctorId: null, before: null };
    return (await loadPatientHistory(db, ORGANISATION, wish)).visits.map(({ id }) => id);
  });
const shown = (engine: TestEngine, id: string) =>
  engine.store.read((db) => loadAttendance(db, ORGANISATION, id));
const stored = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('patient').select(['id', 'mergedInto']).orderBy('id').execute(),
  );

/** Salt Lake sees the other record through a visit, and says that they are one person. */
async function mergeAtSaltLake(intentId?: string) {
  const { saltLake, central, meet } = replicas;
  const seen = await bookAtSaltLake(central, DOUBLE, '09:00');
  await meet();
  await merge(saltLake, DOUBLE, PATIENT, intentId);
  return seen;
}

test('a branch that has the record which went has whoever it went on as, and the other way round the visits count [PM6] [PH4]', async () => {
  const { saltLake, parkStreet, central, meet } = replicas;
  const elsewhere = await bookAtParkStreet(parkStreet, DOUBLE, '10:00');
  await mergeAtSaltLake();
  await meet();
  for (const engine of [central, saltLake, parkStreet]) {
    expect(await nameOf(engine, DOUBLE)).toBe('Meera Iyer');
  }
  await must(parkStreet.ask('set-status', { appointmentId: elsewhere, status: 'no-show' }));
  await meet();
  expect((await shown(saltLake, PATIENT)).ends.map(({ end }) => end)).toEqual(['missed']);
  // Who looks by either record sees the same.
  expect((await shown(saltLake, DOUBLE)).elsewhere).toMatchObject({ missed: 1 });
  expect(await historyOf(parkStreet, PATIENT)).toEqual([elsewhere]);
});

test('what another branch books meanwhile under the record that went is that person’s everywhere [PM3] [PM6]', async () => {
  const { saltLake, parkStreet, central, meet } = replicas;
  const seen = await mergeAtSaltLake();
  // Park Street has not heard of it.
  const meanwhile = await bookAtParkStreet(parkStreet, DOUBLE, '11:00');
  expect(await historyOf(parkStreet, DOUBLE)).toEqual([meanwhile]);
  await meet();
  expect(await historyOf(central, PATIENT)).toEqual([meanwhile, seen]);
  expect(await historyOf(saltLake, PATIENT)).toEqual([seen]);
  const later = await bookAtParkStreet(parkStreet, DOUBLE, '11:30', 1);
  const booked = await parkStreet.store.read((db) =>
    db.kysely.selectFrom('appointment').select('patientId').where('id', '=', later).execute(),
  );
  expect(booked).toEqual([{ patientId: PATIENT }]);
});

test('of two who are each said to be the other at two branches, one is the person everywhere [PM6]', async () => {
  const { saltLake, parkStreet, central, meet, all } = replicas;
  await bookAtSaltLake(central, DOUBLE, '09:00');
  await bookAtParkStreet(central, PATIENT, '09:30');
  await meet();
  const ofSaltLake = saltLake.newId();
  await merge(saltLake, DOUBLE, PATIENT, ofSaltLake);
  await merge(parkStreet, PATIENT, DOUBLE);
  await meet();
  const known = await Promise.all(
    [central, saltLake, parkStreet].flatMap((engine) =>
      [PATIENT, DOUBLE].map((id) => personOf(engine, id)),
    ),
  );
  expect(new Set(known).size).toBe(1);
  const books = await Promise.all([central, saltLake, parkStreet].map(stored));
  for (const [i, id] of [PATIENT, DOUBLE].entries()) {
    const pointers = books.map((book) => book.find((one) => one.id === id)?.mergedInto);
    expect(pointers, `${i}`).toEqual([pointers[0], pointers[0], pointers[0]]);
  }
  // One of the two is taken back, and what the other said stands.
  await must(saltLake.ask('undo', { intentId: ofSaltLake }));
  await meet();
  for (const engine of all) {
    if ((await nameOf(engine, PATIENT)) === null) continue;
    expect(await personOf(engine, PATIENT)).toBe(DOUBLE);
    expect(await personOf(engine, DOUBLE)).toBe(DOUBLE);
  }
});

test('merges that were made apart, one after the other, lead to the last [PM6]', async () => {
  const { saltLake, parkStreet, central, meet } = replicas;
  await bookAtParkStreet(central, PATIENT, '09:30');
  await meet();
  await merge(parkStreet, DOUBLE, PATIENT);
  await merge(saltLake, PATIENT, THIRD);
  await meet();
  for (const engine of [central, saltLake, parkStreet]) {
    expect(await personOf(engine, PATIENT)).toBe(THIRD);
  }
  for (const engine of [central, parkStreet]) expect(await personOf(engine, DOUBLE)).toBe(THIRD);
});

test('a merge that is taken back is taken back everywhere, with what had counted [PM4] [PM6]', async () => {
  const { saltLake, parkStreet, central, meet } = replicas;
  const elsewhere = await bookAtParkStreet(parkStreet, DOUBLE, '10:00');
  const intentId = saltLake.newId();
  const seen = await mergeAtSaltLake(intentId);
  await must(parkStreet.ask('set-status', { appointmentId: elsewhere, status: 'no-show' }));
  await meet();
  expect((await shown(saltLake, PATIENT)).elsewhere).toMatchObject({ missed: 1 });
  await must(saltLake.ask('undo', { intentId }));
  await meet();
  expect((await shown(saltLake, PATIENT)).ends).toEqual([]);
  expect((await shown(saltLake, DOUBLE)).elsewhere).toMatchObject({ missed: 1 });
  for (const engine of [central, parkStreet, saltLake]) {
    expect(await nameOf(engine, DOUBLE)).toBe('Mira Ayer');
  }
  expect(await historyOf(saltLake, DOUBLE)).toEqual([seen]);
  // Park Street knew her only as whom its patient was.
  expect(await nameOf(parkStreet, PATIENT)).toBe(null);
  expect(await historyOf(central, PATIENT)).toEqual([]);
});

test('a branch that was set back to a backup has the merge again [PM6]', async () => {
  const { saltLake, central, meet } = replicas;
  await mergeAtSaltLake();
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await meet();
  expect(await personOf(saltLake, DOUBLE)).toBe(PATIENT);
  expect(await personOf(central, DOUBLE)).toBe(PATIENT);
});

test('Dr. Das’s laptop names whom its visits are with [PM6]', async () => {
  const { laptop, meet } = replicas;
  await mergeAtSaltLake();
  await meet();
  expect(await nameOf(laptop, DOUBLE)).toBe('Meera Iyer');
});
