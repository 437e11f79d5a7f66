import type { WriteTx } from './handles.ts';
import type { DeviceTable, Tables } from './tables.ts';

/** Writes collected before they go to the database. */
const PUTS_AT_ONCE = 400;

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
    .where('codeHash', '=', shown.codeHash)
    .execute();
  if (code.kind === 'branch' && code.branchId) await giveHome(tx, code.branchId, code.replica);
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
      enrolledAtMs: tx.nowMs,
      revokedAtMs: null,
      lastNo: 0,
      lastBatch: null,
      cursor: 0,
      seenCursor: 0,
      heardMs: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * A branch without a replica has its sessions at home in central. They move to its first replica,
 * in one transaction with the enrolment: at no time does the right to an hour have two owners.
 */
async function giveHome(tx: WriteTx, branchId: string, replica: string): Promise<void> {
  const { organisationId } = tx.book;
  const branch = await tx.kysely
    .selectFrom('branch')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', branchId)
    .where('homeReplica', 'is', null)
    .executeTakeFirst();
  if (!branch) return;
  tx.put('branch', { ...branch, homeReplica: replica }, branch);
  const atCentral = { organisationId, branchId, homeReplica: tx.book.replica, deleted: false };
  const series = await tx.kysely
    .selectFrom('series')
    .selectAll()
    .where((eb) => eb.and(atCentral))
    .execute();
  for (const one of series) tx.put('series', { ...one, homeReplica: replica }, one);
  await tx.flush();
  // Sessions of a series follow it, unless someone edited them.
  const sessions = await tx.kysely
    .selectFrom('session')
    .selectAll()
    .where((eb) => eb.and(atCentral))
    .where('dotReplica', 'is not', null)
    .execute();
  for (const [i, one] of sessions.entries()) {
    tx.put('session', { ...one, homeReplica: replica }, one);
    if (i % PUTS_AT_ONCE === PUTS_AT_ONCE - 1) await tx.flush();
  }
  await tx.flush();
}
