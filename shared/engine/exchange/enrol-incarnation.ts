import type { PushHeader } from '../../wire/exchange/frame-header.ts';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';
import { retireDevice } from '../store/retire-device.ts';
import { isIncarnationName } from './reincarnate.ts';

/** More often than this no disk is copied or set back; a device that asks on is broken. */
const INCARNATIONS_MAX = 50;

/**
 * Makes a replica known that goes on in the place of another of the same device, whose key signed
 * the request. That other may have been replaced itself: the disk is then set back to a backup from
 * before. Null if there is no such other, it has another key, it was retired, or the device has had
 * too many names; and for a name that might be someone else's.
 */
export async function enrolIncarnation(
  tx: WriteTx,
  { replica, incarnation }: Pick<PushHeader, 'replica' | 'incarnation'>,
  publicKey: string | null,
): Promise<DeviceTable | null> {
  if (incarnation === null || !isIncarnationName(replica, incarnation.of)) return null;
  const holder = await findHolder(tx, incarnation.of);
  if (holder === null || (publicKey !== null && holder.publicKey !== publicKey)) return null;
  const device = await tx.kysely
    .insertInto('device')
    .values({
      ...holder,
      replica,
      incarnationOf: incarnation.of,
      enrolledAtMs: tx.nowMs,
      ...{ lastNo: 0, lastBatch: null, cursor: 0, seenCursor: 0, heardMs: null, exchanges: 0 },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (incarnation.replaces) await retireDevice(tx, holder.replica, replica);
  return device;
}

/** Who has the place of `replica` now: itself, or the last of those who took it. */
async function findHolder(tx: WriteTx, replica: string): Promise<DeviceTable | null> {
  let name: string | null = replica;
  for (let taken = 0; taken < INCARNATIONS_MAX && name !== null; taken += 1) {
    const device: DeviceTable | undefined = await tx.kysely
      .selectFrom('device')
      .selectAll()
      .where('organisationId', '=', tx.book.organisationId)
      .where('replica', '=', name)
      .executeTakeFirst();
    if (device?.revokedAtMs === null) return device;
    name = device?.replacedBy ?? null;
  }
  return null;
}
