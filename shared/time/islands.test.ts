import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Interval, normalise, overlaps } from './interval.ts';
import { islandsOf } from './islands.ts';

const anInterval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }))
  .map(([startMs, lengthMs]): Interval => ({ startMs, endMs: startMs + lengthMs }));

test('every interval is on one island, and only its own overlaps it', () => {
  fc.assert(
    fc.property(fc.array(anInterval, { maxLength: 20 }), (intervals) => {
      const islands = [...islandsOf(intervals)];
      expect(new Set(islands.flat())).toEqual(new Set(intervals));
      expect(islands.flat()).toHaveLength(intervals.length);
      for (const [i, island] of islands.entries()) {
        const others = islands.filter((_, j) => j !== i).flat();
        for (const a of island) expect(others.some((b) => overlaps(a, b))).toBe(false);
        expect(normalise(island)).toHaveLength(1);
      }
    }),
    { numRuns: 500 },
  );
});

test('intervals that only touch are on islands of their own', () => {
  const touching = [
    { startMs: 5, endMs: 9 },
    { startMs: 0, endMs: 5 },
  ];
  expect([...islandsOf(touching)]).toEqual([[touching[1]], [touching[0]]]);
  expect([...islandsOf([])]).toEqual([]);
});

test('a reversed interval is a bug', () => {
  expect(() => [...islandsOf([{ startMs: 2, endMs: 1 }])]).toThrow('ends after it starts');
});
