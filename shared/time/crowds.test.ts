import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { crowdsOf } from './crowds.ts';
import { type Interval, normalise, overlaps } from './interval.ts';

const anInterval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }))
  .map(([startMs, lengthMs]): Interval => ({ startMs, endMs: startMs + lengthMs }));

test('every interval that overlaps another is in one crowd, and only its own overlaps it', () => {
  fc.assert(
    fc.property(fc.array(anInterval, { maxLength: 20 }), (intervals) => {
      const crowds = crowdsOf(intervals);
      const crowded = intervals.filter((a, i) =>
        intervals.some((b, j) => i !== j && overlaps(a, b)),
      );
      expect(new Set(crowds.flat())).toEqual(new Set(crowded));
      expect(crowds.flat()).toHaveLength(crowded.length);
      for (const [i, crowd] of crowds.entries()) {
        const others = crowds.filter((_, j) => j !== i).flat();
        for (const a of crowd) expect(others.some((b) => overlaps(a, b))).toBe(false);
        expect(normalise(crowd)).toHaveLength(1);
      }
    }),
    { numRuns: 500 },
  );
});

test('intervals that only touch are no crowd', () => {
  const touching = [
    { startMs: 5, endMs: 9 },
    { startMs: 0, endMs: 5 },
  ];
  expect(crowdsOf(touching)).toEqual([]);
  expect(crowdsOf([])).toEqual([]);
});

test('a reversed interval is a bug', () => {
  expect(() => crowdsOf([{ startMs: 2, endMs: 1 }])).toThrow('ends after it starts');
});
