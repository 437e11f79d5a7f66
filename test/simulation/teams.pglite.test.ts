import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSamePeople } from './check-records.ts';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';
import type { World } from './world.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 500 : 3;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);

let template: Template;
beforeAll(async () => {
  template = await openTemplate({ shares: true });
}, 240_000);
afterAll(() => template.close());

test(
  `seeds ${FIRST} to ${FIRST + SEEDS - 1}, in which visits have several doctors or either of two, and records of one person become one: nobody is parted from their visit, no two firm ones overlap, and everybody names the same person [CD2] [SH2] [BK8] [PM3] [PM6]`,
  async () => {
    let assisted = 0;
    let either = 0;
    let merged = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      await runSeed(template, seed, {
        ...{ limit: null, newer: null, teams: true, merges: true },
        look: async (world) => {
          const found = await countTeams(world);
          assisted += found.assisted;
          either += found.either;
          merged += await checkSamePeople(world);
        },
      });
    }
    // It did come to that.
    expect(assisted).toBeGreaterThan(SEEDS / 5);
    expect(either).toBeGreaterThan(SEEDS / 5);
    expect(merged).toBeGreaterThan(SEEDS / 5);
  },
  SEEDS * 130_000,
);

async function countTeams({ central }: World) {
  const rows = await central.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select(['assistsId', 'withEither']).execute(),
  );
  return {
    assisted: rows.filter(({ assistsId }) => assistsId !== null).length,
    either: rows.filter(({ withEither }) => withEither).length,
  };
}
