import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import {
  asInterval,
  contains,
  containsInstant,
  durationMs,
  type Interval,
  intersect,
  normalise,
  overlaps,
  subtract,
} from './interval.ts';

const span = (startMs: number, endMs: number): Interval => ({ startMs, endMs });

/** Small whole instants, so that a set of instants is an independent model of a list of intervals. */
const LAST_MS = 60;
const anInterval = fc
  .tuple(fc.integer({ min: 0, max: LAST_MS - 1 }), fc.integer({ min: 1, max: 12 }))
  .map(([startMs, lengthMs]) => span(startMs, startMs + lengthMs));
const intervals = fc.array(anInterval, { maxLength: 12 });

function instantsOf(list: readonly Interval[]): Set<number> {
  const instants = new Set<number>();
  for (const { startMs, endMs } of list)
    for (let ms = startMs; ms < endMs; ms += 1) instants.add(ms);
  return instants;
}

function expectNormal(list: readonly Interval[]): void {
  for (const [i, { startMs, endMs }] of list.entries()) {
    expect(startMs).toBeLessThan(endMs);
    const next = list[i + 1];
    if (next !== undefined) expect(endMs).toBeLessThan(next.startMs);
  }
}

describe('an interval', () => {
  test('holds its start and not its end', () => {
    expect(containsInstant(span(10, 20), 10)).toBe(true);
    expect(containsInstant(span(10, 20), 20)).toBe(false);
    expect(durationMs(span(10, 20))).toBe(10);
  });

  test('that only touches another does not overlap it', () => {
    expect(overlaps(span(10, 20), span(20, 30))).toBe(false);
    expect(overlaps(span(20, 30), span(10, 20))).toBe(false);
    expect(overlaps(span(10, 21), span(20, 30))).toBe(true);
    expect(intersect(span(10, 20), span(20, 30))).toBeNull();
  });

  test('that is empty, reversed or no number is a bug', () => {
    for (const bad of [span(10, 10), span(10, 9), span(Number.NaN, 1), span(1, Number.NaN)]) {
      expect(() => asInterval(bad)).toThrow('ends after it starts');
      expect(() => overlaps(span(0, 1), bad)).toThrow('ends after it starts');
      expect(() => normalise([span(0, 1), bad])).toThrow('ends after it starts');
      expect(() => subtract([span(0, 1)], [bad])).toThrow('ends after it starts');
    }
  });
});

describe('interval arithmetic agrees with sets of instants', () => {
  test('for pairs', () => {
    fc.assert(
      fc.property(anInterval, anInterval, (a, b) => {
        const inB = instantsOf([b]);
        const shared = new Set([...instantsOf([a])].filter((ms) => inB.has(ms)));
        const both = intersect(a, b);
        expect(overlaps(a, b)).toBe(shared.size > 0);
        expect(both === null ? new Set() : instantsOf([both])).toEqual(shared);
        expect(contains(a, b)).toBe(shared.size === inB.size);
      }),
    );
  });

  test('for lists', () => {
    fc.assert(
      fc.property(intervals, intervals, (from, taken) => {
        const merged = normalise(from);
        expect(instantsOf(merged)).toEqual(instantsOf(from));
        expectNormal(merged);
        const left = subtract(from, taken);
        const inTaken = instantsOf(taken);
        const free = [...instantsOf(from)].filter((ms) => !inTaken.has(ms));
        expect(instantsOf(left)).toEqual(new Set(free));
        expectNormal(left);
      }),
      { numRuns: 1000 },
    );
  });
});
