import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';

// A laptop for review of both branches, and one of Park Street alone.

const BOTH = [SALT_LAKE, PARK_STREET];
let three: ThreeReplicas;
let ofBoth: TestEngine;
let ofOne: TestEngine;

beforeEach(async () => {
  three = await openThreeReplicas();
  ofBoth = await openReview('review.1', BOTH, 61);
  ofOne = await openReview('review.2', [PARK_STREET], 62);
});
afterEach(async () => {
  await ofBoth.close();
  await ofOne.close();
  await three[Symbol.asyncDispose]();
});

async function openReview(replica: string, branchIds: string[], seed: number) {
  const device = { replica, name: replica, kind: 'review', branchId: null, branchIds } as const;
  await enrol(three.central, { ...device, doctorId: null });
  const book = { ...device, branchIds, doctorId: null, centralUrl: 'http://central.invalid' };
  return openTestEngine({ clock: three.clock, seed, book });
}

/** Dr. Das works at Park Street in the afternoon. */
async function openAfternoon(): Promise<void> {
  const { parkStreet } = three;
  const made = await parkStreet.ask('create-session', {
    ...{ id: parkStreet.newId(), branchId: PARK_STREET, doctorId: DR_DAS },
    ...{ startMs: at('14:00'), endMs: at('16:00'), slotMin: 15, capacity: 1, tags: [] },
    requestOverlap: false,
  });
  expect(made).toMatchObject({ ok: true });
}

const meet = async (): Promise<void> => {
  await three.meet();
  for (const laptop of [ofBoth, ofOne]) await exchange(laptop, three.central);
};

const visitsAt = async (engine: TestEngine) => {
  const rows = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select(['id', 'branchId']).orderBy('id').execute(),
  );
  return rows.map(({ id, branchId }) => [id, branchId]);
};
const patientsAt = (engine: TestEngine) =>
  engine.store.read((db) => db.kysely.selectFrom('patient').select('name').execute());

test('a visit that moves between its branches stays, and one that leaves them goes with its patient [RV1]', async () => {
  const { saltLake } = three;
  const id = saltLake.newId();
  expect(await saltLake.ask('book', aBooking(id, '10:00'))).toMatchObject({ ok: true });
  await openAfternoon();
  await meet();
  expect(await visitsAt(ofBoth)).toEqual([[id, SALT_LAKE]]);
  expect(await visitsAt(ofOne)).toEqual([]);
  expect(await patientsAt(ofOne)).toEqual([]);
  const moved = await saltLake.ask('move', {
    ...{ appointmentId: id, branchId: PARK_STREET, doctorId: DR_DAS },
    ...{ startMs: at('14:30'), endMs: at('14:45') },
  });
  expect(moved).toMatchObject({ ok: true });
  await meet();
  const now = await visitsAt(three.central);
  const live = now.filter(([, branchId]) => branchId === PARK_STREET);
  expect(live.length).toBeGreaterThan(0);
  expect(await visitsAt(ofBoth)).toEqual(now);
  expect(await visitsAt(ofOne)).toEqual(live);
  expect(await patientsAt(ofOne)).toEqual([{ name: 'Meera Iyer' }]);
  const back = await three.parkStreet.ask('move', {
    ...{ appointmentId: id, branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at('11:00'), endMs: at('11:15') },
  });
  expect(back).toMatchObject({ ok: true });
  await meet();
  expect(await visitsAt(ofBoth)).toEqual([[id, SALT_LAKE]]);
  expect(await visitsAt(ofOne)).toEqual([]);
  expect(await patientsAt(ofOne)).toEqual([]);
});

test('the books of both are what central has of them, claims and sessions too, and nothing waits [RV1] [RV3]', async () => {
  const { saltLake, parkStreet, central } = three;
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  await openAfternoon();
  await parkStreet.ask('book', aBooking(parkStreet.newId(), '14:00', { branchId: PARK_STREET }));
  await meet();
  for (const table of ['appointment', 'claim', 'session', 'bookingRight'] as const) {
    const ids = (engine: TestEngine) =>
      engine.store.read((db) =>
        db.kysely
          .selectFrom(table)
          .select('id')
          .where('organisationId', '=', ORGANISATION)
          .orderBy('id')
          .execute(),
      );
    expect(await ids(ofBoth), table).toEqual(await ids(central));
  }
  const waiting = await ofBoth.store.read((db) =>
    db.kysely.selectFrom('dirty').selectAll().execute(),
  );
  expect(waiting).toEqual([]);
});
