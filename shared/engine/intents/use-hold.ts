import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { WriteTx } from '../store/handles.ts';

/** Checks that the hold a booking comes with still stands. Its end is checked when it is read. */
export async function takeOverHold(
  tx: WriteTx,
  holdId: string | null,
): Promise<Result<null, Refusal>> {
  if (holdId === null) return ok(null);
  const hold = await tx.kysely
    .selectFrom('hold')
    .select('expiresAtMs')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', holdId)
    .executeTakeFirst();
  if (!hold) return err({ kind: 'hold-expired', expiredAtMs: tx.nowMs });
  if (hold.expiresAtMs > tx.nowMs) return ok(null);
  return err({ kind: 'hold-expired', expiredAtMs: hold.expiresAtMs });
}

export async function releaseHold(tx: WriteTx, holdId: string): Promise<void> {
  tx.touched('hold');
  await tx.kysely
    .deleteFrom('hold')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', holdId)
    .execute();
}
