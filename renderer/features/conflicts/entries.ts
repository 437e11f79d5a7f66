import type { FoundConflict } from '../../../shared/model/found-conflict.ts';
import type { DeskConflict } from '../../../shared/wire/desk/rows.ts';

/** A conflict in the list: one that is kept, or one that is found by looking. */
export type Entry =
  | { readonly id: string; readonly kept: DeskConflict; readonly found: null }
  | { readonly id: string; readonly kept: null; readonly found: FoundConflict };

export type EntryKind = DeskConflict['kind'] | FoundConflict['kind'];

/** Of which a person wants to see the list; null is every one. */
export interface Wanted {
  readonly kind: EntryKind | null;
  readonly doctorId: string | null;
  readonly branchId: string | null;
}

export const EVERYTHING: Wanted = { kind: null, doctorId: null, branchId: null };

export const toEntries = (
  kept: readonly DeskConflict[],
  found: readonly FoundConflict[],
): readonly Entry[] => [
  ...kept.map((one) => ({ id: one.id, kept: one, found: null })),
  ...found.map((one) => ({ id: one.id, kept: null, found: one })),
];

export const kindOf = ({ kept, found }: Entry): EntryKind => (kept ?? found).kind;

/** Where it is a conflict: two branches may be part of it. */
function branchIdsOf({ kept, found }: Entry): readonly (string | null)[] {
  if (kept) return [kept.branchId, kept.blockerBranchId];
  const other = found.breach?.other?.branchId ?? null;
  return [...found.sessions.map(({ branchId }) => branchId), other];
}

export const isWanted = (entry: Entry, { kind, doctorId, branchId }: Wanted): boolean =>
  (kind === null || kindOf(entry) === kind) &&
  (doctorId === null || (entry.kept ?? entry.found).doctorId === doctorId) &&
  (branchId === null || branchIdsOf(entry).includes(branchId));
