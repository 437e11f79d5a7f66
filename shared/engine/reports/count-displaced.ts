import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  partsBy,
  placeOf,
  type ReportRow,
  type ReportSource,
  spanTable,
} from './report-source.ts';

/** Appointments that lost their time to another, whatever became of them then. */
export async function countDisplaced(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  const { organisationId, doctorId, serviceId } = source;
  const { termByAndKey, grouped } = partsBy(['doctor_id', 'service_id', 'day'], source);
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    lost as (
      select term, doctor_id, service_id, ${placeOf('hour_no')}, id
      from (
        select s.term, t.id, t.doctor_id, t.service_id,
          ${hourNoOf('t.start_ms + s.offset_ms')} as hour_no
        from conflict c
        join appointment t on t.organisation_id = c.organisation_id and t.id = c.record_id
        join span s on s.branch_id = t.branch_id and t.start_ms >= s.start_ms
          and t.start_ms < s.end_ms
        where c.organisation_id = ${organisationId} and c.kind = 'displaced'
          and c.state <> 'settled-itself' and t.status <> 'entered-in-error' and t.assists_id is null
          and (${doctorId}::uuid is null or t.doctor_id = ${doctorId}::uuid)
          and (${serviceId}::uuid is null or t.service_id = ${serviceId}::uuid)) x)
    select ${termByAndKey}, count(distinct id) as displaced from lost ${grouped}`.execute(
    db.kysely,
  );
  return rows;
}
