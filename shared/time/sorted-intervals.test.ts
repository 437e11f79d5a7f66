import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { overlaps } from './interval.ts';
import { sortIntervals } from './sorted-intervals.ts';

const anInterval = fc
  .tuple(fc.nat(60), fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 })))
  .map(([startMs, lengthMs]) => ({ startMs, endMs: startMs + lengthMs }));

test('the intervals found are those that share an instant, by their start', () => {
  fc.assert(
    fc.property(fc.array(anInterval), fc.array(anInterval), (all, asked) => {
      const overlapping = sortIntervals(all);
      const inOrder = all.toSorted((a, b) => a.startMs - b.startMs);
      for (const one of asked) {
        expect(overlapping(one)).toEqual(inOrder.filter((other) => overlaps(other, one)));
      }
    }),
  );
});
