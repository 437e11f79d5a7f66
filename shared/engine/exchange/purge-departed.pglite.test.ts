import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putImage, takeImage } from '../../../test/support/disk-image.ts';
import {
  aBooking,
  aPatient,
  createTestClock,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { createTestTimers } from '../../../test/support/test-timers.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { keepPurged } from '../keep-purged.ts';
import { retireDevice } from '../store/retire-device.ts';
import { PURGED_AT_ONCE } from './purge-departed.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

async function rows<T>(engine: TestEngine, query: string): Promise<readonly T[]> {
  const found = await engine.store.read((db) => sql<T>`${sql.raw(query)}`.execute(db.kysely));
  return found.rows;
}
const departedAt = (engine: TestEngine) =>
  rows<{ id: string }>(engine, "select distinct id from departed where kind = 'claim'");
const purge = (engine: TestEngine): Promise<number> => engine.purge(ORGANISATION);

/** A visit that is booked and cancelled, so that its claim is gone. Returns its id. */
async function cancelled(engine: TestEngine, clock: string): Promise<string> {
  const appointmentId = engine.newId();
  expect(await engine.ask('book', aBooking(appointmentId, clock))).toMatchObject({ ok: true });
  await three.meet();
  await engine.ask('cancel', { appointmentId, reason: 'Called' });
  return appointmentId;
}

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
const WEEKS_MS = 8 * 7 * 86_400_000;

test('what is gone is remembered for a replica that comes back after weeks, and then forgotten [TB1]', async () => {
  const { central, saltLake, parkStreet, laptop, clock, meet } = three;
  const id = await cancelled(saltLake, '10:00');
  await meet([saltLake, laptop]);
  expect((await verdictsAt(parkStreet)).map((claim) => claim.id)).toEqual([id]);
  clock.advance(WEEKS_MS);
  await meet([saltLake, laptop]);
  await purge(central);
  expect(await departedAt(central)).toEqual([{ id }]);

  await meet();
  expect(await verdictsAt(parkStreet)).toEqual([]);
  expect(await purge(central)).toBeGreaterThan(0);
  expect(await departedAt(central)).toEqual([]);
  expect(await purge(central)).toBe(0);
});

test('a retired replica is not waited for [TB1]', async () => {
  const { central, saltLake, laptop, meet } = three;
  await cancelled(saltLake, '10:00');
  await meet([saltLake, laptop]);
  await purge(central);
  expect(await departedAt(central)).toHaveLength(1);
  await central.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'park-street.1'));
  await purge(central);
  expect(await departedAt(central)).toEqual([]);
});

test('a replica set back to before a purge is given all anew, and what is gone goes [TB2]', async () => {
  const { central, saltLake, parkStreet, meet } = three;
  const kept = saltLake.newId();
  await saltLake.ask('book', aBooking(kept, '09:00'));
  const id = await cancelled(saltLake, '10:00');
  const backup = await takeImage(parkStreet.connector);
  await meet();
  await purge(central);
  expect(await departedAt(central)).toEqual([]);

  await putImage(parkStreet.connector, backup);
  const unsent = { ...aPatient(parkStreet.newId(), 'Met Since'), branchId: PARK_STREET };
  await parkStreet.ask('save-patient', unsent);
  expect((await verdictsAt(parkStreet)).map((claim) => claim.id)).toEqual([kept, id].toSorted());
  await meet();
  expect((await verdictsAt(parkStreet)).map((claim) => claim.id)).toEqual([kept]);
  expect(await verdictsAt(parkStreet)).toEqual(await verdictsAt(central));
  expect(await rows(central, "select id from patient where name = 'Met Since'")).toHaveLength(1);
  expect(await rows(parkStreet, "select id from patient where name = 'Met Since'")).toHaveLength(1);
  // Nothing of what it sees went with it.
  const counts = `select (select count(*)::int4 from doctor) as doctors,
    (select count(*)::int4 from session where confirmed) as sessions,
    (select count(*)::int4 from series) as series, (select count(*)::int4 from branch) as branches`;
  const [expected] = await rows(central, counts);
  expect(await rows(parkStreet, counts)).toEqual([expected]);
  expect(await rows(parkStreet, 'select id from dirty')).toEqual([]);
  await purge(central);
});

