import { ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { loadHoldMin } from '../queries/load-holds.ts';
import { grantTime } from './grant-time.ts';
import type { IntentHandler } from './intent-context.ts';
import { releaseHold as remove } from './use-hold.ts';

const MINUTE_MS = 60_000;

/** Whether the day is full is asked of whoever books; the time is held meanwhile. */
const HELD = 'Held';

/** Locks a time for a few minutes while someone books. Taking it again renews it. */
export const hold: IntentHandler<'hold'> = async ({ tx, actor }, input) => {
  const access = decideAccess(actor, 'hold', input);
  if (!access.ok) return access;
  const grant = await grantTime(
    { tx },
    {
      ...input,
      appointmentId: null,
      serviceId: null,
      overbook: false,
      overQuotaReason: HELD,
    },
  );
  if (!grant.ok) return grant;
  await forgetExpired(tx);
  const holdMin = await loadHoldMin(tx, tx.book.organisationId, input.branchId);
  const row = {
    organisationId: tx.book.organisationId,
    id: input.holdId,
    branchId: input.branchId,
    doctorId: input.doctorId,
    startMs: input.startMs,
    endMs: input.endMs,
    userId: actor.userId,
    userName: actor.name,
    desk: actor.desk,
    expiresAtMs: tx.nowMs + holdMin * MINUTE_MS,
  };
  tx.touched('hold');
  await tx.kysely
    .insertInto('hold')
    .values(row)
    .onConflict((c) => c.columns(['organisationId', 'id']).doUpdateSet(row))
    .execute();
  return ok({ recordId: input.holdId, undoable: false });
};

/** Lets a held time go again. A hold that is gone already is no reason to complain. */
export const releaseHold: IntentHandler<'release-hold'> = async (context, input) => {
  await remove(context, input.holdId);
  return ok({ recordId: input.holdId, undoable: false });
};

async function forgetExpired(tx: Parameters<typeof hold>[0]['tx']): Promise<void> {
  await tx.kysely
    .deleteFrom('hold')
    .where('organisationId', '=', tx.book.organisationId)
    .where('expiresAtMs', '<=', tx.nowMs)
    .execute();
}
