import { useMemo } from 'react';
import type { Branch } from '../../shared/model/organisation.ts';
import { type DayKey, dayAt } from '../../shared/time/day.ts';
import { knownTimeZone, type TimeZone } from '../../shared/time/time-zone.ts';
import type { DeskSession } from '../../shared/wire/desk/rows.ts';
import { useSession } from '../state/session-store.ts';
import { useView } from '../state/view-store.ts';
import { type RowsById, useRows } from './rows-store.ts';

export interface BranchTime {
  readonly branch: Branch;
  readonly zone: TimeZone;
}

/**
 * The branch on screen, with the zone in which its day is told; null until the book has come. It is
 * the one that was chosen, else where a doctor works on the day shown, else the replica's own.
 */
export function useBranch(): BranchTime | null {
  const branches = useRows('branches');
  const sessions = useRows('sessions');
  const chosen = useView((view) => view.branchId);
  const day = useView((view) => view.day);
  const own = useSession((session) => session.replica?.branchId ?? null);
  const doctorId = useSession((session) => session.me?.doctorId ?? null);
  const worksAt = useMemo(
    () => (doctorId === null ? null : branchOfDay(branches, sessions, doctorId, day)),
    [branches, sessions, doctorId, day],
  );
  return useMemo(() => {
    const branch = findBranch(branches, chosen ?? worksAt ?? own);
    return branch ? { branch, zone: knownTimeZone(branch.timeZone) } : null;
  }, [branches, chosen, worksAt, own]);
}

/** Where the doctor's first session of the day is. */
function branchOfDay(
  branches: RowsById<'branches'>,
  sessions: RowsById<'sessions'>,
  doctorId: string,
  day: DayKey | null,
): string | null {
  const isThen = (session: DeskSession): boolean => {
    const timeZone = branches.get(session.branchId)?.timeZone;
    if (timeZone === undefined) return false;
    const zone = knownTimeZone(timeZone);
    return dayAt(zone, session.startMs) === (day ?? dayAt(zone, Date.now()));
  };
  const [first] = [...sessions.values()]
    .filter((session) => session.doctorId === doctorId && !session.deleted && isThen(session))
    .toSorted((a, b) => a.startMs - b.startMs);
  return first?.branchId ?? null;
}

function findBranch(branches: RowsById<'branches'>, wanted: string | null): Branch | undefined {
  const found = wanted === null ? undefined : branches.get(wanted);
  return found ?? [...branches.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))[0];
}
