import { err, ok, type Result } from '../../core/result.ts';
import type { Actor, Role } from '../../model/user.ts';

/** Who answers for what leaves the book with the names of patients in it. */
const MAY_NAME: readonly Role[] = ['admin', 'manager', 'doctor'];

/**
 * May this person have a file of a branch, or of a doctor there? People keep to their branches, and
 * doctors to their own book; a list of names is for those who answer for it.
 */
export function decideExport(
  actor: Actor,
  wish: {
    readonly branchId: string;
    readonly doctorId: string | null;
    readonly namesPatients: boolean;
  },
): Result<null, { readonly kind: 'not-permitted' | 'names-not-permitted' }> {
  const isOwn = actor.doctorId !== null && wish.doctorId === actor.doctorId;
  const isNear = actor.branchIds.length === 0 || actor.branchIds.includes(wish.branchId);
  if (actor.role === 'doctor' ? !isOwn : !isNear) return err({ kind: 'not-permitted' });
  if (wish.namesPatients && !MAY_NAME.includes(actor.role)) {
    return err({ kind: 'names-not-permitted' });
  }
  return ok(null);
}
