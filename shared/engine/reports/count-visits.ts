import { type RawBuilder, sql } from 'kysely';
import { FACT_STATUSES } from '../../model/appointment.ts';
import type { ReadDb } from '../store/handles.ts';
import {
  hourNoOf,
  inSpan,
  type Parts,
  partsBy,
  placeOf,
  type ReportRow,
  type ReportSource,
  shareOfHour,
  spanTable,
} from './report-source.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const COUNTS_A_MS = 1024;
const ARRIVED = FACT_STATUSES.map((status) => `'${status}'`).join(', ');

/** What is counted of visits, by whether it is so of one. */
const COUNTED: Readonly<Record<string, string>> = {
  booked: 'status is not null',
  cancelled: `status = 'cancelled'`,
  late_cancelled: `notice_ms < ${DAY_MS}`,
  cancelled_unknown: `status = 'cancelled' and notice_ms is null`,
  no_show: `status = 'no-show'`,
  arrived: 'has_come',
  seen: `status in ('in-consult', 'completed')`,
  unsaid: 'is_unsaid',
  displaced: 'was_displaced',
  leads: 'lead_ms is not null',
  waits: 'wait_ms is not null',
};
/** Sums of int4 are several times cheaper than those of int8, so days are added by themselves. */
const addedMs = (ms: string): string =>
  `coalesce(sum((${ms} / ${DAY_MS})::int4) * ${DAY_MS} + sum((${ms} % ${DAY_MS})::int4), 0)`;
/** What is added up of them, in the hour in which each begins. */
const ADDED: Readonly<Record<string, string>> = {
  taken_ms: 'coalesce(sum(first_ms) filter (where has_time), 0)',
  seen_ms: 'coalesce(sum(first_ms) filter (where has_come), 0)',
  lead_ms: addedMs('lead_ms'),
  wait_ms: addedMs('wait_ms'),
};
const NAMES = [...Object.keys(COUNTED), ...Object.keys(ADDED)];
const names = sql.raw(NAMES.join(', '));
/** Added as float8, which is exact up to 2^53 and several times cheaper than int8. */
const sums = sql.raw(
  [
    ...Object.keys(COUNTED).map((name) => `sum(${name}) as ${name}`),
    ...Object.keys(ADDED).map((name) => `sum(${name}::float8)::int8 as ${name}`),
  ].join(', '),
);
const firsts = sql.raw(
  [
    ...Object.entries(COUNTED).map(
      ([name, so]) => `(count(*) filter (where ${so}))::int4 as ${name}`,
    ),
    ...Object.entries(ADDED).map(([name, added]) => `${added} as ${name}`),
  ].join(', '),
);
/** What an hour has of a visit that began in an earlier one. */
const rests = sql.raw(
  NAMES.map((name) => {
    if (name === 'taken_ms') return 'coalesce(sum(share_ms) filter (where has_time), 0)';
    return name === 'seen_ms' ? 'coalesce(sum(share_ms) filter (where has_come), 0)' : '0';
  }).join(', '),
);

/** Two groupings with few groups each, from which all parts are added up. */
const BASE_PARTS = sql.raw(`term, doctor_id, service_id, day, weekday, hour,
  grouping(day) = 0 as is_day`);
const baseSets = ({ countsDoctorHours = false }: ReportSource): RawBuilder<unknown> =>
  sql.raw(`group by grouping sets ((term, doctor_id, day),
    (term, service_id, ${countsDoctorHours ? 'doctor_id, ' : ''}weekday, hour))`);

/**
 * Appointments by what became of them, the time they took, how long before they were made, how long
 * patients waited, and which lost their time to another, whatever became of them then. Of a visit over
 * two hours each has its share of the time; it counts once, in the hour in which it begins.
 */
