import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiskModel } from './disk-model.ts';
import { describeDamage, findDamage } from './find-damage.ts';
import { openVerifier, type Verifier } from './open-verifier.ts';
import { type Recording, recordRun } from './record-run.ts';

const KEY = createHash('sha512').update('the key of a test').digest();
const BOOKS = [
  { name: 'in clear', keys: null },
  { name: 'encrypted', keys: { current: KEY, former: null } },
];
const MODELS: readonly DiskModel[] = ['journaling', 'strict'];

const SEED = Number(process.env.DAYBOOK_SEED ?? 1);
const [STEPS, POINTS] = process.env.DAYBOOK_LONG ? [400, 90] : [120, 10];

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
      const damages: string[] = [];
      const cuts = { seed: SEED, model, keys, count: POINTS };
      for await (const damage of findDamage(recording, verifier, cuts)) {
        damages.push(describeDamage(damage));
      }
      expect(damages).toEqual([]);
    },
    120_000,
  );
});
