import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';

/** Each of two files lives through so many, so that they fill two cores. */
const SEEDS = process.env.DAYBOOK_LONG ? 1000 : 6;
const SEEDS_A_TEST = process.env.DAYBOOK_LONG ? 5 : 3;
const ANY = { limit: null, newer: null };

/** The tests of one file of two. They begin with DAYBOOK_SEED in the first one, else with 1. */
export function testSeeds(part: 1 | 2): void {
  const first = (part - 1) * SEEDS + Number(process.env.DAYBOOK_SEED ?? 1);
  let template: Template;
  beforeAll(async () => {
    template = await openTemplate();
  }, 240_000);
  afterAll(() => template.close());

  let handedOver = 0;
  for (let from = first; from < first + SEEDS; from += SEEDS_A_TEST) {
    const to = from + SEEDS_A_TEST - 1;
    test(`seeds ${from} to ${to}: all replicas end equal, nothing acknowledged is lost [SY1] [BK2] [BK8]`, async () => {
      for (let seed = from; seed <= to; seed += 1) {
        await runSeed(template, seed, {
          ...ANY,
          look: async ({ central }) => {
            const done = await central.engine.store.read((db) =>
              db.kysely.selectFrom('handover').select('id').where('state', '=', 'done').execute(),
            );
            handedOver += done.length;
          },
        });
      }
    }, 240_000);
  }

  test('booking rights changed hands in many of them [BK6]', () => {
    expect(handedOver).toBeGreaterThan(SEEDS / 5);
  });

  if (part !== 1) return;
  test('a seed goes the same way whatever was before it', async () => {
    const alone = await runSeed(template, first + 1, ANY);
    await runSeed(template, first + 2, ANY);
    expect(await runSeed(template, first + 1, ANY)).toBe(alone);
  }, 240_000);
}
