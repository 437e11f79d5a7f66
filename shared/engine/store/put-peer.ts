import { derivedId } from '../../core/ids.ts';
import type { DeviceTable } from './device-tables.ts';
import type { WriteTx } from './handles.ts';

const HOUR_MS = 3_600_000;
const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);

/**
 * Lets all replicas know a device by name, and when it was last heard. Told once an hour at most:
 * to say it at every exchange would make each of them news to everyone.
 */
export async function putPeer(tx: WriteTx, device: DeviceTable, heardMs: number): Promise<void> {
  const { organisationId, replica, kind, name, branchId, doctorId } = device;
  const known = { replica, kind, name, branchId, doctorId, retired: device.revokedAtMs !== null };
  const values = { ...known, heardMs, seq: tx.nextSeq() };
  tx.touched('peer');
  await tx.kysely
    .insertInto('peer')
    .values({ organisationId, id: derivedId(organisationId, `peer ${replica}`), ...values })
    .onConflict((c) => c.columns(['organisationId', 'id']).doUpdateSet(values))
    .execute();
}

/** Whether it is an hour since others were told of the device. */
export const isPeerStale = ({ heardMs }: DeviceTable, nowMs: number): boolean =>
  heardMs === null || hourOf(heardMs) !== hourOf(nowMs);
