import { type RawBuilder, sql } from 'kysely';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  inSpan,
  type Parts,
  partsBy,
  type ReportRow,
  type ReportSource,
  spanTable,
  type TermSpan,
} from './report-source.ts';

/** A visit begins so long before its session, or after its end, at most, to say something of it. */
const BEFORE_MS = 86_400_000;
/** No longer: what is kept of four weeks is stale by changes of the three days after them (0046). */
const AFTER_MS = BEFORE_MS / 2;

/**
 * Sessions of which it is known when their last visit was over, how many of them went on for longer
 * than planned, and by how much.
 */
export async function countOverruns(
  db: ReadDb,
  source: ReportSource,
): Promise<readonly ReportRow[]> {
  const { termByAndKey, grouped } = source.detail === 'sums' ? SUMS : PARTS;
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)}, ${spanTable(stretches(source.spans), 'stretch')},
    ended as (${endedSessions(source)})
    select ${termByAndKey},
      count(*) as sessions_known, count(*) filter (where over_ms > 0) as sessions_over,
      coalesce(sum(over_ms) filter (where over_ms > 0), 0)::int8 as over_ms
    from ended ${grouped}`.execute(db.kysely);
  return rows;
}

const SUMS: Parts = partsBy([], { detail: 'sums' });
/** A session is in no one hour, so what is of none has to be told by itself. */
const PARTS: Parts = {
  termByAndKey: sql`term, case when grouping(doctor_id) = 0 then 'doctor'
      when grouping(day) = 0 then 'day' else 'all' end as by,
    coalesce(doctor_id::text, day::text, '') as key`,
  grouped: sql`group by grouping sets ((term), (term, doctor_id), (term, day))`,
};

/** Spans with those that follow at once as one, so that what is around each is looked through once. */
export function stretches(spans: readonly TermSpan[]): readonly TermSpan[] {
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

/**
 * Sessions of the spans of which it is known when their last visit was over, and by how much after
 * their end. A visit that is now of another branch or doctor, or of another day than the session it
 * was made in, says nothing of that. Sessions are told apart by numbers, as ids are slow to sort.
 */
export function endedSessions({ organisationId, doctorId }: ReportSource): RawBuilder<unknown> {
  const which = sql`r.status = 'completed' and r.superseded_by is null and r.assists_id is null
    and r.began_ms is not null and r.done_ms is not null`;
  const around = { doctorId, beforeMs: BEFORE_MS, afterMs: AFTER_MS, which };
  return sql`
    with planned as materialized (
      select s.term, w.id, w.branch_id, w.doctor_id, w.start_ms, w.end_ms,
        ${hourNoOf('w.start_ms + s.offset_ms')} / 24 as day, (row_number() over ())::int4 as no
      from span s
      cross join ${inSpan('session', organisationId, { doctorId })} w
      where not w.deleted),
    done as (
      select w.no, max(v.done_ms) as done_ms
      from planned w
      join (
        select t.session_id, t.branch_id, t.doctor_id, t.start_ms, t.done_ms
        from (
          select branch_id, start_ms, least(end_ms + ${sql.lit(SESSION_MAX_MS)},
            (select max(end_ms) from planned)) as end_ms
          from stretch) s
        cross join ${inSpan('appointment', organisationId, around)} t) v
        on v.session_id = w.id and v.branch_id = w.branch_id and v.doctor_id = w.doctor_id
        and v.start_ms >= w.start_ms - ${sql.lit(BEFORE_MS)}
        and v.start_ms < w.end_ms + ${sql.lit(AFTER_MS)}
      group by w.no)
    select w.term, w.id, w.doctor_id, w.day, d.done_ms - w.end_ms as over_ms
    from planned w join done d on d.no = w.no`;
}
