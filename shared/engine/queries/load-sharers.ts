import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

/**
 * The other doctors who share a doctor's working time at a branch and have some of their own around
 * it, for the service if one is said, whoever of the two names the other; who has the fewest visits in theirs comes first.
 */
export async function loadSharers(
  db: ReadDb,
  organisationId: string,
  at: Interval & {
    readonly branchId: string;
    readonly doctorId: string;
    readonly serviceId?: string;
  },
): Promise<readonly string[]> {
  const { branchId, doctorId, serviceId = null, startMs, endMs } = at;
  const around = (one: 'mine' | 'other') => {
    const t = sql.raw(one);
    return sql`${t}.branch_id = ${branchId} and not ${t}.deleted
      and ${t}.start_ms <= ${startMs} and ${t}.end_ms >= ${endMs}`;
  };
  const { rows } = await sql<{ readonly doctorId: string }>`
    select other.doctor_id
    from session mine
    join session other on other.organisation_id = mine.organisation_id
      and (other.doctor_id = mine.shared_with or other.shared_with = mine.doctor_id)
      and other.doctor_id <> mine.doctor_id and ${around('other')}
      and (${serviceId}::uuid is null or other.service_ids = '{}'
        or ${serviceId}::uuid = any (other.service_ids))
    where mine.organisation_id = ${organisationId} and mine.doctor_id = ${doctorId}
      and ${around('mine')}
    group by other.doctor_id
    order by min((select count(*) from claim c
        where c.organisation_id = ${organisationId} and c.doctor_id = other.doctor_id
          and c.verdict <> 'displaced'
          and ${sql.raw(visitOverlaps('c', 'other.start_ms', 'other.end_ms'))})),
      other.doctor_id`.execute(db.kysely);
  return rows.map((row) => row.doctorId);
}
