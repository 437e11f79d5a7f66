import type { Json } from '../core/json.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Body, type FieldGroup, fieldOf } from './field-group.ts';
import type { Hlc } from './hlc.ts';
import { applySetEdit, isUntouched, joinSetEdits, type SetEdit, setEditOf } from './set-edit.ts';

/** When, and where, something was written. No replica gives a stamp twice. */
export interface Stamp {
  readonly hlc: Hlc;
  readonly replica: string;
}

/** What became of the fields of one group, those it left alone included. */
export interface GroupEdit {
  readonly stamp: Stamp;
  readonly values: Body;
}

/** What was made of a record since a base: of groups that stay whole, and of sets by their field. */
export interface Edits {
  readonly groups: ReadonlyMap<FieldGroup, GroupEdit>;
  readonly sets: ReadonlyMap<string, SetEdit>;
}

interface Written {
  readonly body: Body;
  readonly stamp: Stamp;
}

export function editsOf(
  { body, stamp }: Written,
  base: Body,
  fieldGroups: readonly FieldGroup[],
): Edits {
  const groups = new Map<FieldGroup, GroupEdit>();
  const sets = new Map<string, SetEdit>();
  for (const group of fieldGroups) {
    const values = pick(body, group.fields);
    const changed = Object.keys(values).filter((field) => !isSame(values, base, field));
    if (group.rule === 'add-wins') {
      for (const field of changed) {
        const edit = setEditOf(fieldOf(base, field), fieldOf(body, field));
        // A set that is new is told even when it is empty, or the record would be without it.
        if (!isUntouched(edit) || !Object.hasOwn(base, field)) sets.set(field, edit);
      }
    } else if (changed.length > 0) groups.set(group, { stamp, values });
  }
  return { groups, sets };
}

/**
 * Both edits of one base. Commutative, associative and idempotent, because it is the greater of
 * two in a total order for each group, and the union of two sets for each set.
 */
export const mergeEdits = (a: Edits, b: Edits): Edits => ({
  groups: mergeMaps(a.groups, b.groups, greaterEdit),
  sets: mergeMaps(a.sets, b.sets, joinSetEdits),
});

export function applyEdits(base: Body, { groups, sets }: Edits): Body {
  const body: Record<string, Json> = { ...base };
  for (const { values } of groups.values()) Object.assign(body, values);
  for (const [field, edit] of sets) body[field] = applySetEdit(fieldOf(base, field), edit);
  return body;
}

/** What an edit changed in the base and the winning edit has otherwise. */
export function lostValues(edit: GroupEdit, winner: GroupEdit, base: Body): Body {
  const lost = Object.keys(edit.values).filter(
    (field) => !isSame(edit.values, base, field) && !isSame(edit.values, winner.values, field),
  );
  return pick(edit.values, lost);
}

function greaterEdit(a: GroupEdit, b: GroupEdit, group: FieldGroup): GroupEdit {
  const rankDifference = group.rule === 'rank' ? group.rank(a.values) - group.rank(b.values) : 0;
  return (rankDifference || compareStamps(a.stamp, b.stamp)) < 0 ? b : a;
}

function compareStamps(a: Stamp, b: Stamp): number {
  if (a.hlc !== b.hlc) return a.hlc - b.hlc;
  if (a.replica === b.replica) return 0;
  return a.replica < b.replica ? -1 : 1;
}

function mergeMaps<K, V>(
  a: ReadonlyMap<K, V>,
  b: ReadonlyMap<K, V>,
  join: (a: V, b: V, key: K) => V,
): Map<K, V> {
  const merged = new Map(a);
  for (const [key, valueB] of b) {
    const valueA = a.get(key);
    merged.set(key, valueA === undefined ? valueB : join(valueA, valueB, key));
  }
  return merged;
}

const pick = (body: Body, fields: readonly string[]): Body =>
  Object.fromEntries(
    fields
      .filter((field) => Object.hasOwn(body, field))
      .map((field) => [field, fieldOf(body, field)]),
  );

const isSame = (a: Body, b: Body, field: string): boolean =>
  canonicalJson(fieldOf(a, field)) === canonicalJson(fieldOf(b, field));
