import { afterAll, beforeAll, expect, test } from 'vitest';
import { DR_DAS } from '../support/engine.ts';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';
import type { World } from './world.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 1000 : 3;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);
const LIMIT = 4;

let template: Template;
beforeAll(async () => {
  template = await openTemplate({ limit: LIMIT });
}, 240_000);
afterAll(() => template.close());

test(`seeds ${FIRST} to ${FIRST + SEEDS - 1}: firm appointments of a doctor on a day never exceed the limit [QU2] [QU3]`, async () => {
  let full = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    await runSeed(template, seed, {
      ...{ limit: LIMIT, newer: null },
      look: async (world) => {
        if ((await countFirm(world)) >= LIMIT - 1) full += 1;
      },
    });
  }
  // The limit was reached, not merely out of the way.
  expect(full).toBeGreaterThanOrEqual(Math.floor(SEEDS / 12));
}, 240_000);

async function countFirm({ central }: World): Promise<number> {
  const firm = await central.engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select('id')
      .where('doctorId', '=', DR_DAS)
      .where((eb) => eb.or([eb('withRight', '=', true), eb('endorsed', '=', true)]))
      .where('verdict', '=', 'active')
      .execute(),
  );
  return firm.length;
}
