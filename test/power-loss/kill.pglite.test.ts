import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { BOOKS } from './books.ts';
import { createMortalHost } from './kill-host.ts';
import { openVerifier, type Verifier } from './open-verifier.ts';
import { BOOK } from './record-run.ts';
import { makeScratchFolder } from './scratch-folder.ts';

const SEED = Number(process.env.DAYBOOK_SEED ?? 1);
const LONG = Boolean(process.env.DAYBOOK_LONG);
const ROUNDS = LONG ? 60 : 3;
/** The machine may be busy. */
if (!LONG) vi.setConfig({ testTimeout: 150_000 });
/** Until the clinic is set up, and some more. */
const FIRST_ANSWERS = 25;
const ANSWERS_MAX = 40;

let verifier: Verifier;
beforeAll(() => {
  verifier = openVerifier();
});
afterAll(() => verifier[Symbol.asyncDispose]());

interface Kills {
  /** How many intents were. */
  readonly acknowledged: number;
  readonly problems: readonly string[];
  /** Where the damaged book is; gone if there is none. */
  readonly folder: string;
}

/**
 * Kills a host again and again in one folder, every third time while it starts or recovers. After
 * each a copy is verified, so that the folder itself stays as the host left it. Ends at the
 * first copy that has problems, and leaves its folder to look at.
 */
async function killAgainAndAgain(options: {
  readonly rounds: number;
  readonly keys: BookKeys | null;
  readonly isEarly?: boolean;
}): Promise<Kills> {
  const scratch = makeScratchFolder('killed');
  const [folder, copy] = [join(scratch, 'host'), join(scratch, 'copy')];
  fs.mkdirSync(folder);
  const seeded = createSeeded(SEED);
  const host = createMortalHost({ ...options, folder: join(folder, BOOK), seeded });
  const acknowledged = () => host.asked().filter(({ outcome }) => outcome?.ok).length;
  let problems: readonly string[] = [];
  for (let round = 0; round < options.rounds && problems.length === 0; round += 1) {
    if (round % 3 === 1) await host.killInStart();
    else await host.killAtWork(round === 0 ? FIRST_ANSWERS : 1 + seeded.below(ANSWERS_MAX));
    fs.cpSync(folder, copy, { recursive: true });
    const { keys } = options;
    problems = await verifier.verify({ folder: join(copy, BOOK), keys, asked: host.asked() });
    fs.rmSync(copy, { recursive: true });
  }
  if (problems.length === 0) fs.rmSync(scratch, { recursive: true });
  return { acknowledged: acknowledged(), problems, folder: scratch };
}

test.each(BOOKS)(
  'killed at any moment of its start or its work, a host has everything acknowledged in a book $name [DU6]',
  async ({ keys }) => {
    const { acknowledged, problems, folder } = await killAgainAndAgain({ rounds: ROUNDS, keys });
    expect(problems, `The damaged book is in ${folder}.`).toEqual([]);
    expect(acknowledged).toBeGreaterThan(FIRST_ANSWERS / 2);
  },
);

test('a host that answers before it commits is found out within a few kills', async () => {
  const { problems, folder } = await killAgainAndAgain({ rounds: 10, keys: null, isEarly: true });
  fs.rmSync(folder, { recursive: true, force: true });
  expect(problems.join()).toContain('was acknowledged and is lost');
});
