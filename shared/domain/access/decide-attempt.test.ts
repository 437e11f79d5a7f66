import { expect, test } from 'vitest';
import { type Attempts, decideAttempt } from './decide-attempt.ts';

test('after a few attempts, each has to wait twice as long, up to five minutes', () => {
  let known: Attempts | null = null;
  const waits: number[] = [];
  for (let n = 0; n < 16; n += 1) {
    const nowMs: number = known?.allowedAtMs ?? 0;
    const decided = decideAttempt(known, nowMs);
    if (decided.kind === 'early') throw new Error('It was not too early.');
    known = decided.attempts;
    waits.push((known.allowedAtMs - nowMs) / 1000);
  }
  expect(waits).toEqual([0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]);
});

test('one that comes too early counts nothing, and after an hour all is forgotten', () => {
  const known = { tries: 9, allowedAtMs: 50_000, lastMs: 18_000 };
  expect(decideAttempt(known, 49_999)).toEqual({ kind: 'early', retryAtMs: 50_000 });
  expect(decideAttempt(known, 18_000 + 3_600_001)).toMatchObject({ attempts: { tries: 1 } });
});
