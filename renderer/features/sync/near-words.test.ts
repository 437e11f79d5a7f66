import { expect, test } from 'vitest';
import { carryingWords, nearTroubleWords } from './near-words.ts';

const when = (ms: number): string => `at ${ms}`;

test('what a neighbour does for the way to central is said, the last thing first', () => {
  expect(carryingWords({ carries: true, carriedMs: 7 }, when)).toContain('at 7');
  expect(carryingWords({ carries: true, carriedMs: null }, when)).toBe('Reaches it');
  expect(carryingWords({ carries: false, carriedMs: null }, when)).toBe('Does not reach it either');
});

test('every trouble names the address and what to do, and nothing of a program', () => {
  const troubles = [
    ...(['unreachable', 'not-daybook', 'not-for-us', 'unknown-there', 'stranger'] as const),
    ...(['replayed', 'damaged', 'too-often', 'busy'] as const),
  ];
  for (const trouble of troubles) {
    const words = nearTroubleWords('10.0.0.7:47811', trouble);
    expect(words).toContain('10.0.0.7:47811');
    expect(words).not.toContain(`${trouble}.`);
    expect(words.split('.').length).toBeGreaterThan(2);
  }
});
