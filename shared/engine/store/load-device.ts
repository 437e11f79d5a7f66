import type { ReadDb } from './handles.ts';
import type { DeviceTable } from './tables.ts';

/** The device that a replica's name belongs to, revoked or not; null when none was enrolled. */
export async function loadDevice(db: ReadDb, replica: string): Promise<DeviceTable | null> {
  const device = await db.kysely
    .selectFrom('device')
    .selectAll()
    .where('replica', '=', replica)
    .executeTakeFirst();
  return device ?? null;
}
