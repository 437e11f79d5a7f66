import type { WriteTx } from './handles.ts';
import { moveHome } from './move-home.ts';
import type { DeviceTable, Tables } from './tables.ts';

/**
 * Enrols the device that shows a code, with its public key (raw Ed25519, base64). Null when the
 * code is unknown, too old, or was used by another key: the same device may ask again, so that a
 * lost answer costs nothing. The first replica of a branch becomes the home of its sessions.
 */
export async function redeemEnrolmentCode(
  tx: WriteTx,
  shown: { readonly codeHash: string; readonly publicKey: string },
): Promise<DeviceTable | null> {
  const code = await tx.kysely
    .selectFrom('enrolmentCode')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('codeHash', '=', shown.codeHash)
    .forUpdate()
    .executeTakeFirst();
  if (!code) return null;
  if (code.usedAtMs !== null) return enrolledBefore(tx, code.replica, shown.publicKey);
  if (code.expiresAtMs <= tx.nowMs) return null;
  await tx.kysely
    .updateTable('enrolmentCode')
    .set({ usedAtMs: tx.nowMs })
    .where('organisationId', '=', tx.book.organisationId)
    .where('codeHash', '=', shown.codeHash)
    .execute();
  if (code.kind === 'branch' && code.branchId) {
    await moveHome(tx, code.branchId, null, code.replica);
  }
  return insertDevice(tx, code, shown.publicKey);
}

async function enrolledBefore(
  tx: WriteTx,
  replica: string,
  publicKey: string,
): Promise<DeviceTable | null> {
  const device = await tx.kysely
    .selectFrom('device')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('replica', '=', replica)
    .where('publicKey', '=', publicKey)
    .where('revokedAtMs', 'is', null)
    .executeTakeFirst();
  return device ?? null;
}

function insertDevice(
  tx: WriteTx,
  code: Tables['enrolmentCode'],
  publicKey: string,
): Promise<DeviceTable> {
  return tx.kysely
    .insertInto('device')
    .values({
      organisationId: tx.book.organisationId,
      replica: code.replica,
      name: code.name,
      kind: code.kind,
      branchId: code.branchId,
      doctorId: code.doctorId,
      publicKey,
      nextPublicKey: null,
      incarnationOf: null,
      replacedBy: null,
      enrolledAtMs: tx.nowMs,
      revokedAtMs: null,
      lastNo: 0,
      lastBatch: null,
      cursor: 0,
      seenCursor: 0,
      heardMs: null,
      exchanges: 0,
      healing: false,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
