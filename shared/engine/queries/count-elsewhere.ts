import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { AffectedElsewhere } from '../../wire/desk/absences.ts';
import type { ReadDb } from '../store/handles.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

/** More branches than one doctor works at. */
const BRANCHES_MAX = 50;

/**
 * How many visits of a doctor fall into any of the times at branches whose patients are not known
 * here: of them the time alone is.
 */
export async function countElsewhere(
  { kysely }: ReadDb,
  organisationId: string,
  doctorId: string | null,
  times: readonly Interval[],
): Promise<readonly AffectedElsewhere[]> {
  if (doctorId === null) return [];
  const spans = JSON.stringify(times.map(({ startMs, endMs }) => ({ s: startMs, e: endMs })));
  const { rows } = await sql<AffectedElsewhere>`
    select c.branch_id as "branchId", count(distinct c.id)::int4 as count
    from jsonb_to_recordset(${spans}::jsonb) as p(s int8, e int8)
    join claim c on c.organisation_id = ${organisationId} and c.doctor_id = ${doctorId}
      and c.verdict = 'active' and ${sql.raw(visitOverlaps('c', 'p.s', 'p.e'))}
    where not exists (select from appointment a
      where a.organisation_id = c.organisation_id and a.id = c.id)
    group by c.branch_id order by c.branch_id limit ${BRANCHES_MAX}`.execute(kysely);
  return rows;
}
