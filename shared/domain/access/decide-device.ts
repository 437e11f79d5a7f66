import { err, ok, type Result } from '../../core/result.ts';
import type { User } from '../../model/user.ts';

/** Whose book a computer has: a branch's, a doctor's at every branch, or those of some branches. */
export interface DevicePlace {
  readonly branchId: string | null;
  readonly doctorId: string | null;
  readonly branchIds: readonly string[];
}

/** May this administrator let such a computer join, or take it out of service? One of their branches'. */
export function decideDevice(
  { branchIds: mine }: Pick<User, 'branchIds'>,
  { branchId, doctorId, branchIds }: DevicePlace,
): Result<null, { readonly kind: 'not-permitted' }> {
  const places = branchId === null ? branchIds : [branchId, ...branchIds];
  const isWithin = doctorId === null && places.every((id) => mine.includes(id));
  return mine.length === 0 || isWithin ? ok(null) : err({ kind: 'not-permitted' });
}
