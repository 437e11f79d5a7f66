import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSeeded } from '../simulation/seeded.ts';
import { BOOKS, KEY } from './books.ts';
import { choosePoints } from './choose-points.ts';
import { describeDamage } from './describe-damage.ts';
import type { DiskModel } from './disk-model.ts';
import { findDamage } from './find-damage.ts';
import type { Entry } from './journal.ts';
import { losePower } from './lose-power.ts';
import { openVerifier, type Verifier } from './open-verifier.ts';
import { type Recording, recordRun } from './record-run.ts';

const MODELS: readonly DiskModel[] = ['journaling', 'strict'];
const SEED = Number(process.env.DAYBOOK_SEED ?? 1);
const LONG = Boolean(process.env.DAYBOOK_LONG);
const [STEPS, POINTS] = LONG ? [400, 90] : [120, 8];
/** After so many power cuts the power fails so many times more. */
const [FIRST_CUTS, SECOND_CUTS] = LONG ? [6, 8] : [1, 3];
const STEPS_AFTER_CUT = 10;
const POINTS_WHILE_COPIED = LONG ? 30 : 2;
/** The machine may be busy. */
if (!LONG) vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

/** All points that the seed chooses, or the one that was asked for. */
const pointsOf = (recording: Recording, count: number): readonly number[] =>
  process.env.DAYBOOK_POINT === undefined
    ? choosePoints(createSeeded(SEED), recording, count)
    : [Number(process.env.DAYBOOK_POINT)];

let verifier: Verifier;
beforeAll(() => {
  verifier = openVerifier();
});
afterAll(() => verifier[Symbol.asyncDispose]());

describe.each(BOOKS)('a book $name', ({ keys }) => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await recordRun({ seed: SEED, keys, steps: STEPS });
  });

  test.each(MODELS)(
    'has everything acknowledged after a power cut at any moment, on a %s disk [DU1] [DU13]',
    async (model) => {
      const points = pointsOf(recording, POINTS);
      const damages: string[] = [];
      const cuts = { seed: SEED, model, keys, points };
      for await (const damage of findDamage(recording, verifier, cuts)) {
        damages.push(describeDamage(damage, SEED));
      }
      expect(damages).toEqual([]);
    },
  );

  test('survives a second power cut while it recovers from the first, or soon after [DU13]', async () => {
    const damages: string[] = [];
    for (const point of pointsOf(recording, FIRST_CUTS)) {
      const cuts = { seed: SEED, model: 'strict', keys, points: [point] } as const;
      for await (const damage of findDamage(recording, verifier, cuts)) {
        damages.push(describeDamage(damage, SEED));
      }
      // A broken book would take this process with it.
      if (damages.length > 0) break;
      const seed = SEED + 1000 + point;
      const [after] = losePower(recording, cuts);
      const again = await recordRun({ seed, keys, steps: STEPS_AFTER_CUT, after });
      const points = choosePoints(createSeeded(seed), again, SECOND_CUTS);
      for await (const damage of findDamage(again, verifier, { ...cuts, seed, points })) {
        damages.push(describeDamage(damage, SEED, point));
      }
    }
    expect(damages).toEqual([]);
  });
});

test('is the old book or the new one after a power cut while it is given its first key [DU11] [DU13]', async () => {
  const keys = { current: KEY, former: null };
  const recording = await recordRun({ seed: SEED, keys, firstKeys: null, steps: STEPS_AFTER_CUT });
  const { journal, starts } = recording;
  const [, start] = starts;
  const isLater = (kind: Entry['kind']) => (entry: Entry, i: number) =>
    i >= start && entry.kind === kind;
  const copied = journal.findIndex(isLater('asked'));
  const swapped = journal.findIndex(isLater('rename'));
  const seeded = createSeeded(SEED);
  const anywhere = Array.from(
    { length: POINTS_WHILE_COPIED },
    () => start + seeded.below(copied - start),
  );
  // Both books change their names within four entries.
  const points = [...anywhere, ...[1, 2, 3, 4].map((n) => swapped + n)].sort((x, y) => x - y);
  const damages: string[] = [];
  const cuts = { seed: SEED, model: 'strict', keys, points } as const;
  for await (const damage of findDamage(recording, verifier, cuts)) {
    damages.push(describeDamage(damage, SEED));
  }
  expect(damages).toEqual([]);
});
