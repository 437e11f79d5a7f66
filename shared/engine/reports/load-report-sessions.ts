import { sql } from 'kysely';
import { ok, type Result } from '../../core/result.ts';
import type { Behind, ReportRefusal, ReportScope, ReportSession } from '../../model/report.ts';
import type { Store } from '../store/open-store.ts';
import { endedSessions, stretches } from './count-overruns.ts';
import type { Reporting } from './load-report.ts';
import { type Counted, readBehind } from './read-behind.ts';
import { spanTable } from './report-source.ts';

/** The sessions of a report that went on for longer than planned, the latest first. */
export async function loadReportSessions(
  store: Store,
  reporting: Reporting,
  scope: ReportScope,
  limit: number,
): Promise<Result<Behind<ReportSession>, ReportRefusal>> {
  // A session is of no one service.
  if (scope.serviceId !== null) return ok({ count: 0, first: [] });
  return readBehind<ReportSession>(store, reporting, { scope, limit }, async (db, source) => {
    const { rows } = await sql<Counted<ReportSession>>`
      with ${spanTable(source.spans)}, ${spanTable(stretches(source.spans), 'stretch')},
      ended as (${endedSessions(source)})
      select w.id as session_id, w.branch_id, w.doctor_id, w.start_ms, w.end_ms,
        w.end_ms + e.over_ms as over_at_ms, count(*) over () as count
      from ended e
      join session w on w.organisation_id = ${source.organisationId} and w.id = e.id
      where e.over_ms > 0
      order by w.start_ms desc, w.id limit ${limit}`.execute(db.kysely);
    return rows;
  });
}
