import { deriveClaims } from '../derive/derive-claims.ts';
import type { WriteTx } from '../store/handles.ts';
import { decideGrant } from './grant-time.ts';

/** Looked at in one go; what is left comes next time. */
const ADMITTED_AT_ONCE_MAX = 50;

/**
 * Appointments that this replica made beyond its quota, in the order in which they were made, where
 * there is room for them now: their maker alone spends its quota, so that it is never spent twice.
 */
export async function admitOverQuota(tx: WriteTx): Promise<void> {
  const waiting = await tx.kysely
    .selectFrom('appointment')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('overQuotaReason', 'is not', null)
    .where('madeBy', '=', tx.book.replica)
    .where('status', '=', 'booked')
    .where('supersededBy', 'is', null)
    .where('endMs', '>', tx.nowMs)
    .orderBy('madeHlc')
    .limit(ADMITTED_AT_ONCE_MAX)
    .execute();
  for (const one of waiting) {
    const as = { appointmentId: one.id, holdId: null, overbook: false, overQuotaReason: null };
    const grant = await decideGrant(tx, { ...one, ...as });
    if (!grant.ok) continue;
    const after = { ...one, ...grant.value.time };
    tx.put('appointment', after, one);
    await tx.flush();
    await deriveClaims(tx, [after]);
  }
}
