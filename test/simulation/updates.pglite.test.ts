import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';
import { loadNewer, type Newer } from './updates.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 500 : 3;
/** In the three before these nobody types what only one version knows. */
const FIRST = Number(process.env.DAYBOOK_SEED ?? 4);

let template: Template;
let newer: Newer;
beforeAll(async () => {
  template = await openTemplate();
  newer = await loadNewer();
}, 240_000);
afterAll(() => template.close());

test(
  `seeds ${FIRST} to ${FIRST + SEEDS - 1}, in which computers are updated one after the other: all end equal, nothing is lost, whatever the older one does not know [VE1] [VE2]`,
  async () => {
    let mixed = 0;
    let kept = 0;
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      await runSeed(template, seed, {
        ...{ limit: null, newer },
        look: async (world, { typed, lockers }) => {
          const updated = [world.central, ...world.replicas].filter(world.isUpdated);
          if (updated.length > 0 && updated.length <= world.replicas.length) mixed += 1;
          if (lockers.length > 0 && typed.some(({ field }) => field === 'allergies')) kept += 1;
        },
      });
    }
    // Versions did meet, and there was something that only one of them knows.
    expect(mixed).toBeGreaterThanOrEqual(Math.floor(SEEDS / 3));
    expect(kept).toBeGreaterThanOrEqual(Math.floor(SEEDS / 3));
  },
  SEEDS * 80_000,
);
