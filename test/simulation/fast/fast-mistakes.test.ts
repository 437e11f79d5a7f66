import { expect, test } from 'vitest';
import type { FastMistake } from './fast-world.ts';
import type { PushedRow } from './memory-frames.ts';
import { runFastSeed } from './run-fast-seed.ts';

const WITHIN = 100;

const ofRows = (alter: (row: PushedRow) => PushedRow): FastMistake => ({
  push: (push) => ({ ...push, rows: push.rows.map(alter) }),
});

/** Mistakes that a program could make in what it says, made on purpose. */
const MISTAKES: Readonly<Record<string, FastMistake>> = {
  'acknowledges more than it took': {
    answer: (answer) => ({ ...answer, acked: answer.acked === 0 ? 0 : answer.acked + 1 }),
  },
  'tells nobody what left': { answer: (answer) => ({ ...answer, gone: [] }) },
  'leaves out the last row': {
    answer: (answer) => ({ ...answer, rows: answer.rows.slice(0, -1) }),
  },
  'leaves out the last claim': {
    answer: (answer) => ({ ...answer, claims: answer.claims.slice(0, -1) }),
  },
  'tells each that the right to all time is its own': {
    answer: (answer) => ({
      ...answer,
      homes: Object.fromEntries(Object.keys(answer.homes).map((id) => [id, answer.replica])),
    }),
  },
  'does not say in whose place it goes on': {
    push: (push) => ({ ...push, incarnation: null }),
  },
  'says of no edit what it was made from': ofRows((row) => ({ ...row, base: null })),
};

for (const [name, mistake] of Object.entries(MISTAKES)) {
  test(`it is found within ${WITHIN} seeds of the fast store when the program ${name}`, async () => {
    let found: unknown = null;
    for (let seed = 1; seed <= WITHIN && found === null; seed += 1) {
      found = await runFastSeed(seed, mistake).then(
        () => null,
        (error: unknown) => error,
      );
    }
    expect(String(found)).toContain('shows it');
  }, 120_000);
}
