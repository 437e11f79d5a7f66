import type { Wish, WishOffer } from '../../model/wish.ts';
import { notificationOf } from '../notify/notification-of.ts';
import { withdrawUnsent } from '../notify/withdraw-unsent.ts';
import { loadPerson } from '../queries/load-persons.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * What somebody is to be told of a time that they are offered, in the transaction that offers it.
 * It belongs to the branch that looks after who waits, wherever the time is.
 */
export async function noteOffer(
  { tx, newId }: Pick<IntentContext, 'tx' | 'newId'>,
  { id: wishId, branchId, patientId }: Wish,
  { id: appointmentId, doctorId, startMs, endMs }: WishOffer,
): Promise<void> {
  const patient = await loadPerson(tx, tx.book.organisationId, patientId);
  const about = { appointmentId, wishId, branchId, doctorId, patientId, startMs, endMs };
  const said = { id: newId(), key: newId(), kind: 'offer' as const, atMs: tx.nowMs };
  tx.put('notification', notificationOf(about, patient, said), null);
}

/** The time that was held for an offer is free again, and nobody is told of it any more. */
export async function letGo(tx: WriteTx, offerId: string): Promise<void> {
  tx.touched('hold');
  await tx.kysely
    .deleteFrom('hold')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', offerId)
    .execute();
  await withdrawUnsent(tx, [offerId]);
}
