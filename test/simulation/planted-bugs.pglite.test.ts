import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLANTED_BUGS, type PlantedBug, plant } from './planted-bugs.ts';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';
import { loadNewer, type Newer } from './updates.ts';
import type { World } from './world.ts';

/** Each is found within so many seeds; the long run is not told by which. */
const WITHIN = 100;

let template: Template;
let newer: Newer;
beforeAll(async () => {
  template = await openTemplate();
  newer = await loadNewer();
}, 240_000);
afterAll(() => template.close());

const optionsOf = ({ updates }: PlantedBug) => ({
  ...{ limit: null, newer: updates ? newer : null, look: expectNoneRefused },
});

/** What is found wrong with a history in which the program has the mistake; null if nothing is. */
async function find(bug: PlantedBug, seed: number): Promise<Error | null> {
  let made = 0;
  const damage = (connector: Parameters<typeof plant>[1]) =>
    plant(bug, connector, () => {
      made += 1;
    });
  try {
    await runSeed(template, seed, { ...optionsOf(bug), damage });
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // It is the mistake that is found, and no query that means nothing any more.
    expect(made).toBeGreaterThan(0);
    expect(error.message).not.toMatch(/syntax error|does not exist|could not determine/);
    return error;
  }
}

/** What someone did to an appointment in good faith is taken: without a mistake, in all of these. */
async function expectNoneRefused({ replicas }: World): Promise<void> {
  for (const { engine } of replicas) {
    const refused = await engine.store.read((db) =>
      db.kysely.selectFrom('refusedRow').select('id').where('kind', '=', 'appointment').execute(),
    );
    expect(refused).toEqual([]);
  }
}

test.skipIf(process.env.DAYBOOK_LONG)(
  'nothing is found where there is no mistake',
  async () => {
    const once = new Map(PLANTED_BUGS.map((bug) => [`${bug.seed} ${bug.updates}`, bug]));
    for (const bug of once.values()) await runSeed(template, bug.seed, optionsOf(bug));
  },
  240_000,
);

for (const bug of PLANTED_BUGS) {
  test(`it is found when the program ${bug.name}`, async () => {
    if (!process.env.DAYBOOK_LONG) {
      expect(await find(bug, bug.seed)).toBeInstanceOf(Error);
      return;
    }
    let found: Error | null = null;
    for (let seed = 1; seed <= WITHIN && found === null; seed += 1) found = await find(bug, seed);
    expect(found).toBeInstanceOf(Error);
  }, 240_000);
}
