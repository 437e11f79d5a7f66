import { type RawBuilder, sql } from 'kysely';
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

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const COUNTS_A_MS = 1024;
/**
 * Statuses as numbers, by which a visit is told apart several times as fast as by their text; those
 * who have come are last, and of them those who went in.
 */
const STATES = [
  'cancelled',
  'no-show',
  'booked',
  'arrived',
  'checked-in',
  'in-consult',
  'completed',
];
const stateOf = (status: (typeof STATES)[number]): number => STATES.indexOf(status);
const HAS_COME = `state >= ${stateOf('arrived')}`;
const IS_SEEN = `state >= ${stateOf('in-consult')}`;

/** What is counted of visits, by whether it is so of one. */
const COUNTED: Readonly<Record<string, string>> = {
  booked: 'state is not null',
  cancelled: `state = ${stateOf('cancelled')}`,
  late_cancelled: 'is_late',
  cancelled_unknown: `state = ${stateOf('cancelled')} and is_late is null`,
  no_show: `state = ${stateOf('no-show')}`,
  arrived: HAS_COME,
  seen: IS_SEEN,
  unsaid: 'is_unsaid',
  displaced: 'was_displaced',
  leads: 'lead_days is not null',
  waits: 'wait_days is not null',
};
/** What is added up of them, in the hour in which each begins: sums of int4 cost a part of those of int8. */
const ADDED: Readonly<Record<string, string>> = {
  taken_ms: 'coalesce(sum(first_ms) filter (where has_time), 0)',
  seen_ms: `coalesce(sum(first_ms) filter (where ${HAS_COME}), 0)`,
  lead_ms: `coalesce(sum(lead_days) * ${DAY_MS} + sum(lead_rest_ms), 0)`,
  wait_ms: `coalesce(sum(wait_days) * ${DAY_MS} + sum(wait_rest_ms), 0)`,
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
    return name === 'seen_ms' ? `coalesce(sum(share_ms) filter (where ${HAS_COME}), 0)` : '0';
  }).join(', '),
);

/** What sums are told apart by, and the grouping by it. */
interface Base {
  readonly columns: RawBuilder<unknown>;
  readonly grouped: RawBuilder<unknown>;
}

/** Two groupings with few groups each, from which all parts are added up; of sums alone, one. */
function baseOf({ detail }: ReportSource): Base {
  if (detail === 'sums') return { columns: sql`term`, grouped: sql`group by term` };
  const doctor = detail === 'doctor-hours' ? 'doctor_id, ' : '';
  return {
    columns: sql`term, doctor_id, service_id, day, weekday, hour, grouping(day) = 0 as is_day`,
    grouped: sql.raw(`group by grouping sets ((term, doctor_id, day),
      (term, service_id, ${doctor}weekday, hour))`),
  };
}

/**
 * Appointments by what became of them, the time they took, how long before they were made, how long
 * patients waited, and which lost their time to another, whatever became of them then. Of a visit over
 * two hours each has its share of the time; it counts once, in the hour in which it begins.
 */
export async function countVisits(db: ReadDb, source: ReportSource): Promise<readonly ReportRow[]> {
  const { columns, grouped } = baseOf(source);
  const { rows } = await sql<ReportRow>`
    with ${spanTable(source.spans)},
    visit as materialized (${visits(source)}),
    base as materialized (
      select ${columns}, ${firsts} from visit ${grouped}
      union all select ${columns}, ${rests} from (${LATER_HOURS}) x ${grouped}),
    part as (
      ${allParts(source)}
      union all ${spread('wait', `wait_days * 1440 + wait_rest_ms / 60000`)}
      union all ${spread('lead', 'lead_days')})
    select term, by, key, ${names} from part`.execute(db.kysely);
  return rows;
}

const allParts = (source: ReportSource): RawBuilder<unknown> =>
  source.detail === 'sums'
    ? partsOf(partsBy([], source), 'true')
    : sql`${partsOf(partsBy(['doctor_id', 'day'], source), 'is_day')}
      union all ${partsOf(partsBy(['service_id', 'hour'], source), 'not is_day')}`;

const partsOf = ({ termByAndKey, grouped }: Parts, which: string): RawBuilder<unknown> =>
  sql`select ${termByAndKey}, ${sums} from base where ${sql.raw(which)} ${grouped}`;

/** What is read of it again and again has no column that is not. */
const visits = (source: ReportSource): RawBuilder<unknown> => sql`
  select term, doctor_id, service_id, state, is_late, is_unsaid, was_displaced, took_ms, local_ms,
    hour_no, ${placeOf('hour_no')},
    least(took_ms, ${sql.lit(HOUR_MS)} - in_hour_ms)::int4 as first_ms,
    state > 0 and not (was_displaced
      and id in (${displaced(source.organisationId, `= 'open'`)})) as has_time,
    (lead_ms / ${sql.lit(DAY_MS)})::int4 as lead_days, (lead_ms % ${sql.lit(DAY_MS)})::int4 as lead_rest_ms,
    (wait_ms / ${sql.lit(DAY_MS)})::int4 as wait_days, (wait_ms % ${sql.lit(DAY_MS)})::int4 as wait_rest_ms
  from (
    select y.*,
      case when state = ${sql.lit(stateOf('cancelled'))}
        then start_ms - cancelled_ms < ${sql.lit(DAY_MS)} end as is_late,
      case when ${sql.raw(IS_SEEN)} and came_ms <= began_ms then began_ms - came_ms end as wait_ms,
      case when state is not null and import_id is null and made_ms <= start_ms
        then start_ms - made_ms end as lead_ms,
      state = ${sql.lit(stateOf('booked'))} and end_ms <= ${source.nowMs} as is_unsaid,
      (local_ms / ${sql.lit(HOUR_MS)})::int4 as hour_no,
      (local_ms % ${sql.lit(HOUR_MS)})::int4 as in_hour_ms
    from (
      select s.term, t.id, t.doctor_id, t.service_id, t.start_ms, t.end_ms, t.cancelled_ms, t.came_ms,
        t.began_ms, t.import_id, t.made_hlc / ${sql.lit(COUNTS_A_MS)} as made_ms,
        t.start_ms + s.offset_ms as local_ms, t.end_ms - t.start_ms as took_ms,
        case when t.superseded_by is null then case t.status
          ${sql.raw(
            STATES.toReversed()
              .map((status) => `when '${status}' then ${stateOf(status)}`)
              .join(' '),
          )} end end as state,
        t.id in (${displaced(source.organisationId, `<> 'settled-itself'`)}) as was_displaced
      from span s
      cross join ${visitsInSpan(source)} t
      offset 0) y
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
  select term, doctor_id, service_id, day, weekday, has_time, state, h % 24 as hour,
    ${shareOfHour('local_ms', '(local_ms + took_ms)', 'h')}::int4 as share_ms
  from visit, generate_series(hour_no + 1, ${hourNoOf('local_ms + took_ms - 1')}) as h
  where took_ms > first_ms`;

/** How many had so many whole minutes or days, as one text for each term: `12 1 13 5`. */
const spread = (by: 'wait' | 'lead', at: string): RawBuilder<unknown> =>
  sql.raw(`select term, '${by}', string_agg(at || ' ' || n, ' '), ${NAMES.map(() => '0').join(', ')}
    from (select term, ${at} as at, count(*) as n from visit
      where ${by}_days is not null group by 1, 2) x
    group by term`);
