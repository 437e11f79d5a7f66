import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Actor } from '../../model/user.ts';

let world: ThreeReplicas;
let central: TestEngine;
let saltLake: TestEngine;
let parkStreet: TestEngine;
let laptop: TestEngine;

const das: Actor = { ...admin, name: 'Priya Das', role: 'doctor', doctorId: DR_DAS };
const sen: Actor = { ...admin, name: 'Anita Sen', role: 'doctor', doctorId: DR_SEN };

beforeEach(async () => {
  world = await openThreeReplicas();
  ({ central, saltLake, parkStreet, laptop } = world);
});
afterEach(() => world[Symbol.asyncDispose]());

async function offer(
  from: TestEngine,
  actor: Actor,
  changes: Partial<IntentInput<'ask-delegation'>> = {},
): Promise<string> {
  const delegationId = from.newId();
  const asked = await from.ask(
    'ask-delegation',
    {
      ...{ delegationId, branchId: SALT_LAKE, doctorId: DR_DAS, toDoctorId: DR_SEN, backOf: null },
      ...{ startMs: at('10:00'), endMs: at('12:00'), reason: 'Surgery runs late', tell: false },
      ...changes,
    },
    { actor },
  );
  expect(asked).toMatchObject({ ok: true });
  return delegationId;
}

const answer = (
  engine: TestEngine,
  actor: Actor,
  delegationId: string,
  said: IntentInput<'answer-delegation'>['answer'],
) => engine.ask('answer-delegation', { delegationId, answer: said, note: '' }, { actor });

const loadDelegation = (engine: TestEngine, id: string) =>
  engine.store.read((db) =>
    db.kysely.selectFrom('delegation').selectAll().where('id', '=', id).executeTakeFirst(),
  );
const stateAt = async (engine: TestEngine, id: string) => (await loadDelegation(engine, id))?.state;

const loadVisit = (engine: TestEngine, id: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .innerJoin('claim', 'claim.id', 'appointment.id')
      .select(['appointment.doctorId', 'claim.verdict', 'claim.withRight', 'claim.endorsed'])
      .where('appointment.id', '=', id)
      .executeTakeFirst(),
  );

async function loadSessions(engine: TestEngine, doctorId: string, day = 0) {
  const sessions = await engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['startMs', 'endMs', 'branchId', 'confirmed'])
      .where('doctorId', '=', doctorId)
      .where('startMs', '>=', at('00:00', day))
      .where('startMs', '<', at('24:00', day))
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );
  return sessions.map(({ startMs, endMs }) => [startMs, endMs]);
}

/** No two firm appointments of a doctor overlap, as this replica has them. */
async function expectPromiseKept(engine: TestEngine): Promise<void> {
  const claims = await engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().where('verdict', '<>', 'displaced').execute(),
  );
  const firm = claims.filter((one) => one.withRight || one.endorsed);
  const pairs = firm.flatMap((one) =>
    firm.filter(
      (other) =>
        other.id !== one.id &&
        other.doctorId === one.doctorId &&
        other.startMs < one.endMs &&
        other.endMs > one.startMs,
    ),
  );
  expect(pairs).toEqual([]);
}

test('an acceptance without a network is carried out by the branch, and everybody ends alike [DG2] [DG3] [DG5]', async () => {
  const visit = saltLake.newId();
  await saltLake.ask('book', aBooking(visit, '10:15'));
  await world.meet();
  // The doctor offers on a laptop that is offline; the branch hears of it later.
  const id = await offer(laptop, das);
  await world.meet();
  expect(await stateAt(saltLake, id)).toBe('asked');
  expect(await answer(parkStreet, admin, id, 'accept')).toMatchObject({ ok: true });
  expect(await stateAt(parkStreet, id)).toBe('accepted');
  expect(await loadVisit(saltLake, visit)).toMatchObject({ doctorId: DR_DAS });
  await world.meet();
  for (const engine of world.all) {
    expect(await loadDelegation(engine, id)).toMatchObject({
      ...{ state: 'done', answeredBy: 'Ruma Paul', visitIds: [visit] },
    });
  }
  for (const engine of [central, saltLake]) {
    expect(await loadVisit(engine, visit)).toMatchObject({ doctorId: DR_SEN, verdict: 'active' });
    expect(await loadSessions(engine, DR_DAS)).toEqual([
      [at('09:00'), at('10:00')],
      [at('12:00'), at('13:00')],
    ]);
    expect(await loadSessions(engine, DR_SEN)).toEqual([[at('10:00'), at('12:00')]]);
    await expectPromiseKept(engine);
  }
  await world.meet();
  // Central has confirmed the new session and endorsed who passed.
  const passed = await loadVisit(saltLake, visit);
  expect(passed?.withRight || passed?.endorsed).toBe(true);
  // The laptop does not keep a patient who is another doctor's now.
  const onLaptop = await laptop.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').where('id', '=', visit).execute(),
  );
  expect(onLaptop).toEqual([]);
});

test('what is accepted and withdrawn at once has one outcome everywhere, whoever is heard first [DG4]', async () => {
  for (const order of [
    [laptop, parkStreet, saltLake],
    [parkStreet, laptop, saltLake],
    [saltLake, parkStreet, laptop],
  ]) {
    const day = order[0] === laptop ? 7 : order[0] === parkStreet ? 1 : 8;
    const id = await offer(laptop, das, { startMs: at('10:00', day), endMs: at('11:00', day) });
    await world.meet();
    await answer(parkStreet, admin, id, 'accept');
    await answer(laptop, das, id, 'withdraw');
    await world.meet(order);
    const states = await Promise.all(world.all.map((engine) => stateAt(engine, id)));
    expect(new Set(states).size).toBe(1);
    // The branch heard both at once, or of the withdrawal first, or had carried it out.
    expect(['withdrawn', 'done']).toContain(states[0]);
    const passed = states[0] === 'done';
    for (const engine of [central, saltLake]) {
      expect(await loadSessions(engine, DR_SEN, day)).toEqual(
        passed ? [[at('10:00', day), at('11:00', day)]] : [],
      );
    }
  }
});

