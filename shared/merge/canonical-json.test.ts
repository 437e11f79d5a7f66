import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import type { Json } from '../core/json.ts';
import { canonicalJson } from './canonical-json.ts';

const aJson = fc.jsonValue() as fc.Arbitrary<Json>;

/** The same value with every object's keys written in the opposite order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test('the order of keys does not matter, and nothing is left out', () => {
  fc.assert(
    fc.property(aJson, (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the order of a list does', () => {
  expect(canonicalJson(['a', 'b'])).not.toBe(canonicalJson(['b', 'a']));
});
