import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  DR_DAS,
  DR_SEN,
  type TestEngine,
} from '../../../test/support/engine.ts';
import {
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

async function book(engine: TestEngine, clock: string, withEither: boolean): Promise<string> {
  const [id, patientId] = [engine.newId(), engine.newId()];
  const newPatient = aPatient(patientId, `Patient of ${clock} ${id}`);
  const wish = aBooking(id, clock, { patientId, newPatient, withEither });
  expect(await engine.ask('book', wish)).toMatchObject({ ok: true });
  return id;
}

const standingAt = (engine: TestEngine, id: string) =>
  engine.store.read(async (db) => {
    const found = await db.kysely
      .selectFrom('claim')
      .innerJoin('appointment', 'appointment.id', 'claim.id')
      .selectAll('claim')
      .select('withEither')
      .where('claim.id', '=', id)
      .executeTakeFirstOrThrow();
    return { ...found, firm: isFirm(found) };
  });

test('each doctor of a shared session is confirmed and promised by themselves, and whoever has no right loses to them [SH1] [SH2] [BK8]', async () => {
  const { saltLake, laptop, central, parkStreet, meet } = world;
  // Dr. Das works on Mondays already; Dr. Sen is given the same, for that day.
  const session = await saltLake.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .selectAll()
      .where('doctorId', '=', DR_DAS)
      .orderBy('startMs')
      .executeTakeFirstOrThrow(),
  );
  const shape = { startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null };
  const shared = await saltLake.ask('change-session', {
    ...{ sessionId: session.id, scope: 'this', newSeriesId: saltLake.newId() },
    ...{ requestOverlap: false, affected: null },
    to: { ...shape, shared: { doctorId: DR_SEN, newId: saltLake.newId() } },
  });
  expect(shared).toMatchObject({ ok: true });
  await meet();

  // Apart: the laptop without the right to it, then the branch, which has not heard of that.
  const ofLaptop = await book(laptop, '10:00', true);
  const first = await book(saltLake, '10:00', true);
  const second = await book(saltLake, '10:00', true);
  expect(await standingAt(laptop, ofLaptop)).toMatchObject({ doctorId: DR_DAS, firm: false });
  expect(await standingAt(saltLake, first)).toMatchObject({ doctorId: DR_DAS, firm: true });
  expect(await standingAt(saltLake, second)).toMatchObject({ doctorId: DR_SEN, firm: true });

  await meet();
  for (const engine of [saltLake, central]) {
    expect(await standingAt(engine, first)).toMatchObject({ verdict: 'active', firm: true });
    expect(await standingAt(engine, second)).toMatchObject({
      ...{ verdict: 'active', firm: true, withEither: true, doctorId: DR_SEN },
    });
    expect(await standingAt(engine, ofLaptop)).toMatchObject({
      ...{ verdict: 'displaced', blockerId: first },
    });
  }
  expect(await verdictsAt(saltLake)).toEqual(await verdictsAt(central));
  // At the other branch of Dr. Das there is one busy block; Dr. Sen is nobody's there.
  const busy = (await verdictsAt(parkStreet)).filter(({ verdict }) => verdict === 'active');
  expect(busy.map(({ id }) => id)).toEqual([first]);
});
