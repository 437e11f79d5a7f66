import type { Actor } from '../../model/user.ts';

/** Whether a branch is one of the person's; a doctor has their own book at every branch. */
export const isNearActor = ({ role, doctorId, branchIds }: Actor, branchId: string): boolean =>
  role === 'doctor' ? doctorId !== null : branchIds.length === 0 || branchIds.includes(branchId);
