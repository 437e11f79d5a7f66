import type { TrailEntry } from '../../wire/desk/trail.ts';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The ids of records that changed, and of those they refer to. */
export function idsInEntries(entries: readonly TrailEntry[]): readonly string[] {
  const found = new Set<string>();
  for (const { id, before, after } of entries.flatMap(({ changes }) => changes)) {
    const values = [id, ...Object.values(before ?? {}), ...Object.values(after ?? {})];
    for (const value of values.flat()) {
      if (typeof value === 'string' && UUID.test(value)) found.add(value);
    }
  }
  return [...found];
}
