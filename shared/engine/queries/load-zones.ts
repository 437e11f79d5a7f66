import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';

/** The time zone of each branch, each zone opened once; UTC for a branch that is not known here. */
export async function loadZones(
  db: ReadDb,
  organisationId: string,
): Promise<(branchId: string) => TimeZone> {
  const rows = await db.kysely
    .selectFrom('branch')
    .select(['id', 'timeZone'])
    .where('organisationId', '=', organisationId)
    .execute();
  const byName = new Map<string, TimeZone>();
  const zones = new Map(
    rows.map(({ id, timeZone }) => {
      const zone = byName.get(timeZone) ?? knownTimeZone(timeZone);
      byName.set(timeZone, zone);
      return [id, zone];
    }),
  );
  const utc = knownTimeZone('UTC');
  return (branchId) => zones.get(branchId) ?? utc;
}
