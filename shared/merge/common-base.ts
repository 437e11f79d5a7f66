import { canonicalJson } from './canonical-json.ts';
import { type Body, type FieldGroup, fieldOf, withUnknownFields } from './field-group.ts';

/**
 * What two versions were made from, of several that both have seen, the earliest first; null if
 * there is none. Two that were merged into one may each be what a field was made from, so whichever
 * of the versions still has a field as it once was did not edit it; if neither did, the one that has it
 * from earlier. `ofB`: what `b` says to be made from, which `a` has not seen: where `a` has the very
 * values that `b` was made from, `b` was written over them.
 */
export function commonBase(
  seenByBoth: readonly Body[],
  { a, b, ofB }: { readonly a: Body; readonly b: Body; readonly ofB: Body | null },
  groups: readonly FieldGroup[],
): Body | null {
  const last = seenByBoth.at(-1);
  if (last === undefined) return null;
  const base = { ...last };
  for (const group of withUnknownFields(groups, [...seenByBoth, a, b])) {
    if (group.rule === 'add-wins') continue;
    const place = (body: Body): number => seenByBoth.findIndex((one) => isSame(group, one, body));
    const [placeOfA, placeOfB] = [place(a), place(b)];
    const isOverA = ofB !== null && isSame(group, ofB, a);
    if (placeOfA === -1 && placeOfB === -1 && !isOverA) continue;
    const isOfA = placeOfB === -1 || (placeOfA !== -1 && placeOfA < placeOfB);
    for (const field of group.fields) base[field] = fieldOf(isOfA ? a : b, field);
  }
  return base;
}

const isSame = ({ fields }: FieldGroup, a: Body, b: Body): boolean =>
  fields.every((field) => canonicalJson(fieldOf(a, field)) === canonicalJson(fieldOf(b, field)));
