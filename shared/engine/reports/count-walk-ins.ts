import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  partsBy,
  placeOf,
  type ReportRow,
  type ReportSource,
  spanTable,
} from './report-source.ts';

const COUNTS_A_MS = 1024;

/** Who came without an appointment: how many were served, were lost, and of how many that is open. */
export async function countWalkIns(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  const { termByAndKey, grouped } = partsBy(['doctor_id', 'service_id', 'day', 'hour'], source);
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    came as (select x.*, ${placeOf('hour_no')} from (${walkIns(source)}) x)
    select ${termByAndKey}, count(*) filter (where state = 'served') as walk_ins_served,
      count(*) filter (where state = 'lost') as walk_ins_lost,
      count(*) filter (where state = 'open') as walk_ins_open
    from came ${grouped}`.execute(db.kysely);
  return rows;
}

/**
 * Who came in the spans without an appointment, and whether they went in to a doctor (`served`), left
 * before (`lost`), or that is not known (`open`). Their visit, where they have one, was made after
 * they had come.
 */
export const walkIns = ({
  organisationId,
  doctorId,
  serviceId,
}: ReportSource): RawBuilder<unknown> => sql`
  select * from (
    select s.term, e.id, coalesce(v.doctor_id, e.doctor_id) as doctor_id, e.service_id,
      ${hourNoOf('e.joined_ms + s.offset_ms')} as hour_no,
      case when v.status in ('in-consult', 'completed') then 'served'
        when v.status in ('cancelled', 'no-show', 'entered-in-error') then 'lost'
        when v.id is null and e.state in ('started', 'done') then 'served'
        when e.state = 'left' then 'lost' else 'open' end as state
    from span s
    cross join lateral (select q.* from queue_entry q
      where q.organisation_id = ${organisationId} and q.branch_id = s.branch_id
        and q.joined_ms >= s.start_ms and q.joined_ms < s.end_ms and not q.deleted offset 0) e
    left join appointment v on v.organisation_id = e.organisation_id
      and v.id = e.appointment_id
    where (v.id is null or (v.moves = 0
        and v.made_hlc / ${sql.lit(COUNTS_A_MS)} >= e.joined_ms))
      and (${serviceId}::uuid is null or e.service_id = ${serviceId}::uuid)) w
  where ${doctorId}::uuid is null or doctor_id = ${doctorId}::uuid`;
