import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { type Interval, overlaps } from './interval.ts';
import { createIntervalIndex } from './interval-index.ts';

const MINUTE_MS = 60_000;
const YEAR_MIN = 525_600;

/** Mostly minutes long, some as long as years, around 1970 so that cells have negative numbers too. */
const anInterval = fc
  .tuple(
    fc.integer({ min: -600, max: 600 }),
    fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3 * YEAR_MIN })),
  )
  .map(
    ([startMin, lengthMin]): Interval => ({
      startMs: startMin * MINUTE_MS,
      endMs: (startMin + lengthMin) * MINUTE_MS,
    }),
  );

test('finds what a search through all finds, as intervals come and go', () => {
  const step = fc.record({ interval: anInterval, query: anInterval, removes: fc.nat() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const index = createIntervalIndex<Interval>();
      const all: Interval[] = [];
      for (const { interval, query, removes } of steps) {
        index.add(interval);
        all.push(interval);
        const [gone] = removes % 3 === 0 ? all.splice(removes % all.length, 1) : [];
        if (gone !== undefined) index.remove(gone);
        const found = index.overlapping(query);
        expect(new Set(found)).toEqual(new Set(all.filter((other) => overlaps(other, query))));
        expect(found).toHaveLength(new Set(found).size);
      }
    }),
    { numRuns: 300 },
  );
});

test('an interval of all time neither hides nor slows the short ones', () => {
  const index = createIntervalIndex<Interval>();
  const always = { startMs: -8.64e15, endMs: 8.64e15 };
  const short = { startMs: 0, endMs: MINUTE_MS };
  index.add(always);
  index.add(short);
  expect(new Set(index.overlapping(always))).toEqual(new Set([always, short]));
  expect(new Set(index.overlapping(short))).toEqual(new Set([always, short]));
  expect(index.overlapping({ startMs: MINUTE_MS, endMs: 2 * MINUTE_MS })).toEqual([always]);
});

test('an empty interval is a bug', () => {
  const index = createIntervalIndex<Interval>();
  expect(() => index.add({ startMs: 1, endMs: 1 })).toThrow('ends after it starts');
});
