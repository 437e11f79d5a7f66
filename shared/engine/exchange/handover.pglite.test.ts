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
import type { IntentInput } from '../../model/intent.ts';
import { PROTOCOL_VERSION } from '../../wire/protocol-version.ts';
import { retireDevice } from '../store/retire-device.ts';
import { collectPush } from './collect-push.ts';

let world: ThreeReplicas;
let central: TestEngine;
let saltLake: TestEngine;
let parkStreet: TestEngine;
let laptop: TestEngine;

beforeEach(async () => {
  world = await openThreeReplicas();
  ({ central, saltLake, parkStreet, laptop } = world);
  await world.meet();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Dr. Das's session at Salt Lake today, 09:00 to 13:00. */
const today = (toReplica: string | null): Omit<IntentInput<'hand-over-right'>, 'handoverId'> => ({
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('09:00'), endMs: at('09:01') },
  ...{ toReplica, note: '' },
});

async function handOver(from: TestEngine, toReplica: string | null): Promise<string> {
  const handoverId = from.newId();
  const done = await from.ask('hand-over-right', { ...today(toReplica), handoverId });
  expect(done).toMatchObject({ ok: true });
  return handoverId;
}

/** Books with Dr. Das at Salt Lake, and says whether that is firm at once. */
async function isFirmAt(engine: TestEngine, clockTime: string, day = 0): Promise<boolean> {
  const id = engine.newId();
  const newPatient = aPatient(engine.newId(), `Patient of ${clockTime}`);
  const during = { startMs: at(clockTime, day), endMs: at(clockTime, day) + 15 * 60_000 };
  const wish = { patientId: newPatient.id, newPatient, ...during };
  expect(await engine.ask('book', aBooking(id, clockTime, wish))).toMatchObject({ ok: true });
  return (await claimAt(engine, id))?.withRight ?? false;
}

const claimAt = (engine: TestEngine, id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst(),
  );

const stateAt = async (engine: TestEngine, id: string) => {
  const found = await engine.store.read((db) =>
    db.kysely.selectFrom('handover').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return found?.state;
};

test('a right that was given away is used by nobody until the other has all that was booked with it [BK5] [BK6]', async () => {
  expect(await isFirmAt(saltLake, '09:00')).toBe(true);
  const id = await handOver(saltLake, 'laptop.1');
  // From this moment, without a network.
  expect(await isFirmAt(saltLake, '09:15')).toBe(false);
  expect(await isFirmAt(laptop, '10:00')).toBe(false);
  await exchange(saltLake, central);
  expect(await stateAt(central, id)).toBe('taken');
  expect(await isFirmAt(laptop, '10:15')).toBe(false);
  // The laptop hears of what was booked, says so, and then has the right.
  await exchange(laptop, central);
  expect(await isFirmAt(laptop, '10:30')).toBe(false);
  await exchange(laptop, central);
  await exchange(laptop, central);
  expect(await stateAt(laptop, id)).toBe('done');
  expect(await isFirmAt(laptop, '11:00')).toBe(true);
  // Salt Lake does not know yet, and does not use it.
  expect(await stateAt(saltLake, id)).toBe('taken');
  expect(await isFirmAt(saltLake, '11:30')).toBe(false);
  await world.meet();
  expect(await isFirmAt(saltLake, '12:00')).toBe(false);
  // The day after stays where it was.
  expect(await isFirmAt(saltLake, '09:00', 1)).toBe(true);
  expect(await isFirmAt(laptop, '09:30', 1)).toBe(false);
});

test('work that comes in several frames holds the right back until the last of it [BK6]', async () => {
  const early = saltLake.newId();
  await saltLake.ask('book', aBooking(early, '09:00'));
  const id = await handOver(saltLake, 'laptop.1');
  // Written again after it was given away, the booking comes behind the hand-over.
  await saltLake.ask('set-status', { appointmentId: early, status: 'arrived' });
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  let sent = 0;
  while ((await stateAt(central, id)) !== 'taken') {
    const push = await smallPush(saltLake);
    const answer = await central.exchange(device, push);
    if (!answer.ok) throw new Error(answer.error.detail);
    const hasBooking = (await claimAt(central, early)) !== undefined;
    if (!hasBooking) expect(await stateAt(central, id)).not.toBe('taken');
    await saltLake.takeAnswer(ORGANISATION, answer.value, saltLake.clock.nowMs());
    sent += 1;
    expect(sent).toBeLessThan(10);
  }
  expect(sent).toBeGreaterThan(1);
  expect(await claimAt(central, early)).toBeDefined();
});

test('whoever hides a booking behind an edit of its own does not get the right before that is settled [BK6]', async () => {
  const moved = saltLake.newId();
  await saltLake.ask('book', aBooking(moved, '09:00'));
  await world.meet();
  await laptop.ask('set-status', { appointmentId: moved, status: 'arrived' });
  // The laptop has it at 09:00 still, and will not take another word while its own is unsent.
  await saltLake.ask('move', { appointmentId: moved, ...time('11:00') });
  const id = await handOver(saltLake, 'laptop.1');
  await exchange(saltLake, central);
  const device = { organisationId: ORGANISATION, replica: 'laptop.1' };
  for (let n = 0; n < 4; n += 1) {
    const push = await laptop.nextPush(ORGANISATION);
    const answer = await central.exchange(device, push);
    if (!answer.ok) throw new Error(answer.error.detail);
    // In between it edits the booking again, so that central's word on it passes it by.
    if (n < 3)
      await laptop.ask('set-status', { appointmentId: moved, status: STEPS[n] ?? 'completed' });
    await laptop.takeAnswer(ORGANISATION, answer.value, laptop.clock.nowMs());
    expect(await claimAt(laptop, moved)).toMatchObject({ startMs: at(n < 3 ? '09:00' : '11:00') });
    expect(await stateAt(central, id)).not.toBe('done');
  }
  await world.meet();
  expect(await stateAt(central, id)).toBe('done');
  expect(await claimAt(laptop, moved)).toMatchObject(await claimTime(central, moved));
});
const STEPS = ['checked-in', 'in-consult', 'completed'] as const;

test('a right given back to central is its own at once; what is then booked anywhere waits for it [BK5] [BK6]', async () => {
  const id = await handOver(saltLake, null);
  await exchange(saltLake, central);
  expect(await stateAt(central, id)).toBe('done');
  expect(await isFirmAt(central, '10:00')).toBe(true);
  expect(await isFirmAt(saltLake, '11:00')).toBe(false);
  await world.meet();
  const firm = await central.store.read((db) =>
    db.kysely.selectFrom('claim').select(['withRight', 'endorsed']).execute(),
  );
  expect(firm.every((claim) => claim.withRight || claim.endorsed)).toBe(true);
});

test('the holder is asked, sees it, and agrees or does not; the time of a session stays until then [BK7]', async () => {
  const sessionId = await sessionToday(laptop);
  expect(await laptop.ask('change-session', aDeletion(sessionId))).toMatchObject({
    error: { kind: 'not-home', homeReplica: 'salt-lake.1' },
  });
  const handoverId = laptop.newId();
  await laptop.ask('ask-for-right', { ...today('laptop.1'), handoverId });
  await world.meet();
  expect(await stateAt(saltLake, handoverId)).toBe('asked');
  // It has been asked, no more.
  expect(await isFirmAt(saltLake, '09:00')).toBe(true);
  const give = { handoverId, answer: 'give' } as const;
  expect(await parkStreet.ask('answer-handover', give)).toMatchObject({
    error: { kind: 'not-home' },
  });
  expect(await saltLake.ask('answer-handover', give)).toMatchObject({ ok: true });
  expect(await saltLake.ask('change-session', aDeletion(sessionId))).toMatchObject({
    error: { kind: 'under-way' },
  });
  await world.meet();
  expect(await isFirmAt(laptop, '10:00')).toBe(true);
  expect(await saltLake.ask('answer-handover', give)).toMatchObject({
    error: { kind: 'already-resolved', state: 'done' },
  });
});

test('a branch that lets it hands over by itself, once nothing it booked is unsent [BK7]', async () => {
  await saltLake.ask('set-giving', { id: SALT_LAKE, givesWhenAsked: true });
  const handoverId = laptop.newId();
  await laptop.ask('ask-for-right', { ...today('laptop.1'), handoverId });
  await exchange(laptop, central);
  await isFirmAt(saltLake, '09:00');
  await exchange(saltLake, central);
  await world.meet();
  expect(await isFirmAt(laptop, '10:00')).toBe(true);
  expect(await isFirmAt(saltLake, '11:00')).toBe(false);
});

test('thinking better of it comes too late for a right that was given [BK7]', async () => {
  const handoverId = laptop.newId();
  await laptop.ask('ask-for-right', { ...today('laptop.1'), handoverId });
  await world.meet();
  await saltLake.ask('answer-handover', { handoverId, answer: 'give' });
  world.clock.advance(1000);
  await laptop.ask('answer-handover', { handoverId, answer: 'withdraw' });
  await world.meet();
  expect(await stateAt(central, handoverId)).toBe('done');
  expect(await isFirmAt(laptop, '10:00')).toBe(true);
});

test('to whom no right can pass is refused with what to do [BK7]', async () => {
  const ask = (toReplica: string) =>
    saltLake.ask('hand-over-right', { ...today(toReplica), handoverId: saltLake.newId() });
  expect(await ask('nobody.1')).toMatchObject({ error: { kind: 'cannot-hold' } });
  expect(await ask('salt-lake.1')).toMatchObject({ error: { kind: 'already-home' } });
  const elsewhere = { ...today('laptop.1'), handoverId: parkStreet.newId() };
  expect(await parkStreet.ask('hand-over-right', elsewhere)).toMatchObject({
    error: { kind: 'not-home', homeReplica: 'salt-lake.1' },
  });
  const nothing = { ...today('laptop.1'), startMs: at('20:00'), endMs: at('21:00') };
  expect(
    await saltLake.ask('hand-over-right', { ...nothing, handoverId: saltLake.newId() }),
  ).toMatchObject({ error: { kind: 'no-session-there' } });
  expect((await ask('laptop.1')).ok).toBe(true);
  expect(await ask('park-street.1')).toMatchObject({ error: { kind: 'under-way' } });
});

test('what was lent to a replica that is lost goes back to the branch; what was on the way stays [BK4]', async () => {
  await handOver(saltLake, 'laptop.1');
  await world.meet();
  expect(await isFirmAt(laptop, '10:00')).toBe(true);
  const tomorrow = { ...today('laptop.1'), startMs: at('09:00', 1), endMs: at('09:01', 1) };
  const handoverId = saltLake.newId();
  await saltLake.ask('hand-over-right', { ...tomorrow, handoverId });
  await exchange(saltLake, central);
  await central.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'laptop.1'));
  await exchange(saltLake, central);
  expect(await isFirmAt(saltLake, '11:00')).toBe(true);
  expect(await stateAt(saltLake, handoverId)).toBe('declined');
  expect(await isFirmAt(saltLake, '11:00', 1)).toBe(true);
});