test('the same under a new name, when the disk was set back and written on [TB2]', async () => {
  const { central, saltLake, meet } = three;
  const backup = await takeImage(saltLake.connector);
  const id = await cancelled(saltLake, '10:00');
  await meet();
  await purge(central);
  await putImage(saltLake.connector, backup);
  const mine = saltLake.newId();
  await saltLake.ask('book', aBooking(mine, '11:00'));
  await meet();
  expect((await saltLake.loadBook())?.replica).toMatch(/^salt-lake\.1~/);
  expect((await verdictsAt(saltLake)).map((claim) => claim.id)).toEqual([mine]);
  expect(await verdictsAt(saltLake)).toEqual(await verdictsAt(central));
  const all = 'select id, status from appointment order by id';
  expect(await rows(saltLake, all)).toEqual(await rows(central, all));
  expect(await rows<{ id: string }>(central, all)).toContainEqual({ id, status: 'cancelled' });
});

test('a late push of a record that is nowhere any more is answered gone, and it goes there too [TB2]', async () => {
  const { central, saltLake, parkStreet, laptop, meet } = three;
  const id = saltLake.newId();
  await saltLake.ask('save-patient', aPatient(id, 'Twice Here'));
  await meet();
  // Erased at central, which all but one have heard.
  await central.store.write(ORGANISATION, CAUSE, async (tx) => {
    await sql`delete from patient where id = ${id}`.execute(tx.kysely);
    await sql`insert into departed values (${ORGANISATION}, ${`branch:${PARK_STREET}`}, 'patient',
      ${id}, ${tx.nextSeq()})`.execute(tx.kysely);
  });
  await meet([saltLake, parkStreet, laptop]);
  await purge(central);
  expect(await rows(central, 'select kind, id from purged')).toEqual([{ kind: 'patient', id }]);
  await saltLake.ask('save-patient', { ...aPatient(id, 'Twice Here'), note: 'Wheelchair' });
  await exchange(saltLake, central);
  const names = "select name from patient where name = 'Twice Here'";
  for (const engine of [central, saltLake]) expect(await rows(engine, names)).toEqual([]);
  expect(await rows(saltLake, 'select id from dirty')).toEqual([]);
  expect(await rows(saltLake, 'select id from refused_row')).toEqual([]);
  expect(await rows(saltLake, `select id from patient where id = '${PATIENT}'`)).toHaveLength(1);
});

test('a replica forgets what its desks were told of an hour ago [TB3]', async () => {
  const { saltLake } = three;
  await cancelled(saltLake, '10:00');
  await three.meet();
  const told = async () =>
    rows(
      saltLake,
      `select (select count(*)::int4 from departed) as departed,
      (select count(*)::int4 from acknowledged) as acknowledged`,
    );
  const before = await told();
  expect(await purge(saltLake)).toBe(0);
  expect(await told()).toEqual(before);
  expect(await purge(saltLake)).toBeGreaterThan(0);
  expect(await told()).toEqual([{ departed: 0, acknowledged: 0 }]);
});

test('it runs by itself, once an hour, and in parts when there is much [TB3]', async () => {
  const clock = createTestClock(0);
  const timers = createTestTimers(clock);
  const left = [0, PURGED_AT_ONCE, 3];
  const asked: string[] = [];
  const errors: unknown[] = [];
  const engine = {
    purge: async (organisationId: string) => {
      asked.push(organisationId);
      if (left.length === 0) throw new Error('The disk is full.');
      return left.shift() ?? 0;
    },
  };
  const stop = keepPurged(
    engine,
    async () => [ORGANISATION],
    timers,
    (error) => errors.push(error),
  );
  await timers.pass(3_600_000);
  expect(asked).toEqual([ORGANISATION]);
  await timers.pass(3_600_000);
  await timers.pass(1000);
  expect(asked).toHaveLength(3);
  await timers.pass(3_600_000);
  expect(errors).toHaveLength(1);
  stop();
  await timers.pass(7_200_000);
  expect(asked).toHaveLength(4);
});
