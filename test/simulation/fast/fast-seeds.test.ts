import { expect, test } from 'vitest';
import { runFastSeed } from './run-fast-seed.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 100_000 : 1000;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);

test(`seeds ${FIRST} to ${FIRST + SEEDS - 1} of the fast store: all end equal, nothing is lost, no two firm ones overlap [SY1] [BK2] [BK8] [CR5]`, async () => {
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) await runFastSeed(seed);
}, 3_600_000);

test('a seed goes the same way whatever was before it', async () => {
  const alone = await runFastSeed(FIRST + 6);
  await runFastSeed(FIRST + 7);
  expect(await runFastSeed(FIRST + 6)).toBe(alone);
});
