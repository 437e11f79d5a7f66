import { sql } from 'kysely';
import { FACT_STATUSES } from '../../model/appointment.ts';
import type { ReadDb } from '../store/handles.ts';
import {
  byAndKey,
  dayOf,
  grouped,
  hourNoOf,
  inSpan,
  type ReportRow,
  type ReportSource,
  shareOfHour,
  spanTable,
  weekdayOf,
} from './report-source.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const COUNTS_A_MS = 1024;
const ARRIVED = FACT_STATUSES.map((status) => `'${status}'`).join(', ');

/** What is counted of visits, by whether it is so of one. */
const COUNTED: Readonly<Record<string, string>> = {
  booked: 'true',
  cancelled: `status = 'cancelled'`,
  late_cancelled: `notice_ms < ${DAY_MS}`,
  cancelled_unknown: `status = 'cancelled' and notice_ms is null`,
  no_show: `status = 'no-show'`,
  arrived: 'has_come',
  seen: `status in ('in-consult', 'completed')`,
  unsaid: 'is_unsaid',
  leads: 'lead_ms is not null',
  waits: 'wait_ms is not null',
};
/** What is added up of them, by what there is of it in one, in the hour in which it begins. */
const ADDED: Readonly<Record<string, string>> = {
  taken_ms: 'case when has_time then first_ms end',
  seen_ms: 'case when has_come then first_ms end',
  lead_ms: 'lead_ms',
  wait_ms: 'wait_ms',
};
const NAMES = [...Object.keys(COUNTED), ...Object.keys(ADDED)];
const names = sql.raw(NAMES.join(', '));
const sums = sql.raw(NAMES.map((name) => `sum(${name})::int8 as ${name}`).join(', '));
const firsts = sql.raw(
  [
    ...Object.entries(COUNTED).map(([name, so]) => `count(*) filter (where ${so}) as ${name}`),
    ...Object.entries(ADDED).map(([name, ms]) => `coalesce(sum(${ms}), 0)::int8 as ${name}`),
  ].join(', '),
);
/** What an hour has of a visit that began in an earlier one. */
const rests = sql.raw(
  NAMES.map((name) => {
    if (name === 'taken_ms') return 'coalesce(sum(share_ms) filter (where has_time), 0)::int8';
    return name === 'seen_ms' ? 'coalesce(sum(share_ms) filter (where has_come), 0)::int8' : '0';
  }).join(', '),
);

const BASE_PARTS = sql.raw(`branch_id, doctor_id, service_id, weekday, hour, day,
  grouping(day) = 0 as is_day`);
const BASE_SETS = sql.raw(
  'group by grouping sets ((branch_id, doctor_id, service_id, weekday, hour), (day))',
);

/**
 * Appointments by what became of them, the time they took, how long before they were made, and how
 * long patients waited. Of a visit over two hours each has its share of the time; it counts once, in
 * the hour in which it begins.
 */
export async function countVisits(db: ReadDb, source: ReportSource): Promise<readonly ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    visit as materialized (${visits(source)}),
    base as materialized (
      select ${BASE_PARTS}, ${firsts} from visit ${BASE_SETS}
      union all select ${BASE_PARTS}, ${rests} from (${LATER_HOURS}) x ${BASE_SETS}),
    part as (
      select ${byAndKey}, ${sums} from base where not is_day
        group by ${grouped(source)} having grouping(day) = 1
      union all select 'day', day::text, ${sums} from base where is_day group by day
      union all ${spread('wait', 'wait_ms', MINUTE_MS)}
      union all ${spread('lead', 'lead_ms', DAY_MS)})
    select by, key, ${names} from part`.execute(db.kysely);
  return rows;
}

const visits = ({ organisationId, doctorId, serviceId, nowMs }: ReportSource) => sql`
  select x.*, ${weekdayOf('day')} as weekday, from_ms % ${sql.lit(DAY_MS)} / ${sql.lit(HOUR_MS)} as hour,
    least(until_ms, (${hourNoOf('from_ms')} + 1) * ${sql.lit(HOUR_MS)}::int8) - from_ms as first_ms
  from (
    select t.branch_id, t.doctor_id, t.service_id, t.status,
      t.start_ms + s.offset_ms as from_ms, t.end_ms + s.offset_ms as until_ms,
      ${dayOf('t.start_ms + s.offset_ms')} as day,
      case when t.status = 'cancelled' then t.start_ms - t.cancelled_ms end as notice_ms,
      case when t.status in ('in-consult', 'completed') and t.came_ms <= t.began_ms
        then t.began_ms - t.came_ms end as wait_ms,
      case when t.import_id is null and t.made_hlc / ${sql.lit(COUNTS_A_MS)} <= t.start_ms
        then t.start_ms - t.made_hlc / ${sql.lit(COUNTS_A_MS)} end as lead_ms,
      t.status in (${sql.raw(ARRIVED)}) as has_come,
      t.status = 'booked' and t.end_ms <= ${nowMs} as is_unsaid,
      t.status <> 'cancelled' and t.id not in (select c.record_id from conflict c
        where c.organisation_id = ${organisationId} and c.kind = 'displaced'
          and c.state = 'open') as has_time
    from span s
    cross join ${inSpan('appointment', organisationId, { doctorId })} t
    where t.status <> 'entered-in-error' and t.superseded_by is null and t.assists_id is null
      and (${serviceId}::uuid is null or t.service_id = ${serviceId}::uuid)) x`;

/** A visit that goes on over an hour, in each of its hours but the first. */
const LATER_HOURS = sql`
  select branch_id, doctor_id, service_id, day, weekday, has_time, has_come, h % 24 as hour,
    ${shareOfHour('from_ms', 'until_ms', 'h')} as share_ms
  from visit, generate_series(${hourNoOf('from_ms')} + 1, ${hourNoOf('until_ms - 1')}) as h
  where until_ms > from_ms + first_ms`;

/** How many had so many whole minutes or days, as rows of the same columns. */
const spread = (by: 'wait' | 'lead', column: string, unitMs: number) =>
  sql.raw(`select '${by}', (${column} / ${unitMs})::text,
    ${NAMES.map((name) => (name === `${by}s` ? 'count(*)' : '0')).join(', ')}
    from visit where ${column} is not null group by ${column} / ${unitMs}`);
