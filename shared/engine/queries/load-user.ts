import type { User } from '../../model/user.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';

const SELECT_USER = `select ${columnsOf(['id', ...RECORD_KINDS.appUser.fields])} from app_user
  where organisation_id = $1`;

/** The account with this login or id, or null. Signing in is the only reader of its hash. */
export async function loadUser(
  { session }: ReadDb,
  organisationId: string,
  by: { readonly login: string } | { readonly id: string },
): Promise<User | null> {
  // Each message of a desk asks this.
  const { rows } = await ('login' in by
    ? session.query(`${SELECT_USER} and login = $2`, [organisationId, by.login])
    : session.query(`${SELECT_USER} and id = $2`, [organisationId, by.id]));
  return (rows[0] as User | undefined) ?? null;
}
