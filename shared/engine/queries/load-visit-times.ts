import { sql } from 'kysely';
import type { VisitTimes } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearBranch, type NearBranches } from '../store/near-branches.ts';
import { sqlSamePerson } from '../store/person.ts';

interface Wish {
  readonly patientIds: readonly string[];
  readonly nowMs: number;
  readonly near?: NearBranches;
}

/**
 * When those of these patients who have visits were here last and come next, at the branches that whoever
 * asks is held to. Both times come of one look at a patient's visits: a first and a last one alone are
 * sought through everybody's.
 */
export async function loadVisitTimes(
  db: ReadDb,
  organisationId: string,
  { patientIds, nowMs, near = null }: Wish,
): Promise<readonly VisitTimes[]> {
  const { rows } = await sql<VisitTimes>`
    select m.id as patient_id, v.last_visit_ms, v.next_visit_ms
    from unnest(${[...patientIds]}::uuid[]) as m(id)
    cross join lateral (
      select max(a.start_ms) filter (where a.start_ms <= ${nowMs}) as last_visit_ms,
        min(a.start_ms) filter (where a.start_ms > ${nowMs}) as next_visit_ms
      from appointment a where a.organisation_id = ${organisationId}
        and a.patient_id = any (${sqlSamePerson(sql`${organisationId}`, sql`m.id`)})
        and a.superseded_by is null and a.assists_id is null
        and ${isNearBranch('a.branch_id', near)}
        and a.status not in ('cancelled', 'entered-in-error', 'no-show')) as v
    where v.last_visit_ms is not null or v.next_visit_ms is not null`.execute(db.kysely);
  return rows;
}
