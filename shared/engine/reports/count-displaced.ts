import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  inSpan,
  partsBy,
  placeOf,
  type ReportRow,
  type ReportSource,
  spanTable,
} from './report-source.ts';

/**
 * Appointments that lost their time to another, whatever became of them then. The visits of the spans
 * are gone through: who was displaced at any time is scattered over all years, and to look each up
 * would hold the database for longer than anything else in a report.
 */
export async function countDisplaced(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  const { organisationId, doctorId, serviceId } = source;
  const which = sql`r.id in (select c.record_id from conflict c
      where c.organisation_id = ${organisationId} and c.kind = 'displaced'
        and c.state <> 'settled-itself')
    and r.status <> 'entered-in-error' and r.assists_id is null
    and (${serviceId}::uuid is null or r.service_id = ${serviceId}::uuid)`;
  const { termByAndKey, grouped } = partsBy(['doctor_id', 'service_id', 'day'], source);
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    lost as (
      select term, doctor_id, service_id, ${placeOf('hour_no')}
      from (
        select s.term, t.doctor_id, t.service_id,
          ${hourNoOf('t.start_ms + s.offset_ms')} as hour_no
        from span s
        cross join ${inSpan('appointment', organisationId, { doctorId, which })} t) x)
    select ${termByAndKey}, count(*) as displaced from lost ${grouped}`.execute(db.kysely);
  return rows;
}
