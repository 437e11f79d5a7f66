import type { PushHeader } from '../../wire/exchange/frame-header.ts';
import type { WriteTx } from '../store/handles.ts';
import { retireDevice } from '../store/retire-device.ts';
import type { DeviceTable } from '../store/tables.ts';

/** More often than this no disk is copied or set back; a device that asks on is broken. */
export const INCARNATIONS_MAX = 50;

/**
 * Makes a replica known that goes on in the place of another of the same device, whose key signed
 * the request. Null if there is no such other, it was retired, or it has had too many successors.
 */
export async function enrolIncarnation(
  tx: WriteTx,
  { replica, incarnation }: Pick<PushHeader, 'replica' | 'incarnation'>,
): Promise<DeviceTable | null> {
  if (incarnation === null) return null;
  const { organisationId } = tx.book;
  const devices = await tx.kysely
    .selectFrom('device')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where((eb) =>
      eb.or([eb('replica', '=', incarnation.of), eb('incarnationOf', '=', incarnation.of)]),
    )
    .execute();
  const former = devices.find((device) => device.replica === incarnation.of);
  if (!former || former.revokedAtMs !== null || devices.length > INCARNATIONS_MAX) return null;
  const device = await tx.kysely
    .insertInto('device')
    .values({
      ...former,
      replica,
      incarnationOf: former.replica,
      enrolledAtMs: tx.nowMs,
      ...{ lastNo: 0, lastBatch: null, cursor: 0, seenCursor: 0, heardMs: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (incarnation.replaces) await retireDevice(tx, former.replica, replica);
  return device;
}
