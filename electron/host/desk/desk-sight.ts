import { branchesInSight } from '../../../shared/domain/access/decide-sight.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { DeskHost } from './desk-host.ts';

/**
 * The branches that what a person sees at this host is of, where books of several are looked at: those
 * that they answer for, as far as their books are here. null: all that there is.
 */
export function nearAt(
  { limits, book }: Pick<DeskHost, 'limits' | 'book'>,
  person: Pick<Actor, 'role' | 'branchIds'>,
): readonly string[] | null {
  if (limits === null) return null;
  const near = branchesInSight(person);
  const here = book()?.branchIds ?? null;
  if (here === null || near === null) return near ?? here;
  return near.filter((id) => here.includes(id));
}
