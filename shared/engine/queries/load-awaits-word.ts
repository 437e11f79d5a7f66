import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import { wasPromised } from '../store/was-promised.ts';

/**
 * Whether a claim stands that central may promise as soon as whoever holds the right to its time
 * says that it has seen it and kept quiet; or a booking right waits for this `replica` to say that it
 * has seen what was booked with it.
 */
export async function loadAwaitsWord(
  db: ReadDb,
  organisationId: string,
  replica: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from claim where organisation_id = ${organisationId}
      and not endorsed and not with_right and not overbooked and verdict = 'active'
      and not exists (select 1 from appointment a where a.organisation_id = claim.organisation_id
        and a.id = claim.id and a.over_quota_reason is not null)
      and not ${sql.raw(wasPromised('claim'))}
    union all
    select 1 from handover where organisation_id = ${organisationId} and state = 'taken'
      and to_replica = ${replica}
    limit 1`.execute(db.kysely);
  return rows.length > 0;
}
