import type { Session } from '../../model/session.ts';
import { contains, type Interval, overlaps } from '../../time/interval.ts';

type Shared = Pick<
  Session,
  'branchId' | 'doctorId' | 'startMs' | 'endMs' | 'sharedWith' | 'deleted'
>;

/**
 * The other doctors who share a doctor's time at a branch, of these sessions: who is named by the
 * doctor's session around it, or names the doctor, and has working time of their own around it.
 */
export function sharersAt(
  sessions: Iterable<Shared>,
  at: Interval & Pick<Session, 'branchId' | 'doctorId'>,
): readonly string[] {
  const around = [...sessions].filter(
    (one) => one.branchId === at.branchId && !one.deleted && contains(one, at),
  );
  const mine = around.filter(({ doctorId }) => doctorId === at.doctorId);
  if (mine.length === 0) return [];
  const others = around.filter(
    (one) =>
      one.doctorId !== at.doctorId &&
      (one.sharedWith === at.doctorId || mine.some((own) => own.sharedWith === one.doctorId)),
  );
  return [...new Set(others.map(({ doctorId }) => doctorId))].toSorted();
}

/** Who shares some of each session; those that nobody shares are left out. */
export function sharersOfEach<S extends Shared>(
  sessions: readonly S[],
): ReadonlyMap<S, ReadonlySet<string>> {
  const standing = sessions.filter(({ deleted }) => !deleted);
  const byDoctor = Map.groupBy(standing, ({ doctorId }) => doctorId);
  const found = new Map<S, Set<string>>();
  const note = (one: S, other: S) =>
    found.set(one, (found.get(one) ?? new Set()).add(other.doctorId));
  for (const one of standing) {
    if (one.sharedWith === null) continue;
    for (const other of byDoctor.get(one.sharedWith) ?? []) {
      if (other.branchId !== one.branchId || !overlaps(other, one)) continue;
      note(one, other);
      note(other, one);
    }
  }
  return found;
}
