import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSeeded } from '../simulation/seeded.ts';
import { choosePoints } from './choose-points.ts';
import type { Style } from './choose-survival.ts';
import type { DiskModel } from './disk-model.ts';
import { findDamage } from './find-damage.ts';
import { openVerifier, type Verifier } from './open-verifier.ts';
import {
  answerEarly,
  commitWithoutWaiting,
  type Fault,
  ignoreFolderSyncs,
  ignoreSyncs,
} from './plant-fault.ts';
import { type Recording, recordRun } from './record-run.ts';

const SEED = 3;
const STEPS = 40;
/** The machine may be busy. */
vi.setConfig({ testTimeout: 150_000 });

let verifier: Verifier;
beforeAll(() => {
  verifier = openVerifier();
});
afterAll(() => verifier[Symbol.asyncDispose]());

/** How many points it takes until the first damage; null if there is none in so many. */
async function pointsUntilDamage(
  recording: Recording,
  { most, ...how }: { readonly most: number; readonly model: DiskModel; readonly style?: Style },
): Promise<number | null> {
  for (const [i, point] of choosePoints(createSeeded(SEED), recording, most).entries()) {
    const cuts = { seed: SEED, keys: null, points: [point], ...how };
    for await (const _ of findDamage(recording, verifier, cuts)) return i + 1;
  }
  return null;
}

const recordWith = (fault: Fault): Promise<Recording> =>
  recordRun({ seed: SEED, keys: null, steps: STEPS, fault });

describe('a mistake made on purpose is found within a few points', () => {
  test.each<[string, Fault, DiskModel]>([
    ['the log is not synced', { disk: ignoreSyncs('pg_wal') }, 'journaling'],
    ['tables are not synced', { disk: ignoreSyncs('base/') }, 'journaling'],
    ['folders are not synced', { disk: ignoreFolderSyncs }, 'strict'],
    ['a commit is answered before it is made', { connector: answerEarly }, 'journaling'],
    ['a commit does not wait for the log', { connector: commitWithoutWaiting }, 'journaling'],
  ])('when %s [DU13]', async (_, fault, model) => {
    const recording = await recordWith(fault);
    expect(await pointsUntilDamage(recording, { most: 8, model })).not.toBeNull();
  });

  test('when nothing is ever synced, unless the disk keeps every write all the same', async () => {
    const recording = await recordWith({ disk: ignoreSyncs('') });
    const model = 'journaling';
    expect(await pointsUntilDamage(recording, { most: 3, model })).not.toBeNull();
    expect(await pointsUntilDamage(recording, { most: 3, model, style: 'kept' })).toBeNull();
  });
});