export async function countVisits(db: ReadDb, source: ReportSource): Promise<readonly ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    visit as materialized (${visits(source)}),
    base as materialized (
      select ${BASE_PARTS}, ${firsts} from visit ${baseSets(source)}
      union all select ${BASE_PARTS}, ${rests} from (${LATER_HOURS}) x ${baseSets(source)}),
    part as (
      ${partsOf(partsBy(['doctor_id', 'day'], source), 'is_day')}
      union all ${partsOf(partsBy(['service_id', 'hour'], source), 'not is_day')}
      union all ${spread('wait', 'wait_ms', MINUTE_MS)}
      union all ${spread('lead', 'lead_ms', DAY_MS)})
    select term, by, key, ${names} from part`.execute(db.kysely);
  return rows;
}

const partsOf = ({ termByAndKey, grouped }: Parts, which: string): RawBuilder<unknown> =>
  sql`select ${termByAndKey}, ${sums} from base where ${sql.raw(which)} ${grouped}`;

const visits = (source: ReportSource): RawBuilder<unknown> => sql`
  select x.*, ${placeOf('hour_no')},
    ${shareOfHour('from_ms', 'until_ms', 'hour_no')}::int4 as first_ms,
    status <> 'cancelled' and not (was_displaced
      and id in (${displaced(source.organisationId, `= 'open'`)})) as has_time
  from (
    select s.term, t.id, t.doctor_id, t.service_id, c.status,
      t.start_ms + s.offset_ms as from_ms, t.end_ms + s.offset_ms as until_ms,
      ${hourNoOf('t.start_ms + s.offset_ms')} as hour_no,
      case when c.status = 'cancelled' then t.start_ms - t.cancelled_ms end as notice_ms,
      case when c.status in ('in-consult', 'completed') and t.came_ms <= t.began_ms
        then t.began_ms - t.came_ms end as wait_ms,
      case when c.status <> '' and t.import_id is null
          and t.made_hlc / ${sql.lit(COUNTS_A_MS)} <= t.start_ms
        then t.start_ms - t.made_hlc / ${sql.lit(COUNTS_A_MS)} end as lead_ms,
      c.status in (${sql.raw(ARRIVED)}) as has_come,
      c.status = 'booked' and t.end_ms <= ${source.nowMs} as is_unsaid,
      t.id in (${displaced(source.organisationId, `<> 'settled-itself'`)}) as was_displaced
    from span s
    cross join ${visitsInSpan(source)} t
    cross join lateral (select case when t.superseded_by is null then t.status end as status) c
    offset 0) x`;

const visitsInSpan = (source: ReportSource): RawBuilder<unknown> =>
  inSpan('appointment', source.organisationId, { doctorId: source.doctorId, which: isOf(source) });

/** One whose place another has taken counts no more, but for the time that it lost: it has no status. */
const isOf = ({ organisationId, serviceId }: ReportSource): RawBuilder<unknown> => sql`
  r.status <> 'entered-in-error' and r.assists_id is null
  and (r.superseded_by is null
    or r.id in (${displaced(organisationId, `<> 'settled-itself'`)}))
  ${serviceId === null ? sql`` : sql`and r.service_id = ${serviceId}::uuid`}`;

const displaced = (organisationId: string, state: string): RawBuilder<unknown> => sql`
  select c.record_id from conflict c where c.organisation_id = ${organisationId}
    and c.kind = 'displaced' and c.state ${sql.raw(state)}`;

/** A visit that goes on over an hour, in each of its hours but the first. */
const LATER_HOURS = sql`
  select term, doctor_id, service_id, day, weekday, has_time, has_come, h % 24 as hour,
    ${shareOfHour('from_ms', 'until_ms', 'h')}::int4 as share_ms
  from visit, generate_series(hour_no + 1, ${hourNoOf('until_ms - 1')}) as h
  where until_ms > from_ms + first_ms`;

/** How many had so many whole minutes or days, as rows of the same columns. */
const spread = (by: 'wait' | 'lead', column: string, unitMs: number) =>
  sql.raw(`select term, '${by}', (${column} / ${unitMs})::text,
    ${NAMES.map((name) => (name === `${by}s` ? 'count(*)' : '0')).join(', ')}
    from visit where ${column} is not null group by term, ${column} / ${unitMs}`);
