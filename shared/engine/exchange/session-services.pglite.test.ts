import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  aPatient,
  DR_DAS,
  type TestEngine,
} from '../../../test/support/engine.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { present } from '../../core/assert.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';

const SURGERY = 'a5d6c1de-52f5-4c4e-9d0c-6a2b7a1f0003';

let world: ThreeReplicas;
beforeAll(async () => {
  world = await openThreeReplicas();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Dr. Das's sessions and what they are for, as an engine has them. */
const servicesAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['id', 'startMs', 'serviceIds'])
      .where('doctorId', '=', DR_DAS)
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );

test('what working time is for is so everywhere, and who was booked apart meanwhile stays [SV4] [SV5] [SV7]', async () => {
  const { saltLake, laptop, central, all, meet } = world;
  const surgery = { id: SURGERY, name: 'Surgery', durationMin: 60, hue: 'red' as const };
  await saltLake.ask('save-service', { ...PLAIN_SERVICE, ...surgery, active: true });
  await meet();
  const [first, second] = await servicesAt(saltLake);
  const shape = { startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null };
  const forSurgery = async (sessionId: string, scope: 'this' | 'following') => {
    const to = { ...shape, serviceIds: [SURGERY] };
    const wish = { ...aDeletion(sessionId), newSeriesId: saltLake.newId(), scope, to };
    expect(await saltLake.ask('change-session', wish)).toMatchObject({ ok: true });
  };
  // Today alone, and all from tomorrow on, while the laptop books a consultation for today.
  await forSurgery(present(first, 'Today.').id, 'this');
  await forSurgery(present(second, 'Tomorrow.').id, 'following');
  const newPatient = aPatient(laptop.newId(), 'Joya Mitra');
  const whom = { patientId: newPatient.id, newPatient };
  const visit = aBooking(laptop.newId(), '10:00', whom);
  expect(await laptop.ask('book', visit)).toMatchObject({ ok: true });
  await meet();
  const expected = (await servicesAt(saltLake)).map((one) => ({ ...one, serviceIds: [SURGERY] }));
  expect(expected.length).toBe(8);
  for (const engine of all) expect(await servicesAt(engine)).toEqual(expected);
  for (const engine of [central, saltLake, laptop]) {
    expect(await verdictsAt(engine)).toMatchObject([{ verdict: 'active' }]);
  }
  const later = aBooking(laptop.newId(), '11:00', { patientId: newPatient.id });
  const known = { kind: 'against-rules', breaches: [{ demand: { services: ['Surgery'] } }] };
  expect(await laptop.ask('book', later)).toMatchObject({ error: known });
});
