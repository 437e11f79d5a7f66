import { sql } from 'kysely';
import type { Result } from '../../core/result.ts';
import type { Behind, ReportRefusal, ReportScope, ReportWalkIn } from '../../model/report.ts';
import type { Store } from '../store/open-store.ts';
import { ofPerson } from '../store/person.ts';
import { walkIns } from './count-walk-ins.ts';
import type { Reporting } from './load-report.ts';
import { type Counted, readBehind } from './read-behind.ts';
import { spanTable } from './report-source.ts';

/** Who came without an appointment and was served, or was lost, as a report counts them; the latest first. */
export const loadReportWalkIns = (
  store: Store,
  reporting: Reporting,
  scope: ReportScope,
  { state, limit }: { readonly state: 'served' | 'lost' | 'open'; readonly limit: number },
): Promise<Result<Behind<ReportWalkIn>, ReportRefusal>> =>
  readBehind<ReportWalkIn>(store, reporting, { scope, limit }, async (db, source) => {
    const { organisationId } = source;
    const { rows } = await sql<Counted<ReportWalkIn>>`
      with ${spanTable(source.spans)},
      met as (select w.id, w.doctor_id, count(*) over () as count
        from (${walkIns(source)}) w where w.state = ${state})
      select q.id as entry_id, q.branch_id, x.doctor_id, q.joined_ms, q.appointment_id, q.state,
        q.reason,
        coalesce(${sql.raw(ofPerson('name'))}, '') as patient_name,
        coalesce(c.name, '') as service_name, x.count
      from met x
      join queue_entry q on q.organisation_id = ${organisationId} and q.id = x.id
      left join patient p on p.organisation_id = ${organisationId} and p.id = q.patient_id
      left join service c on c.organisation_id = ${organisationId} and c.id = q.service_id
      order by q.joined_ms desc, q.id limit ${limit}`.execute(db.kysely);
    return rows;
  });
