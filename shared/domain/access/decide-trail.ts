import { err, ok, type Result } from '../../core/result.ts';
import type { Actor, Role } from '../../model/user.ts';

/** The trail says what everybody did, also for the patients of others. */
const MAY_READ: readonly Role[] = ['admin', 'manager'];

/**
 * May this person read the audit trail of a replica? Those who answer for all of the branches, and
 * where the replica is of one branch (`branchId`), those who answer for that.
 */
export function decideTrail(
  { role, branchIds }: Actor,
  branchId: string | null,
): Result<null, { readonly kind: 'not-permitted' }> {
  const isNear = branchIds.length === 0 || (branchId !== null && branchIds.includes(branchId));
  return MAY_READ.includes(role) && isNear ? ok(null) : err({ kind: 'not-permitted' });
}
