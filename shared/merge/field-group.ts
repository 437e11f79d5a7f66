import type { Json } from '../core/json.ts';

/** A record's fields by name. A field that is absent was not known where the record was written. */
export type Body = Readonly<Record<string, Json>>;

/**
 * Fields that make sense only together, and which of two concurrent edits of them stays:
 *
 * - `newer`: the one with the later stamp.
 * - `rank`: the one whose values rank higher; among equals the newer.
 * - `add-wins`: both. The fields are sets of texts, and every addition and removal is kept.
 */
export type FieldGroup = { readonly name: string; readonly fields: readonly string[] } & (
  | { readonly rule: 'newer' }
  | { readonly rule: 'rank'; readonly rank: (values: Body) => number }
  | { readonly rule: 'add-wins' }
);

/**
 * The groups, and one of its own for every field of the bodies that is in none: a field that only
 * a later version knows is merged all the same.
 */
export function withUnknownFields(
  groups: readonly FieldGroup[],
  bodies: readonly Body[],
): FieldGroup[] {
  const known = new Set(groups.flatMap(({ fields }) => fields));
  const unknown = new Set(bodies.flatMap(Object.keys).filter((field) => !known.has(field)));
  return [
    ...groups,
    ...[...unknown].toSorted().map((name): FieldGroup => ({ name, fields: [name], rule: 'newer' })),
  ];
}

/** The value of a field; absent and null are the same to a merge. */
export const fieldOf = (body: Body, field: string): Json =>
  Object.hasOwn(body, field) ? (body[field] ?? null) : null;
