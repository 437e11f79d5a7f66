import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  DR_SEN,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import {
  conflictAt,
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { isFirm } from '../../model/claim.ts';

let world: ThreeReplicas;
beforeAll(async () => {
  world = await openThreeReplicas();
});
afterAll(() => world[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;

/** Two hours of Dr. Sen. */
async function addSession(engine: TestEngine, branchId: string, startMs: number) {
  const endMs = startMs + 2 * HOUR_MS;
  const asked = await engine.ask('create-session', {
    ...{ id: engine.newId(), branchId, doctorId: DR_SEN, startMs, endMs },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });
  expect(asked).toMatchObject({ ok: true });
}

/** A surgery of an hour by Dr. Das at Salt Lake, with Dr. Sen. */
async function surgery(startMs: number, reason: string | null = null) {
  const { saltLake } = world;
  const [visit, part] = [saltLake.newId(), saltLake.newId()];
  const newPatient = aPatient(saltLake.newId(), `Patient of ${startMs}`);
  const time = { startMs, endMs: startMs + HOUR_MS };
  const wish = { patientId: newPatient.id, newPatient, ...time };
  const booked = await saltLake.ask('book', aBooking(visit, '', wish));
  expect(booked).toMatchObject({ ok: true });
  const added = await saltLake.ask('add-assistant', {
    ...{ appointmentId: visit, assistanceId: part, doctorId: DR_SEN, insteadOf: null, reason },
  });
  expect(added).toMatchObject({ ok: true });
  return { visit, part };
}

const firmAt = (engine: TestEngine, id: string) =>
  engine.store.read(async (db) => {
    const claim = await db.kysely
      .selectFrom('claim')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return claim ? isFirm(claim) : null;
  });

test('each doctor of a surgery is firm by the right to their own time, or once central has endorsed it [CD1]', async () => {
  const { saltLake, parkStreet, central, all, meet } = world;
  await saltLake.ask('save-doctor', {
    ...{ id: DR_SEN, name: 'Anita Sen', speciality: 'ENT', kind: 'full-time' as const },
    ...{ active: true, branchIds: [SALT_LAKE, PARK_STREET] },
  });
  await addSession(saltLake, SALT_LAKE, at('09:00'));
  await meet();
  // Before noon both have working time here; at noon the second has none, and comes all the same.
  const early = await surgery(at('09:00'));
  const late = await surgery(at('12:00'), 'Comes in for it');
  expect(await firmAt(saltLake, early.visit)).toBe(true);
  expect(await firmAt(saltLake, early.part)).toBe(true);
  expect(await firmAt(saltLake, late.visit)).toBe(true);
  expect(await firmAt(saltLake, late.part)).toBe(false);
  await meet();
  for (const engine of [saltLake, central]) expect(await firmAt(engine, late.part)).toBe(true);
  // The other branch sees that the second doctor is taken, and nothing of whom for.
  const elsewhere = await parkStreet.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').where('id', '=', early.part).execute(),
  );
  expect(elsewhere).toEqual([]);
  const ids = [early.part, late.part];
  for (const engine of all.filter((one) => one !== world.laptop)) {
    const known = (await verdictsAt(engine)).filter(({ id }) => ids.includes(id));
    expect(known.map(({ verdict }) => verdict)).toEqual(['active', 'active']);
  }
});

test('where another branch gives the second doctor’s time away apart, one of the two loses it, and the surgery keeps its own [CD1] [CD4]', async () => {
  const { saltLake, parkStreet, central, meet } = world;
  // Park Street has the right to the hour; Salt Lake takes it for a surgery without knowing of that.
  await addSession(parkStreet, PARK_STREET, at('11:00', 1));
  await meet([parkStreet]);
  const taken = parkStreet.newId();
  const newPatient = { ...aPatient(parkStreet.newId(), 'Of Park Street'), branchId: PARK_STREET };
  const time = { startMs: at('11:00', 1), endMs: at('11:30', 1) };
  const there = {
    ...time,
    branchId: PARK_STREET,
    doctorId: DR_SEN,
    patientId: newPatient.id,
    newPatient,
  };
  expect(await parkStreet.ask('book', aBooking(taken, '', there))).toMatchObject({ ok: true });
  const apart = await surgery(at('11:00', 1), 'Comes over for it');
  await meet();
  for (const engine of [saltLake, central]) {
    expect(await firmAt(engine, apart.visit)).toBe(true);
    expect(await firmAt(engine, taken)).toBe(true);
    expect(await firmAt(engine, apart.part)).toBe(false);
  }
  const conflict = await conflictAt(saltLake, apart.part);
  expect(conflict).toMatchObject({ state: 'open', blockerId: taken, offers: [] });
  const other = { branchId: SALT_LAKE, doctorId: DR_SEN, ...time };
  const rebook = { kind: 'rebook' as const, appointmentId: saltLake.newId(), time: other };
  expect(
    await saltLake.ask('resolve-conflict', { conflictId: conflict.id, resolution: rebook }),
  ).toMatchObject({ error: { kind: 'assists-another' } });
  const off = { assistanceId: apart.part, reason: 'Goes on without' };
  expect(await saltLake.ask('remove-assistant', off)).toMatchObject({ ok: true });
  await meet();
  expect((await conflictAt(central, apart.part)).state).not.toBe('open');
  expect(await firmAt(central, apart.visit)).toBe(true);
});

test('a visit that is moved where nobody knows who assists leaves them without a time, and a person is told [CD2] [CD4]', async () => {
  const { saltLake, central, laptop, meet } = world;
  const { visit, part } = await surgery(at('09:00', 1), 'Comes in for it');
  await meet();
  const to = { branchId: SALT_LAKE, doctorId: DR_DAS };
  const later = { startMs: at('10:15', 1), endMs: at('10:45', 1) };
  const moved = await laptop.ask('move', { appointmentId: visit, ...to, ...later });
  expect(moved).toMatchObject({ ok: true });
  await meet();
  const statusAt = (engine: TestEngine) =>
    engine.store.read((db) =>
      db.kysely
        .selectFrom('appointment')
        .select(['unseated', 'status', 'startMs'])
        .where('id', '=', part)
        .executeTakeFirstOrThrow(),
    );
  for (const engine of [saltLake, central]) {
    expect(await statusAt(engine)).toMatchObject({ unseated: true, status: 'booked' });
    expect(await conflictAt(engine, part)).toMatchObject({ state: 'open', reason: 'session-gone' });
  }
  // The visit goes on meanwhile, and moves again with whom it had, or is called off with them.
  const arrived = await saltLake.ask('set-status', { appointmentId: visit, status: 'arrived' });
  expect(arrived).toMatchObject({ ok: true });
  const off = { appointmentId: visit, reason: 'Fever', by: 'patient' as const };
  expect(await saltLake.ask('cancel', off)).toMatchObject({ ok: true });
  expect(await statusAt(saltLake)).toMatchObject({ status: 'cancelled' });
});
