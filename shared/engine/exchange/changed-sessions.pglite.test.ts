import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  aPatient,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { present } from '../../core/assert.ts';
import { isFirm, UNSEATED } from '../../model/claim.ts';

let world: ThreeReplicas;
let central: TestEngine;
let saltLake: TestEngine;
let parkStreet: TestEngine;

beforeEach(async () => {
  world = await openThreeReplicas();
  ({ central, saltLake, parkStreet } = world);
  await world.meet();
});
afterEach(() => world[Symbol.asyncDispose]());

const claimAt = async (engine: TestEngine, id: string) =>
  present(
    await engine.store.read((db) =>
      db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst(),
    ),
    'It was booked.',
  );

/** Dr. Das's session at Salt Lake today, 09:00 to 13:00. */
const sessionAt = async (engine: TestEngine) =>
  present(
    await engine.store.read((db) =>
      db.kysely
        .selectFrom('session')
        .selectAll()
        .where('organisationId', '=', ORGANISATION)
        .where('doctorId', '=', DR_DAS)
        .where('startMs', '>=', at('08:30'))
        .where('startMs', '<=', at('09:30'))
        .executeTakeFirst(),
    ),
    'It is there.',
  );

async function book(clock: string): Promise<string> {
  const id = saltLake.newId();
  const newPatient = aPatient(saltLake.newId(), `Patient of ${clock}`);
  const wish = { patientId: newPatient.id, newPatient };
  expect(await saltLake.ask('book', aBooking(id, clock, wish))).toMatchObject({ ok: true });
  return id;
}

const to = (startMin: number, endMin: number) => ({
  ...{ startMin, endMin, slotMin: 15, capacity: 1, tags: [], rule: null },
});

async function change(startMin: number, endMin: number): Promise<void> {
  const { id } = await sessionAt(saltLake);
  const input = { ...aDeletion(id), to: to(startMin, endMin), affected: 'shift' as const };
  expect(await saltLake.ask('change-session', input)).toMatchObject({ ok: true });
}

test('in a session that asks for more time nobody is firm until central has looked [BK8] [SD6]', async () => {
  const id = await book('10:00');
  await world.meet();
  // Meanwhile central confirms the evening to another branch.
  const evening = { startMs: at('13:00'), endMs: at('15:00'), slotMin: 15, capacity: 1, tags: [] };
  const place = { id: parkStreet.newId(), branchId: PARK_STREET, doctorId: DR_DAS };
  const accepts = { kinds: ['travel' as const], reason: null };
  const asked = { ...place, ...evening, requestOverlap: false, accepts };
  expect(await parkStreet.ask('create-session', asked)).toMatchObject({ ok: true });
  await exchange(parkStreet, central);

  await change(540, 840);
  expect(isFirm(await claimAt(saltLake, id))).toBe(false);
  await world.meet();
  await world.meet();
  expect(await sessionAt(central)).toMatchObject({ endMs: at('14:00'), confirmed: false });
  // Nobody else was given this time, so it is promised all the same.
  expect(await claimAt(saltLake, id)).toMatchObject({ withRight: false, endorsed: true });
});

test('in a session that only becomes shorter everyone stays firm [SD6]', async () => {
  const id = await book('10:00');
  await world.meet();
  await change(540, 720);
  expect(isFirm(await claimAt(saltLake, id))).toBe(true);
  await world.meet();
  expect(await sessionAt(central)).toMatchObject({ endMs: at('12:00'), confirmed: true });
  expect(await claimAt(parkStreet, id)).toMatchObject({ withRight: true, verdict: 'active' });
});

test('who moves with a session is firm again at its new time', async () => {
  const id = await book('09:00');
  await world.meet();
  await change(570, 810);
  await world.meet();
  await world.meet();
  const moved = await claimAt(parkStreet, id);
  expect(moved).toMatchObject({ startMs: at('09:30'), verdict: 'active', endorsed: true });
  expect(await sessionAt(parkStreet)).toMatchObject({ startMs: at('09:30'), confirmed: true });
});

