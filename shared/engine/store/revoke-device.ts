import type { WriteTx } from './handles.ts';

/** Takes a device out of service: from now on nobody exchanges in its name. False if unknown. */
export async function revokeDevice(tx: WriteTx, replica: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.kysely
    .updateTable('device')
    .set({ revokedAtMs: tx.nowMs })
    .where('organisationId', '=', tx.book.organisationId)
    .where('replica', '=', replica)
    .where('revokedAtMs', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
