import type { WriteTx } from './handles.ts';
import { putPeer } from './put-peer.ts';

/** A device announces the key it will sign with; the old one counts until the new one is used. */
export async function announceDeviceKey(
  tx: WriteTx,
  replica: string,
  nextPublicKey: string,
): Promise<void> {
  await tx.kysely
    .updateTable('device')
    .set({ nextPublicKey })
    .where('organisationId', '=', tx.book.organisationId)
    .where('replica', '=', replica)
    .execute();
  noteKey(tx, replica, nextPublicKey);
}

/** The announced key was used: from now on it is the device's only one. */
export async function takeDeviceKey(
  tx: WriteTx,
  replica: string,
  nextPublicKey: string,
): Promise<void> {
  const device = await tx.kysely
    .updateTable('device')
    .set({ publicKey: nextPublicKey, nextPublicKey: null })
    .where('organisationId', '=', tx.book.organisationId)
    .where('replica', '=', replica)
    .where('nextPublicKey', '=', nextPublicKey)
    .returningAll()
    .executeTakeFirst();
  // Those who meet it without central know it by its key.
  if (device) await putPeer(tx, device, device.heardMs ?? device.enrolledAtMs);
  noteKey(tx, replica, nextPublicKey);
}

function noteKey(tx: WriteTx, replica: string, publicKey: string): void {
  const id = tx.book.organisationId;
  tx.note({ kind: 'device', id, before: {}, after: { replica, publicKey } });
}
