import { err, ok, type Result } from '../../core/result.ts';
import type { Actor, Role } from '../../model/user.ts';

/** Reports compare doctors with each other. */
const MAY_SEE: readonly Role[] = ['admin', 'manager'];

/** Of these branches, those whose reports a person may see; refused where there are none. */
export function decideReport(
  { role, branchIds }: Actor,
  wanted: readonly string[],
): Result<readonly string[], { readonly kind: 'not-permitted' }> {
  if (!MAY_SEE.includes(role)) return err({ kind: 'not-permitted' });
  const near = wanted.filter((id) => branchIds.length === 0 || branchIds.includes(id));
  return near.length > 0 ? ok(near) : err({ kind: 'not-permitted' });
}