test('who lost the time with its session has lost it everywhere, with one conflict, until it is moved [SD9]', async () => {
  const id = await book('12:00');
  await world.meet();
  const { id: sessionId } = await sessionAt(saltLake);
  const shorter = { ...aDeletion(sessionId), to: to(540, 660), affected: 'displace' as const };
  expect(await saltLake.ask('change-session', shorter)).toMatchObject({ ok: true });
  const lost = { rank: UNSEATED, verdict: 'displaced', blockerId: null, endorsed: false };
  expect(await claimAt(saltLake, id)).toMatchObject(lost);
  await world.meet();
  for (const engine of world.all) expect(await claimAt(engine, id)).toMatchObject(lost);
  const conflicts = await central.store.read((db) =>
    db.kysely.selectFrom('conflict').selectAll().execute(),
  );
  expect(conflicts.map(({ recordId, reason, state }) => [recordId, reason, state])).toEqual([
    [id, 'session-gone', 'open'],
  ]);

  // Another branch sells the doctor's time, which nobody else has now.
  const noon = { startMs: at('12:00'), endMs: at('13:00'), slotMin: 15, capacity: 1, tags: [] };
  const place = { id: parkStreet.newId(), branchId: PARK_STREET, doctorId: DR_DAS };
  const asked = { ...place, ...noon, requestOverlap: false };
  expect(await parkStreet.ask('create-session', asked)).toMatchObject({ ok: true });
  await world.meet();
  const other = parkStreet.newId();
  const newPatient = { ...aPatient(parkStreet.newId(), 'Of Park Street'), branchId: PARK_STREET };
  const wish = { patientId: newPatient.id, newPatient, branchId: PARK_STREET };
  expect(await parkStreet.ask('book', aBooking(other, '12:00', wish))).toMatchObject({ ok: true });
  expect(isFirm(await claimAt(parkStreet, other))).toBe(true);
  const time = { startMs: at('09:30'), endMs: at('09:45') };
  const where = { branchId: SALT_LAKE, doctorId: DR_DAS };
  const moved = await saltLake.ask('move', { appointmentId: id, ...where, ...time });
  expect(moved).toMatchObject({ ok: true });
  await world.meet();
  for (const engine of world.all) {
    expect(await claimAt(engine, id)).toMatchObject({
      verdict: 'active',
      withRight: true,
      rank: 2,
    });
    expect(await claimAt(engine, other)).toMatchObject({ verdict: 'active' });
  }
});

test('two who change one appointment apart end with the time of one of them, the same everywhere [SD9]', async () => {
  const id = await book('12:00');
  await world.meet();
  const { id: sessionId } = await sessionAt(saltLake);
  const shorter = { ...aDeletion(sessionId), to: to(540, 660), affected: 'displace' as const };
  expect(await saltLake.ask('change-session', shorter)).toMatchObject({ ok: true });
  world.clock.advance(60_000);
  const time = { startMs: at('10:00'), endMs: at('10:15') };
  const where = { branchId: SALT_LAKE, doctorId: DR_DAS };
  const moved = await world.laptop.ask('move', { appointmentId: id, ...where, ...time });
  expect(moved).toMatchObject({ ok: true });
  await world.meet();
  for (const engine of world.all) {
    expect(await claimAt(engine, id)).toMatchObject({ startMs: at('10:00'), verdict: 'active' });
  }
  expect(await saltLake.ask('set-status', { appointmentId: id, status: 'arrived' })).toMatchObject({
    ok: true,
  });
  await world.meet();
  expect(await claimAt(central, id)).toMatchObject({ rank: 0, verdict: 'active' });
});

test('breaks are the same everywhere, and take nothing of what is firm beside them [BR4] [SD6]', async () => {
  const id = await book('10:00');
  await world.meet();
  const { id: sessionId } = await sessionAt(saltLake);
  const tea = { name: 'Tea', startMin: 660, endMin: 680 };
  const input = { ...aDeletion(sessionId), to: { ...to(540, 780), breaks: [tea] } };
  expect(await saltLake.ask('change-session', input)).toMatchObject({ ok: true });
  expect(isFirm(await claimAt(saltLake, id))).toBe(true);
  await world.meet();
  const slotsOf = (engine: TestEngine) =>
    engine.store.read((db) =>
      db.kysely
        .selectFrom('slot')
        .select(['id', 'startMs'])
        .where('sessionId', '=', sessionId)
        .orderBy('startMs')
        .execute(),
    );
  const breaks = [{ name: 'Tea', startMs: at('11:00'), endMs: at('11:20') }];
  for (const engine of world.all) {
    expect(await sessionAt(engine)).toMatchObject({ confirmed: true, breaks });
    expect(await slotsOf(engine)).toEqual(await slotsOf(saltLake));
  }
  expect(await slotsOf(saltLake)).toHaveLength(14);
});
