import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { User } from '../../model/user.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/**
 * Stores an account. Nobody gives more than they have: an administrator of some branches makes
 * accounts of those; and an administrator of all is always left, or nobody could let anyone in.
 */
export const saveUser: IntentHandler<'save-user'> = async (context, input) => {
  const { tx, actor } = context;
  const { organisationId } = tx.book;
  const access = decideAccess(actor, 'save-user', {});
  if (!access.ok) return access;
  const before = await loadRecord(tx, organisationId, 'appUser', input.id);
  const passwordHash = input.passwordHash ?? before?.passwordHash;
  if (passwordHash === undefined)
    return err({ kind: 'malformed', problems: ['password: missing'] });
  const after = { ...input, passwordHash };
  if (![before, after].every((user) => user === null || isWithin(actor.branchIds, user))) {
    return err({ kind: 'not-permitted', intent: 'save-user', role: actor.role });
  }
  const unfit = await findUnfit(context, input);
  if (!unfit.ok) return unfit;
  if (answersForAll(before) && !answersForAll(after) && !(await hasOther(context, input.id))) {
    return err({ kind: 'last-admin', name: after.name });
  }
  tx.put('appUser', after, before);
  return ok({ recordId: input.id, undoable: false });
};

/** Whether an account reaches no branch beyond these; none of these means all. */
const isWithin = (mine: readonly string[], { branchIds }: Pick<User, 'branchIds'>): boolean =>
  mine.length === 0 || (branchIds.length > 0 && branchIds.every((id) => mine.includes(id)));

const answersForAll = (user: User | null): boolean =>
  user?.active === true && user.role === 'admin' && user.branchIds.length === 0;

async function findUnfit(
  { tx }: IntentContext,
  { id, login, branchIds }: IntentInput<'save-user'>,
): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const sameLogin = await tx.kysely
    .selectFrom('appUser')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('login', '=', login)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (sameLogin) return err({ kind: 'name-taken', name: login });
  for (const branchId of branchIds) {
    const branch = await loadRecord(tx, organisationId, 'branch', branchId);
    if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  }
  return ok(null);
}

async function hasOther({ tx }: IntentContext, id: string): Promise<boolean> {
  const others = await tx.kysely
    .selectFrom('appUser')
    .select('branchIds')
    .where('organisationId', '=', tx.book.organisationId)
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .where('id', '<>', id)
    .execute();
  return others.some(({ branchIds }) => branchIds.length === 0);
}
