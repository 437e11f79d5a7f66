import type { DeviceTable } from './device-tables.ts';
import type { WriteTx } from './handles.ts';
import { moveHome } from './move-home.ts';
import { moveLent, redirectHandovers } from './move-lent.ts';
import { passQuotas } from './pass-quotas.ts';
import { putPeer } from './put-peer.ts';

/**
 * Takes a device out of service: from now on nobody exchanges in its name, and nothing that it has
 * not handed over yet was promised. The branch it was at home in passes to `successor`, else to
 * another device of the branch, the one heard last, else to central; sessions of other branches
 * that it was lent go back there. False if it is unknown or was retired before.
 */
export async function retireDevice(
  tx: WriteTx,
  replica: string,
  successor?: string,
): Promise<boolean> {
  const retired = await tx.kysely
    .updateTable('device')
    .set({ revokedAtMs: tx.nowMs, replacedBy: successor ?? null })
    .where('organisationId', '=', tx.book.organisationId)
    .where('replica', '=', replica)
    .where('revokedAtMs', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!retired) return false;
  await redirectHandovers(tx, replica, successor ?? null);
  await passQuotas(tx, replica, successor ?? null);
  if (retired.kind === 'branch' && retired.branchId !== null) {
    const heir = successor ?? (await findHeir(tx, retired.branchId));
    await moveHome(tx, retired.branchId, replica, heir);
  }
  await moveLent(tx, replica, successor ?? null);
  await putPeer(tx, retired, retired.heardMs ?? retired.enrolledAtMs);
  noteRetired(tx, retired);
  return true;
}

/** Where the device had no session, nothing else in the transaction is audited. */
function noteRetired(tx: WriteTx, { replica, name, replacedBy }: DeviceTable): void {
  const id = tx.book.organisationId;
  const after = { replica, name, replacedBy, retired: true };
  tx.note({ kind: 'device', id, before: { retired: false }, after });
}

async function findHeir(tx: WriteTx, branchId: string): Promise<string | null> {
  const heir = await tx.kysely
    .selectFrom('device')
    .select('replica')
    .where('organisationId', '=', tx.book.organisationId)
    .where('kind', '=', 'branch')
    .where('branchId', '=', branchId)
    .where('revokedAtMs', 'is', null)
    .orderBy('heardMs', (order) => order.desc().nullsLast())
    .orderBy('replica')
    .executeTakeFirst();
  return heir?.replica ?? null;
}
