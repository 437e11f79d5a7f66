import { expect, test } from 'vitest';
import { createTestClock, createTestRandom } from '../../../test/support/engine.ts';
import { createChallenges } from './challenges.ts';

test('a challenge is good once, for a minute, and only where it was issued [LN4]', () => {
  const clock = createTestClock(0);
  const challenges = createChallenges(clock, createTestRandom(1));
  const [first, second] = [challenges.issue(), challenges.issue()];
  expect(first).not.toBe(second);
  expect(challenges.take(first)).toBe(true);
  expect(challenges.take(first)).toBe(false);
  expect(createChallenges(clock, createTestRandom(2)).take(second)).toBe(false);
  clock.advance(60_000);
  expect(challenges.take(second)).toBe(false);
});

test('whoever asks for ever more costs no memory, and takes the oldest away from themselves', () => {
  const challenges = createChallenges(createTestClock(0), createTestRandom(1));
  const issued = Array.from({ length: 300 }, () => challenges.issue());
  expect(issued.filter((one) => challenges.take(one))).toEqual(issued.slice(-256));
});
