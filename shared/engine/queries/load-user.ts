import type { User } from '../../model/user.ts';
import type { ReadDb } from '../store/handles.ts';

/** The account with this login or id, or null. Signing in is the only reader of its hash. */
export async function loadUser(
  db: ReadDb,
  organisationId: string,
  by: { readonly login: string } | { readonly id: string },
): Promise<User | null> {
  const users = db.kysely
    .selectFrom('appUser')
    .select(['id', 'login', 'name', 'role', 'doctorId', 'branchIds', 'passwordHash', 'active'])
    .where('organisationId', '=', organisationId);
  const user = await ('login' in by
    ? users.where('login', '=', by.login)
    : users.where('id', '=', by.id)
  ).executeTakeFirst();
  return user ?? null;
}
