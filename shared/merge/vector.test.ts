import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { compareVectors, covers, joinVectors, type Vector, withDot } from './vector.ts';

const REPLICAS = ['salt-lake', 'park-street', 'dr-das', 'central'];
const aVector: fc.Arbitrary<Vector> = fc.dictionary(
  fc.constantFrom(...REPLICAS),
  fc.integer({ min: 1, max: 4 }),
);

/** The independent model: the set of all writes a vector stands for. */
const writesOf = (vector: Vector): Set<string> =>
  new Set(
    Object.entries(vector).flatMap(([replica, counter]) =>
      Array.from({ length: counter }, (_, i) => `${replica} ${i + 1}`),
    ),
  );

const isWithin = (a: Set<string>, b: Set<string>): boolean => [...a].every((write) => b.has(write));

describe('vectors agree with sets of writes', () => {
  test('in what they cover', () => {
    fc.assert(
      fc.property(
        aVector,
        fc.constantFrom(...REPLICAS),
        fc.integer({ min: 1, max: 5 }),
        (vector, replica, counter) => {
          const isIn = writesOf(vector).has(`${replica} ${counter}`);
          expect(covers(vector, { replica, counter })).toBe(isIn);
        },
      ),
    );
  });

  test('in how they stand to each other', () => {
    fc.assert(
      fc.property(aVector, aVector, (a, b) => {
        const aInB = isWithin(writesOf(a), writesOf(b));
        const bInA = isWithin(writesOf(b), writesOf(a));
        const expected = aInB ? (bInA ? 'equal' : 'before') : bInA ? 'after' : 'concurrent';
        expect(compareVectors(a, b)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('when they are joined', () => {
    fc.assert(
      fc.property(aVector, aVector, (a, b) => {
        expect(writesOf(joinVectors(a, b))).toEqual(new Set([...writesOf(a), ...writesOf(b)]));
      }),
    );
  });
});

test('joining is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(aVector, aVector, aVector, (a, b, c) => {
      expect(joinVectors(a, b)).toEqual(joinVectors(b, a));
      expect(joinVectors(joinVectors(a, b), c)).toEqual(joinVectors(a, joinVectors(b, c)));
      expect(joinVectors(a, a)).toEqual(a);
    }),
  );
});

test('the empty vector of a derived row comes before any other', () => {
  expect(compareVectors({}, { 'salt-lake': 1 })).toBe('before');
  expect(compareVectors({}, {})).toBe('equal');
});

test('a dot is used once', () => {
  const dot = { replica: 'central', counter: 3 };
  expect(withDot({ 'dr-das': 1 }, dot)).toEqual({ 'dr-das': 1, central: 3 });
  expect(() => withDot({ central: 3 }, dot)).toThrow('used once');
});

test('a replica named like a property of every object has no writes of its own', () => {
  expect(covers({}, { replica: 'constructor', counter: 1 })).toBe(false);
});
