import type { Actor } from '../../model/user.ts';

/**
 * Whose alerts a person is shown: those of all branches and of the organisation (`all`), of some
 * branches, or none. They say what everybody does, and are for those who answer for it.
 */
export function decideAlerts({
  role,
  branchIds,
}: Pick<Actor, 'role' | 'branchIds'>): 'all' | 'none' | readonly string[] {
  if (role !== 'admin' && role !== 'manager') return 'none';
  return branchIds.length === 0 ? 'all' : branchIds;
}

/** Whether an alert of a branch, or of the organisation (null), is one of theirs. */
export function maySeeAlert(
  actor: Pick<Actor, 'role' | 'branchIds'>,
  branchId: string | null,
): boolean {
  const whose = decideAlerts(actor);
  if (whose === 'all' || whose === 'none') return whose === 'all';
  return branchId !== null && whose.includes(branchId);
}
