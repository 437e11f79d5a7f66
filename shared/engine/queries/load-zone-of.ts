import type { ZoneOf } from '../../domain/working-time/work-time.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';

/** The clocks of all branches. */
export async function loadZoneOf(db: ReadDb, organisationId: string): Promise<ZoneOf> {
  const branches = await db.kysely
    .selectFrom('branch')
    .select(['id', 'timeZone'])
    .where('organisationId', '=', organisationId)
    .execute();
  const zones = new Map(branches.map(({ id, timeZone }) => [id, knownTimeZone(timeZone)]));
  const utc = knownTimeZone('UTC');
  return (branchId) => zones.get(branchId) ?? utc;
}
