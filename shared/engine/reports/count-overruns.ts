import { sql } from 'kysely';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { ReadDb } from '../store/handles.ts';
import {
  inSpan,
  type ReportRow,
  type ReportSource,
  spanTable,
  type TermSpan,
} from './report-source.ts';

const DAY_MS = 86_400_000;

/**
 * Sessions of which it is known when their last visit was over, how many of them went on for longer
 * than planned, and by how much. A visit that is now of another branch, or more than a day away from
 * the session it was made in, says nothing of that.
 */
export async function countOverruns(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  const { organisationId, doctorId } = source;
  const which = sql`r.status = 'completed' and r.superseded_by is null and r.assists_id is null
    and r.began_ms is not null and r.done_ms is not null`;
  const around = { beforeMs: DAY_MS, afterMs: SESSION_MAX_MS + DAY_MS, which };
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)}, ${spanTable(stretches(source.spans), 'stretch')},
    ended as (
      select s.term, w.doctor_id, max(v.done_ms - w.end_ms) as over_ms
      from span s
      cross join ${inSpan('session', organisationId, { doctorId })} w
      join (
        select t.session_id, t.branch_id, t.start_ms, t.done_ms
        from stretch s
        cross join ${inSpan('appointment', organisationId, around)} t) v
        on v.session_id = w.id and v.branch_id = w.branch_id
        and v.start_ms >= w.start_ms - ${sql.lit(DAY_MS)}
        and v.start_ms < w.end_ms + ${sql.lit(DAY_MS)}
      where not w.deleted
      group by w.id, w.doctor_id, s.term)
    select term, case when grouping(doctor_id) = 0 then 'doctor' else 'all' end as by,
      coalesce(doctor_id::text, '') as key,
      count(*) as sessions_known, count(*) filter (where over_ms > 0) as sessions_over,
      coalesce(sum(over_ms) filter (where over_ms > 0), 0)::int8 as over_ms
    from ended group by grouping sets ((term), (term, doctor_id))`.execute(db.kysely);
  return rows;
}

/** Spans with those that follow at once as one, so that what is around each is looked through once. */
function stretches(spans: readonly TermSpan[]): readonly TermSpan[] {
  const found: TermSpan[] = [];
  for (const [, ofBranch] of Map.groupBy(spans, ({ branchId }) => branchId)) {
    for (const span of ofBranch.toSorted((a, b) => a.startMs - b.startMs)) {
      const last = found.at(-1);
      const follows = last?.branchId === span.branchId && last.endMs === span.startMs;
      if (follows) found[found.length - 1] = { ...last, endMs: span.endMs };
      else found.push(span);
    }
  }
  return found;
}
