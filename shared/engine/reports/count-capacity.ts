import { sql } from 'kysely';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  inSpan,
  partsBy,
  placeOf,
  type ReportRow,
  type ReportSource,
  shareOfHour,
  spanTable,
} from './report-source.ts';

const DAY_MS = 86_400_000;

/** A day on which a branch is closed, as the time it lasts. */
export interface ClosedTime extends Interval {
  readonly branchId: string;
}

/**
 * How long patients could be booked: working time without its breaks, without closed slots, times
 * off and closed days, as often as there are places at once.
 */
export async function countCapacity(
  db: ReadDb,
  source: ReportSource,
  closed: readonly ClosedTime[],
): Promise<readonly ReportRow[]> {
  const { termByAndKey, grouped } = partsBy(['doctor_id', 'day', 'hour'], source);
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    closed (branch_id, start_ms, end_ms) as materialized (
      select x.b, x.s, x.e from jsonb_to_recordset(${JSON.stringify(
        closed.map(({ branchId: b, startMs: s, endMs: e }) => ({ b, s, e })),
      )}::jsonb) as x (b uuid, s int8, e int8)),
    worked as materialized (${workedTimes(source)}),
    free as (
      select term, doctor_id, capacity, lower(part) + offset_ms as from_ms,
        upper(part) + offset_ms as until_ms
      from worked, unnest(int8multirange(int8range(start_ms, end_ms)) - cuts) as part),
    piece as (
      select term, doctor_id, ${placeOf('h')},
        ${shareOfHour('from_ms', 'until_ms', 'h')} * capacity as share_ms
      from free,
        generate_series(${hourNoOf('from_ms')}, ${hourNoOf('until_ms - 1')}) as h)
    select ${termByAndKey}, sum(share_ms)::int8 as capacity_ms from piece
    ${grouped}`.execute(db.kysely);
  return rows;
}

/** Sessions within the spans, each with what is taken out of it. */
const workedTimes = ({ organisationId, doctorId }: ReportSource) => sql`
  select w.*, coalesce((
    select range_agg(int8range(x.start_ms, x.end_ms)) from (
      select (b ->> 'startMs')::int8, (b ->> 'endMs')::int8 from jsonb_array_elements(w.breaks) b
      union all select t.start_ms, t.end_ms from slot t
        where t.organisation_id = ${organisationId} and t.doctor_id = w.doctor_id
          and t.dot_replica is not null and t.session_id = w.id and not t.deleted
          and t.status <> 'available'
          and t.start_ms < w.end_ms and t.start_ms > w.start_ms - ${sql.lit(DAY_MS)}
      union all select o.start_ms, o.end_ms from time_off o
        where o.organisation_id = ${organisationId} and o.doctor_id = w.doctor_id
          and not o.deleted and o.start_ms < w.end_ms and o.end_ms > w.start_ms
      union all select c.start_ms, c.end_ms from closed c
        where c.branch_id = w.branch_id and c.start_ms < w.end_ms and c.end_ms > w.start_ms
    ) x (start_ms, end_ms) where x.start_ms < x.end_ms), '{}') as cuts
  from (
    select s.term, t.id, t.branch_id, t.doctor_id, t.capacity, t.breaks, s.offset_ms,
      greatest(t.start_ms, s.start_ms) as start_ms, least(t.end_ms, s.end_ms) as end_ms
    from span s
    cross join ${inSpan('session', organisationId, { beforeMs: SESSION_MAX_MS, doctorId })} t
    where not t.deleted and t.end_ms > s.start_ms) w`;
