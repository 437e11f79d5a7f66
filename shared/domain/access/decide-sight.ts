import type { Actor } from '../../model/user.ts';

type Person = Pick<Actor, 'role' | 'branchIds'>;

/**
 * Of which branches somebody sees what is for those who answer for them: of all and of the
 * organisation itself (`all`), of some branches, or of none.
 */
export function decideSight({ role, branchIds }: Person): 'all' | 'none' | readonly string[] {
  if (role !== 'admin' && role !== 'manager') return 'none';
  return branchIds.length === 0 ? 'all' : branchIds;
}

/** The branches that a person is held to where the book of several is looked at; null: to none. */
export function branchesInSight(person: Person): readonly string[] | null {
  const sight = decideSight(person);
  if (sight === 'all') return null;
  return sight === 'none' ? [] : sight;
}
