import { useMemo } from 'react';
import type { Branch } from '../../shared/model/organisation.ts';
import { knownTimeZone, type TimeZone } from '../../shared/time/time-zone.ts';
import { useSession } from '../state/session-store.ts';
import { useView } from '../state/view-store.ts';
import { type RowsById, useRows } from './rows-store.ts';

export interface BranchTime {
  readonly branch: Branch;
  readonly zone: TimeZone;
}

/** The branch on screen, with the zone in which its day is told; null until the book has come. */
export function useBranch(): BranchTime | null {
  const branches = useRows('branches');
  const chosen = useView((view) => view.branchId);
  const own = useSession((session) => session.replica?.branchId ?? null);
  return useMemo(() => {
    const branch = findBranch(branches, chosen ?? own);
    return branch ? { branch, zone: knownTimeZone(branch.timeZone) } : null;
  }, [branches, chosen, own]);
}

function findBranch(branches: RowsById<'branches'>, wanted: string | null): Branch | undefined {
  const found = wanted === null ? undefined : branches.get(wanted);
  return found ?? [...branches.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))[0];
}
