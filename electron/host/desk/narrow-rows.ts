import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import type { DeskCollection } from '../../../shared/wire/desk/rows.ts';

/** What rows of all collections have that says of which branch, or doctor, they are. */
interface SomeRow {
  readonly id: string;
  readonly branchId?: string | null;
  readonly branchIds?: readonly string[];
  readonly doctorId?: string | null;
  readonly oneBranchId?: string | null;
  readonly otherBranchId?: string | null;
}

/** Where rows go that a desk may have, and what to do when it has to be shown everything anew. */
interface Hands {
  readonly deliver: (message: DeskDown) => void;
  readonly restart: () => void;
}

/**
 * Takes out of what a desk is sent all that is of other branches than these, whatever collection it
 * is in, and what is of doctors who never worked there. What every computer of the organisation has,
 * as its doctors and services, passes. Of what passes by, nothing is told, not even that it was.
 */
export function narrowRows(
  branchIds: readonly string[],
  { deliver, restart }: Hands,
): (message: DeskDown) => void {
  const near = new Set(branchIds);
  const doctorIds = new Set<string>();
  const shown = new Map<DeskCollection, Set<string>>();
  let isWhole = false;
  return (message) => {
    if (message.type === 'watching') isWhole = true;
    if (message.type !== 'rows') return deliver(message);
    const { collection, reset, gone } = message;
    const rows: readonly SomeRow[] = message.put;
    if (collection === 'doctorBranches') {
      const known = doctorIds.size;
      for (const { branchId, doctorId } of rows) {
        if (branchId && near.has(branchId) && doctorId) doctorIds.add(doctorId);
      }
      // Of a doctor who is new there, rows were held back that are to be seen now.
      if (isWhole && doctorIds.size > known) return restart();
    }
    const isSeen = (row: SomeRow): boolean => isNear(collection, row, { near, doctorIds });
    const before = reset ? new Set<string>() : (shown.get(collection) ?? new Set<string>());
    shown.set(collection, before);
    const put = rows.filter(isSeen);
    const outside = rows.filter((row) => !isSeen(row)).map(({ id }) => id);
    const left = [...gone, ...outside].filter((id) => before.delete(id));
    for (const { id } of put) before.add(id);
    if (!reset && put.length + left.length === 0) return;
    deliver({ ...message, put, gone: left } as unknown as DeskDown);
  };
}

function isNear(
  collection: DeskCollection,
  row: SomeRow,
  { near, doctorIds }: { readonly near: Set<string>; readonly doctorIds: Set<string> },
): boolean {
  if (collection === 'branches') return near.has(row.id);
  if (collection === 'travelTimes') {
    // Both are null between any two that have none of their own.
    return [row.oneBranchId, row.otherBranchId].every((id) => !id || near.has(id));
  }
  if (collection === 'users') {
    const { branchIds = [] } = row;
    return branchIds.length === 0 || branchIds.some((id) => near.has(id));
  }
  if (row.branchId) return near.has(row.branchId);
  return row.doctorId ? doctorIds.has(row.doctorId) : true;
}
