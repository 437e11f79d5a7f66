import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveHome } from '../../shared/engine/store/move-home.ts';
import { DR_DAS, ORGANISATION, PARK_STREET, SALT_LAKE } from '../support/engine.ts';
import { checkLimit, liveOnQuotas } from './quota-history.ts';
import { comeTogether, openWorld, setStage, type World } from './world.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 1000 : 20;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);
const LIMIT = 5;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const [saltLake] = world.replicas;
  if (!saltLake) throw new Error('There is a branch.');
  await world.central.store.write(ORGANISATION, CAUSE, (tx) =>
    moveHome(tx, PARK_STREET, null, 'park-street.1'),
  );
  const shares = [
    { branchId: SALT_LAKE, perDay: 2 },
    { branchId: PARK_STREET, perDay: 2 },
  ];
  await saltLake.engine.ask('set-daily-limit', { doctorId: DR_DAS, perDay: LIMIT, shares });
  await comeTogether(world);
});
afterAll(() => world.close());

test(`seeds ${FIRST} to ${FIRST + SEEDS - 1}: firm appointments of a doctor on a day never exceed the limit [QU2] [QU3]`, async () => {
  let full = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const stage = await setStage(world, seed);
    try {
      await liveOnQuotas(world, stage, { seed, limit: LIMIT });
      await comeTogether(world);
      await checkLimit(world, stage, LIMIT);
      const { dayMs, doctorId } = stage;
      const firm = await world.central.store.read((db) =>
        db.kysely
          .selectFrom('claim')
          .select('id')
          .where('doctorId', '=', doctorId)
          .where('startMs', '>=', dayMs)
          .where('startMs', '<', dayMs + 86_400_000)
          .where((eb) => eb.or([eb('withRight', '=', true), eb('endorsed', '=', true)]))
          .where('verdict', '=', 'active')
          .execute(),
      );
      if (firm.length >= LIMIT - 1) full += 1;
    } catch (error) {
      throw new Error(`DAYBOOK_SEED=${seed} shows it.`, { cause: error });
    }
  }
  // The limit was reached, not merely out of the way.
  expect(full).toBeGreaterThan(SEEDS / 10);
}, 240_000);

const CAUSE = {
  ...{ intentId: null, intentKind: 'enrol', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
