import { assert } from '../core/assert.ts';
import type { Json } from '../core/json.ts';

/** What was done to a set of texts since a base that both sides know. */
export interface SetEdit {
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

export function setEditOf(base: Json, now: Json): SetEdit {
  const before = textsOf(base);
  const after = textsOf(now);
  return {
    added: new Set([...after].filter((text) => !before.has(text))),
    removed: new Set([...before].filter((text) => !after.has(text))),
  };
}

export const isUntouched = ({ added, removed }: SetEdit): boolean =>
  added.size + removed.size === 0;

/** Both edits. They cannot contradict: only what was absent is added, only what was there is removed. */
export const joinSetEdits = (a: SetEdit, b: SetEdit): SetEdit => ({
  added: new Set([...a.added, ...b.added]),
  removed: new Set([...a.removed, ...b.removed]),
});

/** The base's texts in their order, without the removed, then the added ones by name. */
export const applySetEdit = (base: Json, { added, removed }: SetEdit): string[] => [
  ...[...textsOf(base)].filter((text) => !removed.has(text)),
  ...[...added].toSorted(),
];

function textsOf(value: Json): Set<string> {
  if (value === null) return new Set();
  assert(
    Array.isArray(value) && value.every((text) => typeof text === 'string'),
    'A field merged as a set is a list of texts.',
  );
  return new Set<string>(value);
}
