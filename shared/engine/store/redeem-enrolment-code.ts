import { err, ok, type Result } from '../../core/result.ts';
import type { EnrolRefusal, EnrolRequest } from '../../wire/exchange/enrolment.ts';
import type { DeviceTable } from './device-tables.ts';
import type { WriteTx } from './handles.ts';
import { moveHome } from './move-home.ts';
import { putPeer } from './put-peer.ts';
import type { Tables } from './tables.ts';

/**
 * Enrols the device that shows a code, with its public key (raw Ed25519, base64). Refused when the
 * code is unknown, too old, or was used by another key: the same device may ask again, so that a
 * lost answer costs nothing. A device that has a book (`again`) needs a code for that book's place;
 * another is left unused. The first replica of a branch becomes the home of its sessions.
 */
export async function redeemEnrolmentCode(
  tx: WriteTx,
  shown: { readonly codeHash: string; readonly publicKey: string } & Pick<EnrolRequest, 'again'>,
): Promise<Result<DeviceTable, EnrolRefusal>> {
  const code = await tx.kysely
    .selectFrom('enrolmentCode')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('codeHash', '=', shown.codeHash)
    .forUpdate()
    .executeTakeFirst();
  if (!code) return err(WRONG_CODE);
  if (shown.again && !isPlaceOf(code, shown.again)) return err({ kind: 'other-place' });
  if (code.usedAtMs !== null) {
    const before = await enrolledBefore(tx, code.replica, shown.publicKey);
    return before ? ok(before) : err(WRONG_CODE);
  }
  if (code.expiresAtMs <= tx.nowMs) return err(WRONG_CODE);
  await tx.kysely
    .updateTable('enrolmentCode')
    .set({ usedAtMs: tx.nowMs })
    .where('organisationId', '=', tx.book.organisationId)
    .where('codeHash', '=', shown.codeHash)
    .execute();
  if (code.kind === 'branch' && code.branchId) {
    await moveHome(tx, code.branchId, null, code.replica);
  }
  const device = await insertDevice(tx, code, shown.publicKey);
  // Who looks after the computers sees one that never came further than this.
  await putPeer(tx, device, device.enrolledAtMs);
  return ok(device);
}

const WRONG_CODE: EnrolRefusal = { kind: 'wrong-code' };

const isPlaceOf = (
  code: Tables['enrolmentCode'],
  place: NonNullable<EnrolRequest['again']>,
): boolean =>
  code.organisationId === place.organisationId &&
  code.branchId === place.branchId &&
  code.doctorId === place.doctorId &&
  String(code.branchIds.toSorted()) === String(place.branchIds.toSorted());

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
      branchIds: code.branchIds,
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
