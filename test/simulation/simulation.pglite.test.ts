import { afterAll, beforeAll, expect, test } from 'vitest';
import { live } from './history.ts';
import { checkQuiet } from './invariants.ts';
import { comeTogether, openWorld, setStage, type World } from './world.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 2000 : 200;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);
const SEEDS_A_TEST = 20;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

for (let from = FIRST; from < FIRST + SEEDS; from += SEEDS_A_TEST) {
  const to = from + SEEDS_A_TEST - 1;
  test(`seeds ${from} to ${to}: all replicas end equal, nothing acknowledged is lost [SY1] [BK2]`, async () => {
    for (let seed = from; seed <= to; seed += 1) {
      const stage = await setStage(world, seed);
      const acknowledged = await live(world, stage, seed);
      await comeTogether(world);
      try {
        await checkQuiet(world, stage, acknowledged);
      } catch (error) {
        throw new Error(`DAYBOOK_SEED=${seed} shows it.`, { cause: error });
      }
    }
    expect(world.replicas.every((replica) => !replica.cut)).toBe(true);
  }, 240_000);
}

test('booking rights changed hands in many of them [BK6]', async () => {
  const done = await world.central.store.read((db) =>
    db.kysely.selectFrom('handover').select('id').where('state', '=', 'done').execute(),
  );
  expect(done.length).toBeGreaterThan(SEEDS / 5);
});
