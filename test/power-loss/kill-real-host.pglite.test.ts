import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSeeded } from '../simulation/seeded.ts';
import { openMortalRealHost } from './kill-real-host.ts';
import { openVerifier } from './open-verifier.ts';
import { makeScratchFolder } from './scratch-folder.ts';

const SEED = Number(process.env.DAYBOOK_SEED ?? 1);
const LONG = Boolean(process.env.DAYBOOK_LONG);
const ROUNDS = LONG ? 40 : 3;
const ANSWERS_MAX = 40;
/** Each round starts a host and opens a copy of its book, on a machine that may be busy. */
const SLOW_MS = ROUNDS * 100_000;

test(
  'the host itself, killed at any moment with desks at work on their lines, has everything acknowledged once, and of visits that were booked together all or none [DU6] [RB3]',
  async () => {
    await using verifier = openVerifier();
    const scratch = makeScratchFolder('killed-host');
    const seeded = createSeeded(SEED);
    const host = await openMortalRealHost(scratch, seeded);
    const before = host.asked().length;
    const copy = join(scratch, 'copy');
    let problems: readonly string[] = [];
    for (let round = 0; round < ROUNDS && problems.length === 0; round += 1) {
      if (round % 3 === 1) await host.killInStart();
      else await host.killAtWork(1 + seeded.below(ANSWERS_MAX));
      fs.cpSync(join(scratch, 'data'), copy, { recursive: true });
      const { keys, asked } = host;
      problems = await verifier.verify({ folder: join(copy, 'book'), keys, asked: asked() });
      fs.rmSync(copy, { recursive: true });
    }
    expect(problems, `The damaged book is in ${scratch}.`).toEqual([]);
    const done = host.asked().filter(({ outcome }) => outcome?.ok).length;
    expect(done).toBeGreaterThan(before);
    fs.rmSync(scratch, { recursive: true });
  },
  SLOW_MS,
);
