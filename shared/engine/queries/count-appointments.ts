import { sql } from 'kysely';
import type { FoundSession } from '../../model/found-conflict.ts';
import type { ReadDb } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

/** For each group of sessions, how many appointments still to come about stand in their time. */
export async function countAppointments(
  db: ReadDb,
  organisationId: string,
  groups: readonly (readonly FoundSession[])[],
): Promise<readonly number[]> {
  const spans = groups.flatMap((sessions, at) =>
    sessions.map(({ branchId, doctorId, startMs, endMs }) => ({
      ...{ at, b: branchId, d: doctorId, s: startMs, e: endMs },
    })),
  );
  const { rows } = await sql<{ readonly at: number; readonly count: number }>`
    select p.at, count(distinct a.id)::int4 as count
    from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
      as p(at int4, b uuid, d uuid, s int8, e int8)
    join appointment a on a.organisation_id = ${organisationId} and a.doctor_id = p.d
      and a.branch_id = p.b and ${sql.raw(visitOverlaps('a', 'p.s', 'p.e'))}
    where a.status = 'booked' and a.superseded_by is null
    group by p.at`.execute(db.kysely);
  const byGroup = new Map(rows.map(({ at, count }) => [at, count]));
  return groups.map((_, at) => byGroup.get(at) ?? 0);
}
