import type { Actor } from '../../model/user.ts';
import { decideSight } from './decide-sight.ts';

/**
 * Whether an alert of a branch, or of the organisation (null), is one of theirs. Alerts say what
 * everybody does, and are for those who answer for it.
 */
export function maySeeAlert(
  actor: Pick<Actor, 'role' | 'branchIds'>,
  branchId: string | null,
): boolean {
  const whose = decideSight(actor);
  if (whose === 'all' || whose === 'none') return whose === 'all';
  return branchId !== null && whose.includes(branchId);
}
