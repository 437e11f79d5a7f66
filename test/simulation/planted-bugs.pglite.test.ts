import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLANTED_BUGS, type PlantedBug, plant } from './planted-bugs.ts';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';

/** Each is found within so many seeds; the long run is not told by which. */
const WITHIN = 100;

let template: Template;
beforeAll(async () => {
  template = await openTemplate();
}, 240_000);
afterAll(() => template.close());

/** What is found wrong with a history in which the program has the mistake; null if nothing is. */
async function find(bug: PlantedBug, seed: number): Promise<Error | null> {
  let made = 0;
  const damage = (connector: Parameters<typeof plant>[1]) =>
    plant(bug, connector, () => {
      made += 1;
    });
  try {
    await runSeed(template, seed, { limit: null, newer: null, damage });
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // It is the mistake that is found, and no query that means nothing any more.
    expect(made).toBeGreaterThan(0);
    expect(error.message).not.toMatch(/syntax error|does not exist|could not determine/);
    return error;
  }
}

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
