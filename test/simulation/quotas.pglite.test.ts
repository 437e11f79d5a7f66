import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlantedBug, plant } from './planted-bugs.ts';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';

const LONG = Boolean(process.env.DAYBOOK_LONG);
const SEEDS = LONG ? 1000 : 3;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);
const LIMITED = { limit: 4, newer: null };
/** The machine may be busy. */
const A_SEED_MS = 80_000;

const COUNTS_NOTHING: PlantedBug = {
  name: 'counts nothing that is booked against a quota',
  seed: 6,
  of: /and a\.status not in \('cancelled', 'entered-in-error'\)/,
  instead: 'and false',
};
/** It is found within so many seeds from its own on; the long run is not told by which. */
const WITHIN = LONG ? 100 : 1;

let template: Template;
beforeAll(async () => {
  template = await openTemplate({ limit: LIMITED.limit });
}, 240_000);
afterAll(() => template.close());

test(
  `seeds ${FIRST} to ${FIRST + SEEDS - 1}: firm appointments of a doctor on a day never exceed the limit [QU2] [QU3]`,
  async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) await runSeed(template, seed, LIMITED);
  },
  SEEDS * A_SEED_MS,
);

test(
  `it is found when the program ${COUNTS_NOTHING.name} [QU2]`,
  async () => {
    let made = 0;
    const damage = (connector: Parameters<typeof plant>[1]) =>
      plant(COUNTS_NOTHING, connector, () => {
        made += 1;
      });
    let found: unknown = null;
    const first = LONG ? 1 : COUNTS_NOTHING.seed;
    for (let seed = first; seed < first + WITHIN && found === null; seed += 1) {
      found = await runSeed(template, seed, { ...LIMITED, damage }).then(
        () => null,
        (error: unknown) => error,
      );
    }
    expect(made).toBeGreaterThan(0);
    expect(String(found)).toMatch(/to be less than or equal to 4/);
  },
  WITHIN * A_SEED_MS,
);
