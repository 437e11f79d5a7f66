import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * Checks that the hold a booking comes with still stands, and is that of whoever books: the ids of
 * holds are on every desk's screen. Its end is checked when it is read.
 */
export async function takeOverHold(
  { tx, actor }: IntentContext,
  holdId: string | null,
): Promise<Result<null, Refusal>> {
  if (holdId === null) return ok(null);
  const hold = await tx.kysely
    .selectFrom('hold')
    .select('expiresAtMs')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', holdId)
    .where('userId', '=', actor.userId)
    .executeTakeFirst();
  if (!hold) return err({ kind: 'hold-expired', expiredAtMs: tx.nowMs });
  if (hold.expiresAtMs > tx.nowMs) return ok(null);
  return err({ kind: 'hold-expired', expiredAtMs: hold.expiresAtMs });
}

/** Lets a hold of the person who asks go; another's stays. */
export async function releaseHold({ tx, actor }: IntentContext, holdId: string): Promise<void> {
  tx.touched('hold');
  await tx.kysely
    .deleteFrom('hold')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', holdId)
    .where('userId', '=', actor.userId)
    .execute();
}
