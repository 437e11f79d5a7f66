import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import type { Sharing } from '../../model/session-change.ts';
import type { WriteTx } from '../store/handles.ts';
import { checkDoctor } from './carry-out-delegation.ts';
import { refuseOverlap } from './refuse-overlap.ts';

/** Whether another doctor may share working time, and be given what there is `made` for them. */
export async function refuseSharing(
  tx: WriteTx,
  { branchId, doctorId }: Pick<Session, 'branchId' | 'doctorId'>,
  sharing: Sharing | null | undefined,
  made: readonly Session[],
): Promise<Result<null, Refusal>> {
  if (!sharing) return ok(null);
  if (sharing.doctorId === doctorId) return err({ kind: 'same-doctor' });
  const works = await checkDoctor(tx, { toDoctorId: sharing.doctorId, branchId });
  if (!works.ok) return works;
  const theirs = { branchId, doctorId: sharing.doctorId };
  const free = await refuseOverlap(tx, theirs, made, { requested: false });
  if (free.ok || free.error.kind !== 'session-overlap') return free;
  const { startMs, endMs } = free.error;
  return err({ kind: 'sharer-works', ...theirs, branchId: free.error.branchId, startMs, endMs });
}
