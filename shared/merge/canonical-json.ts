import type { Json } from '../core/json.ts';

/**
 * The same text for equal values, whatever order their keys were written in: `jsonb` columns and
 * JavaScript objects order them differently.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${entries.join(',')}}`;
}

/** `Array.isArray` does not tell a read-only list from an object. */
const isList = (value: object): value is readonly Json[] => Array.isArray(value);