test('a session lent to another branch is booked there firmly, and stays in its sight [BK5]', async () => {
  await handOver(saltLake, 'park-street.1');
  await world.meet();
  expect(await isFirmAt(parkStreet, '10:00')).toBe(true);
  const doctor = { id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind: 'full-time' as const };
  await saltLake.ask('save-doctor', { ...doctor, active: true, branchIds: [SALT_LAKE] });
  await world.meet();
  // Until it hands it back, Park Street has to know what is booked in it.
  expect(await isFirmAt(saltLake, '11:00')).toBe(false);
  await world.meet();
  const newPatient = { ...aPatient(parkStreet.newId(), 'Joya Mitra'), branchId: PARK_STREET };
  const wish = { patientId: newPatient.id, newPatient };
  expect(await parkStreet.ask('book', aBooking(parkStreet.newId(), '11:00', wish))).toMatchObject({
    error: { kind: 'time-taken' },
  });
  const handoverId = parkStreet.newId();
  const back = { ...today('salt-lake.1'), handoverId };
  expect(await parkStreet.ask('hand-over-right', back)).toMatchObject({ ok: true });
  await world.meet();
  await world.meet();
  expect(await isFirmAt(saltLake, '12:00')).toBe(true);
});

const time = (clockTime: string) => ({
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS },
  ...{ startMs: at(clockTime), endMs: at(clockTime) + 15 * 60_000 },
});

const claimTime = async (engine: TestEngine, id: string) => {
  const claim = await claimAt(engine, id);
  return { startMs: claim?.startMs, endMs: claim?.endMs, withRight: claim?.withRight };
};

async function sessionToday(engine: TestEngine): Promise<string> {
  const found = await engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select('id')
      .where('startMs', '=', at('09:00'))
      .executeTakeFirstOrThrow(),
  );
  return found.id;
}

/** A frame with one row, as if rows were long. */
async function smallPush(engine: TestEngine): Promise<Uint8Array> {
  const small = { limit: 1, protocol: PROTOCOL_VERSION, made: new Map() };
  const making = { ...small, batchId: engine.newId() };
  const push = await engine.store.write(ORGANISATION, CAUSE, (tx) => collectPush(tx, making));
  return push.bytes;
}

const CAUSE = {
  ...{ intentId: null, intentKind: 'revoke', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
