import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Interval } from '../../time/interval.ts';
import { findSessionOverlap } from '../queries/find-session-overlap.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Two sessions of a doctor in one branch may not overlap. One at another branch may be asked for
 * all the same, knowingly: central decides, and until then bookings in it are tentative.
 */
export async function refuseOverlap(
  tx: WriteTx,
  at: { readonly branchId: string; readonly doctorId: string },
  wanted: readonly Interval[],
  options: { readonly requested: boolean; readonly exceptIds?: readonly string[] },
): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const overlap = await findSessionOverlap(tx, organisationId, at, wanted, options.exceptIds);
  if (!overlap) return ok(null);
  const canRequest = overlap.branchId !== at.branchId;
  return canRequest && options.requested
    ? ok(null)
    : err({ kind: 'session-overlap', ...overlap, canRequest });
}
