import type { DeviceTable } from './device-tables.ts';
import type { ReadDb } from './handles.ts';

/** More organisations than this have no replica of one name; the key tells which it is. */
const NAMESAKES_MAX = 10;

/** The device that a replica's name belongs to, revoked or not; null when none was enrolled. */
export async function loadDevice(
  db: ReadDb,
  { organisationId, replica }: { readonly organisationId: string; readonly replica: string },
): Promise<DeviceTable | null> {
  const device = await db.kysely
    .selectFrom('device')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('replica', '=', replica)
    .executeTakeFirst();
  return device ?? null;
}

/** The devices that have a replica's name, in whichever organisation. */
export const loadNamesakes = (db: ReadDb, replica: string): Promise<readonly DeviceTable[]> =>
  db.kysely
    .selectFrom('device')
    .selectAll()
    .where('replica', '=', replica)
    .orderBy('organisationId')
    .limit(NAMESAKES_MAX)
    .execute();