test('what the branch has carried out stays so, whoever withdraws apart from it [DG4]', async () => {
  const id = await offer(laptop, das);
  await world.meet();
  expect(await answer(saltLake, sen, id, 'accept')).toMatchObject({ ok: true });
  expect(await stateAt(saltLake, id)).toBe('done');
  expect(await answer(laptop, das, id, 'withdraw')).toMatchObject({ ok: true });
  await world.meet([laptop, parkStreet, saltLake]);
  for (const engine of world.all) expect(await stateAt(engine, id)).toBe('done');
  expect(await answer(laptop, das, id, 'withdraw')).toMatchObject({
    error: { kind: 'already-resolved', state: 'done' },
  });
});

test('time that passes is firm no sooner than central has confirmed it, and no two firm ones overlap [DG5] [BK8]', async () => {
  // Dr. Das is to have Dr. Sen's Wednesday here, and is sold at Park Street at the same time.
  const day = 2;
  const session = { slotMin: 15, capacity: 1, tags: [], requestOverlap: false };
  const during = { startMs: at('09:00', day), endMs: at('13:00', day) };
  await saltLake.ask('create-session', {
    ...{ id: saltLake.newId(), branchId: SALT_LAKE, doctorId: DR_SEN, ...during, ...session },
  });
  await world.meet();
  const visit = saltLake.newId();
  const slot = { startMs: at('10:00', day), endMs: at('10:15', day) };
  await saltLake.ask('book', aBooking(visit, '10:00', { ...slot, doctorId: DR_SEN }));
  await world.meet();
  expect(await loadVisit(saltLake, visit)).toMatchObject({ withRight: true });
  const id = await offer(saltLake, sen, { doctorId: DR_SEN, toDoctorId: DR_DAS, ...during });
  await world.meet();
  // Apart: accepted at Salt Lake, while Park Street makes the same hours Dr. Das's there.
  await parkStreet.ask('create-session', {
    ...{ id: parkStreet.newId(), branchId: PARK_STREET, doctorId: DR_DAS, ...during, ...session },
  });
  const atParkStreet = parkStreet.newId();
  await exchange(parkStreet, central);
  await exchange(parkStreet, central);
  await parkStreet.ask('book', {
    ...aBooking(atParkStreet, '10:00', { ...slot, branchId: PARK_STREET }),
    ...{ serviceId: CONSULTATION, patientId: PATIENT },
    newPatient: null,
  });
  expect(await answer(saltLake, admin, id, 'accept')).toMatchObject({ ok: true });
  expect(await loadVisit(saltLake, visit)).toMatchObject({
    ...{ doctorId: DR_DAS, withRight: false, endorsed: false },
  });
  for (const engine of world.all) await expectPromiseKept(engine);
  await world.meet();
  for (const engine of world.all) await expectPromiseKept(engine);
  const verdicts = await central.store.read((db) =>
    db.kysely.selectFrom('claim').select('verdict').where('startMs', '=', slot.startMs).execute(),
  );
  expect(verdicts.filter(({ verdict }) => verdict === 'active')).toHaveLength(1);
});

test('what cannot be carried out any more says so, and nothing of it is done [DG4]', async () => {
  const visit = saltLake.newId();
  await saltLake.ask('book', aBooking(visit, '10:15'));
  await world.meet();
  const id = await offer(laptop, das);
  await world.meet();
  await answer(parkStreet, admin, id, 'accept');
  // Meanwhile the other doctor is away.
  const off = { id: saltLake.newId(), startMs: at('09:00'), endMs: at('13:00') };
  await saltLake.ask('add-time-off', {
    ...{ doctorId: DR_SEN, kind: 'leave', reason: 'Fever', times: [off], affected: null },
  });
  await world.meet();
  for (const engine of world.all) {
    expect(await loadDelegation(engine, id)).toMatchObject({
      ...{ state: 'failed', failure: 'doctor-away' },
    });
  }
  expect(await loadVisit(central, visit)).toMatchObject({ doctorId: DR_DAS });
  expect(await loadSessions(central, DR_DAS)).toEqual([[at('09:00'), at('13:00')]]);
});

test('who is not asked does not answer, and no computer but the branch’s says that it is done [DG2] [SE11]', async () => {
  const id = await offer(laptop, das);
  await world.meet();
  expect(await answer(saltLake, das, id, 'accept')).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  const desk: Actor = { ...admin, role: 'front-desk', branchIds: [SALT_LAKE] };
  expect(await answer(saltLake, desk, id, 'accept')).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  // A laptop that claims to have carried it out is not believed.
  const forged = await loadDelegation(laptop, id);
  await laptop.store.write(ORGANISATION, CAUSE, async (tx) => {
    if (forged) tx.put('delegation', { ...forged, state: 'done' }, forged as never);
  });
  await exchange(laptop, central);
  expect(await stateAt(central, id)).toBe('asked');
});

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Nobody', role: 'doctor' },
  ...{ desk: 'test', source: 'screen' as const, reason: null },
};
