import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { present } from '../../core/assert.ts';
import type { NearVisit } from '../../model/near-visit.ts';
import type { KnownReplica } from './load-neighbours.ts';
import { loadTold } from './load-told.ts';
import { forgetTold, takeTold } from './take-told.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

const known = (
  replica: string,
  place: Partial<Pick<KnownReplica, 'branchId' | 'doctorId'>>,
): KnownReplica => ({
  ...{ replica, name: replica, kind: 'branchId' in place ? 'branch' : 'doctor', publicKey: '' },
  ...{ branchId: null, doctorId: null, ...place },
});
const SALT = known('salt-lake.1', { branchId: SALT_LAKE });
const PARK = known('park-street.1', { branchId: PARK_STREET });
const LAPTOP = known('laptop.1', { doctorId: DR_DAS });

async function toldBy(engine: TestEngine, to: KnownReplica): Promise<readonly NearVisit[]> {
  const book = present(await engine.loadBook(), 'It has one.');
  return engine.store.read((db) => loadTold(db, book, to, three.clock.nowMs()));
}
const hear = (engine: TestEngine, from: KnownReplica, visits: readonly NearVisit[]) =>
  takeTold(engine.store, ORGANISATION, from, visits);

async function shownAt(engine: TestEngine) {
  const { rows } = await engine.store.read((db) =>
    sql<{ appointmentId: string; patientName: string | null }>`
      select appointment_id, patient_name from near_visit order by start_ms`.execute(db.kysely),
  );
  return rows;
}
const seqOf = async (engine: TestEngine) => (await engine.loadBook())?.seq;

async function book(engine: TestEngine, clock: string): Promise<string> {
  const id = engine.newId();
  // A laptop knows no patients but its doctor's.
  const newPatient = aPatient(engine.newId(), 'Ottoline Marsh');
  const about = { patientId: newPatient.id, newPatient };
  expect(await engine.ask('book', aBooking(id, clock, about))).toMatchObject({ ok: true });
  return id;
}

test('a branch tells its doctor’s laptop everything, another branch the time alone, and nobody of others [LN2]', async () => {
  const { saltLake } = three;
  const id = await book(saltLake, '09:00');
  const [toLaptop] = await toldBy(saltLake, LAPTOP);
  expect(toLaptop).toMatchObject({ appointmentId: id, doctorId: DR_DAS, branchId: SALT_LAKE });
  expect(toLaptop?.patientName).not.toBeNull();
  expect(toLaptop?.serviceId).not.toBeNull();
  const works = await saltLake.store.read((db) =>
    db.kysely
      .selectFrom('doctorBranch')
      .select('doctorId')
      .where('branchId', '=', PARK_STREET)
      .where('deleted', '=', false)
      .execute(),
  );
  const toPark = await toldBy(saltLake, PARK);
  expect(toPark).toMatchObject(
    works.some(({ doctorId }) => doctorId === DR_DAS)
      ? [{ appointmentId: id, patientName: null, serviceId: null }]
      : [],
  );
  expect(await toldBy(saltLake, known('laptop.2', { doctorId: DR_SEN }))).toEqual([]);
  expect(await toldBy(saltLake, known('park-street.9', { branchId: saltLake.newId() }))).toEqual(
    [],
  );
});

test('of what another tells, only what it has a say in and this one may know is taken [LN2]', async () => {
  const { saltLake, laptop, parkStreet } = three;
  await book(laptop, '09:00');
  const [visit] = await toldBy(laptop, SALT);
  const told = present(visit, 'The laptop has a visit.');
  expect(await hear(saltLake, known('other.1', { doctorId: DR_SEN }), [told])).toBe(0);
  expect(await hear(saltLake, PARK, [told])).toBe(0);
  const elsewhere = { ...told, branchId: PARK_STREET };
  expect(await hear(saltLake, LAPTOP, [elsewhere])).toBe(0);
  const timeAlone = { ...elsewhere, patientName: null, serviceId: null };
  expect(await hear(saltLake, LAPTOP, [timeAlone])).toBe(1);
  expect(await hear(parkStreet, LAPTOP, [told])).toBe(0);
  expect(await hear(laptop, SALT, [{ ...told, doctorId: DR_SEN }])).toBe(0);
  expect(await shownAt(parkStreet)).toEqual([]);
});

test('what is known is not shown, something later is, and what is told no more goes [LN1]', async () => {
  const { saltLake, laptop, meet } = three;
  const first = await book(saltLake, '09:00');
  await meet();
  const old = await toldBy(saltLake, LAPTOP);
  expect(await hear(laptop, SALT, old)).toBe(0);
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('09:30'), endMs: at('09:45') };
  const moved = await saltLake.ask('move', { appointmentId: first, ...time });
  expect(moved).toMatchObject({ ok: true });
  expect(await hear(laptop, SALT, await toldBy(saltLake, LAPTOP))).toBe(1);
  await meet();
  // What was told of it before is older than what is known now.
  expect(await hear(laptop, SALT, old)).toBe(0);

  const second = await book(saltLake, '10:00');
  const told = await toldBy(saltLake, LAPTOP);
  expect(await hear(laptop, SALT, told)).toBeGreaterThanOrEqual(1);
  expect((await shownAt(laptop)).map(({ appointmentId }) => appointmentId)).toContain(second);
  // Told again, nothing is written.
  const before = await seqOf(laptop);
  await hear(laptop, SALT, told);
  expect(await seqOf(laptop)).toBe(before);

  expect(await saltLake.ask('cancel', { appointmentId: second, reason: 'Called' })).toMatchObject({
    ok: true,
  });
  await hear(laptop, SALT, await toldBy(saltLake, LAPTOP));
  expect((await shownAt(laptop)).map(({ appointmentId }) => appointmentId)).not.toContain(second);

  await book(saltLake, '11:00');
  await hear(laptop, SALT, await toldBy(saltLake, LAPTOP));
  // Central's word takes its place.
  await meet();
  expect(await shownAt(laptop)).toEqual([]);
  await hear(laptop, SALT, told);
  await forgetTold(laptop.store, ORGANISATION, null);
  expect(await shownAt(laptop)).toEqual([]);
});

test('what was told is in no decision: who has the right books over it, and it is sent on to nobody [LN1]', async () => {
  const { saltLake, laptop } = three;
  await book(laptop, '09:00');
  await hear(saltLake, LAPTOP, await toldBy(laptop, SALT));
  expect(await shownAt(saltLake)).toHaveLength(1);
  const own = await book(saltLake, '09:00');
  const { rows } = await saltLake.store.read((db) =>
    sql<{
      id: string;
    }>`select id from claim where verdict = 'active' and (with_right or endorsed)`.execute(
      db.kysely,
    ),
  );
  expect(rows).toEqual([{ id: own }]);
  expect(await toldBy(saltLake, LAPTOP)).toHaveLength(1);
  const push = await saltLake.nextPush(ORGANISATION);
  expect(Buffer.from(push).toString()).not.toContain('near');
});
