import { chooseChannel } from '../../domain/notify/choose-channel.ts';
import type { Wish, WishOffer } from '../../model/wish.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentContext } from './intent-context.ts';
import { withdrawUnsent } from './note-notifications.ts';

/**
 * What somebody is to be told of a time that they are offered, in the transaction that offers it.
 * It belongs to the branch that looks after who waits, wherever the time is.
 */
export async function noteOffer(
  { tx, newId }: Pick<IntentContext, 'tx' | 'newId'>,
  { id: wishId, branchId, patientId }: Wish,
  { id: appointmentId, doctorId, startMs, endMs }: WishOffer,
): Promise<void> {
  const patient = await loadRecord(tx, tx.book.organisationId, 'patient', patientId);
  const notification = {
    ...{ id: newId(), appointmentId, wishId, branchId, doctorId, patientId, startMs, endMs },
    ...chooseChannel(patient),
    ...{ kind: 'offer' as const, language: patient?.language ?? ('en' as const) },
    ...{ attempts: 0, key: newId(), reason: null, extra: null, atMs: tx.nowMs, settledMs: null },
  };
  tx.put('notification', notification, null);
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
