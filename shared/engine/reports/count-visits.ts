import { sql } from 'kysely';
import { FACT_STATUSES } from '../../model/appointment.ts';
import type { ReadDb } from '../store/handles.ts';
import { NOTED_STEPS } from './noted-steps.ts';
import {
  byAndKey,
  dayOf,
  grouped,
  hourNoOf,
  type ReportRow,
  type ReportSource,
  shareOfHour,
  spanTable,
  weekdayOf,
} from './report-source.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const COUNTS_A_MS = 1024;
const ARRIVED = FACT_STATUSES.map((status) => `'${status}'`).join(', ');

/** What is added up of visits, from a column each of `piece`. */
const ADDED = `booked cancelled late_cancelled cancelled_unknown no_show arrived seen unsaid
  taken_ms seen_ms leads lead_ms waits wait_ms`.split(/\s+/);
const sums = sql.raw(ADDED.map((name) => `sum(${name})::int8 as ${name}`).join(', '));

/**
 * Appointments by what became of them, the time they took, how long before they were made, and how
 * long patients waited. Of a visit over two hours each has its share of the time; it counts once, in
 * the hour in which it begins.
 */
export async function countVisits(db: ReadDb, source: ReportSource): Promise<readonly ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    visit as materialized (${visits(source)}),
    piece as (${PIECES}),
    base as materialized (
      select branch_id, doctor_id, service_id, weekday, hour, day,
        grouping(day) = 0 as is_day, ${sums}
      from piece
      group by grouping sets ((branch_id, doctor_id, service_id, weekday, hour), (day)))
    select ${byAndKey}, ${sums} from base where not is_day
    group by ${grouped(source)} having grouping(day) = 1
    union all select 'day', day::text, ${sql.raw(ADDED.join(', '))} from base where is_day
    union all ${spread('wait', 'wait_ms', MINUTE_MS)}
    union all ${spread('lead', 'lead_ms', DAY_MS)}`.execute(db.kysely);
  return rows;
}

const visits = ({ organisationId, doctorId, serviceId, nowMs }: ReportSource) => sql`
  select v.*, case when status in ('in-consult', 'completed') and came_ms <= began_ms
      then began_ms - came_ms end as wait_ms
  from (
    select t.branch_id, t.doctor_id, t.service_id, t.status,
      t.start_ms + s.offset_ms as from_ms, t.end_ms + s.offset_ms as until_ms,
      ${dayOf('t.start_ms + s.offset_ms')} as day,
      case when t.status = 'cancelled' then t.start_ms - n.cancelled_ms end as notice_ms,
      n.came_ms, n.began_ms,
      case when t.import_id is null and t.made_hlc / ${sql.lit(COUNTS_A_MS)} <= t.start_ms
        then t.start_ms - t.made_hlc / ${sql.lit(COUNTS_A_MS)} end as lead_ms,
      t.status = 'booked' and t.end_ms <= ${nowMs} as is_unsaid,
      t.status <> 'cancelled' and t.id not in (select c.record_id from conflict c
        where c.organisation_id = ${organisationId} and c.kind = 'displaced'
          and c.state = 'open') as has_time
    from span s
    join appointment t on t.organisation_id = ${organisationId} and t.branch_id = s.branch_id
      and t.start_ms >= s.start_ms and t.start_ms < s.end_ms
    cross join lateral (${NOTED_STEPS}) n
    where t.status <> 'entered-in-error' and t.superseded_by is null and t.assists_id is null
      and (${doctorId}::uuid is null or t.doctor_id = ${doctorId}::uuid)
      and (${serviceId}::uuid is null or t.service_id = ${serviceId}::uuid)) v`;

const one = (condition: string, name: string) =>
  `case when is_first and ${condition} then 1 else 0 end as ${name}`;

/** A visit in each of its hours; what is counted once, in the first. */
const PIECES = sql`
  select branch_id, doctor_id, service_id, day, ${weekdayOf('day')} as weekday, h % 24 as hour,
    ${sql.raw(
      [
        one('true', 'booked'),
        one(`status = 'cancelled'`, 'cancelled'),
        one(`notice_ms < ${DAY_MS}`, 'late_cancelled'),
        one(`status = 'cancelled' and notice_ms is null`, 'cancelled_unknown'),
        one(`status = 'no-show'`, 'no_show'),
        one(`status in (${ARRIVED})`, 'arrived'),
        one(`status in ('in-consult', 'completed')`, 'seen'),
        one('is_unsaid', 'unsaid'),
        one('lead_ms is not null', 'leads'),
        one('wait_ms is not null', 'waits'),
      ].join(', '),
    )},
    case when has_time then share_ms else 0 end as taken_ms,
    case when status in (${sql.raw(ARRIVED)}) then share_ms else 0 end as seen_ms,
    case when is_first then coalesce(lead_ms, 0) else 0 end as lead_ms,
    case when is_first then coalesce(wait_ms, 0) else 0 end as wait_ms
  from (
    select visit.*, h, h = ${hourNoOf('from_ms')} as is_first,
      ${shareOfHour('from_ms', 'until_ms', 'h')} as share_ms
    from visit, generate_series(${hourNoOf('from_ms')}, ${hourNoOf('until_ms - 1')}) as h) x`;

/** How many had so many whole minutes or days, as rows of the same columns. */
const spread = (by: 'wait' | 'lead', column: string, unitMs: number) =>
  sql.raw(`select '${by}', (${column} / ${unitMs})::text,
    ${ADDED.map((name) => (name === `${by}s` ? 'count(*)' : '0')).join(', ')}
    from visit where ${column} is not null group by 2`);
