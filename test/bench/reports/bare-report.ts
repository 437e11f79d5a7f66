import type { Session } from '../../../shared/engine/store/session.ts';
import { ORGANISATION } from '../../support/engine.ts';

const OFFSET_MS = 19_800_000;

export interface BareScope {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Of the days before, a report says sums and spreads alone. */
  readonly isFormer?: boolean;
  readonly doctorId: string | null;
  readonly serviceId: string | null;
}

/** Some of the counts of all, so that both can be seen to have counted the same. */
export interface BareCounts {
  readonly booked: number;
  readonly waits: number;
  readonly takenMs: number;
  readonly capacityMs: number;
  readonly walkInsServed: number;
  readonly sessionsOver: number;
  readonly displaced: number;
}

/**
 * The same figures by the same parts, and those of as many days before, by one statement for each kind
 * of row and range, for this very book, whose clocks never change and whose visits are all within an
 * hour: nothing is read in parts, and who was displaced and who walked in is counted by itself in the
 * same breath. Answers the counts of the range and of the days before.
 */
export async function askBare(
  session: Session,
  scope: BareScope,
): Promise<readonly [BareCounts, BareCounts]> {
  const { fromMs, untilMs } = scope;
  const former = { fromMs: fromMs - (untilMs - fromMs), untilMs: fromMs, isFormer: true };
  return [await count(session, scope), await count(session, { ...scope, ...former })];
}

async function count(session: Session, scope: BareScope): Promise<BareCounts> {
  const visits = await ask(session, visitsSql(scope));
  const capacity = await ask(session, capacitySql(scope));
  const queue = await ask(session, walkInsSql(scope));
  const overruns = scope.serviceId === null ? await ask(session, overrunsSql(scope)) : [];
  const displaced = await ask(session, displacedSql(scope));
  const sum = (rows: readonly Row[], key: string, where = 'is_all') =>
    Number(rows.find((row) => row[where] === true)?.[key] ?? 0);
  return {
    booked: sum(visits, 'n'),
    waits: sum(visits, 'waits'),
    takenMs: sum(visits, 'taken'),
    capacityMs: sum(capacity, 'ms'),
    walkInsServed: sum(queue, 'served'),
    sessionsOver: sum(overruns, 'over'),
    displaced: sum(displaced, 'n'),
  };
}

type Row = Readonly<Record<string, unknown>>;
const ask = async (session: Session, sql: string): Promise<readonly Row[]> =>
  (await session.query(sql, [])).rows as readonly Row[];

const within = ({ fromMs, untilMs }: BareScope, column = 'start_ms'): string =>
  `organisation_id = '${ORGANISATION}' and ${column} >= ${fromMs} and ${column} < ${untilMs}`;
const ofDoctor = ({ doctorId }: BareScope, column = 'doctor_id'): string =>
  doctorId ? `and ${column} = '${doctorId}'` : '';
const ofService = ({ serviceId }: BareScope): string =>
  serviceId ? `and service_id = '${serviceId}'` : '';

const placeOf = (ms: string): string => `((${ms} + ${OFFSET_MS}) / 86400000)::int4 as day,
  ((${ms} + ${OFFSET_MS}) / 86400000 + 3)::int4 % 7 as weekday,
  ((${ms} + ${OFFSET_MS}) % 86400000 / 3600000)::int4 as hour`;
const setsOf = ({ isFormer = false }: BareScope): string =>
  isFormer ? 'group by grouping sets (())' : SETS;
const SETS = `group by grouping sets ((), (branch_id), (doctor_id), (service_id), (day), (weekday),
  (hour), (weekday, hour))`;
const partsOf = ({ isFormer = false }: BareScope): string =>
  isFormer
    ? 'true as is_all'
    : `grouping(branch_id, doctor_id, service_id, day, weekday, hour) = 63 as is_all, ${PARTS}`;
const PARTS = 'branch_id, doctor_id, service_id, day, weekday, hour';

const COUNTS = [
  ...['n', 'cancelled', 'late', 'unknown', 'no_show', 'arrived', 'seen', 'unsaid'],
  ...['taken', 'used', 'leads', 'lead', 'waits', 'wait'],
];

const COUNTED = `count(*) as n,
      count(*) filter (where status = 'cancelled') as cancelled,
      count(*) filter (where status = 'cancelled' and notice < 86400000) as late,
      count(*) filter (where status = 'cancelled' and notice is null) as unknown,
      count(*) filter (where status = 'no-show') as no_show,
      count(*) filter (where status in ('arrived', 'checked-in', 'in-consult', 'completed')) as arrived,
      count(*) filter (where status in ('in-consult', 'completed')) as seen,
      count(*) filter (where status = 'booked' and end_ms < 1900000000000) as unsaid,
      coalesce(sum(took) filter (where status <> 'cancelled' and has_time), 0) as taken,
      coalesce(sum(took) filter (where status in ('arrived', 'checked-in', 'in-consult', 'completed')), 0) as used,
      count(lead) as leads, coalesce(sum((lead / 1000)::int4), 0) as lead, count(wait) as waits,
      coalesce(sum(wait), 0) as wait`;

const visitsSql = (scope: BareScope): string => `with visit as materialized (
    select branch_id, doctor_id, service_id, status, (end_ms - start_ms)::int4 as took,
      ${placeOf('start_ms')}, start_ms - cancelled_ms as notice, end_ms,
      case when import_id is null and made_hlc / 1024 <= start_ms
        then start_ms - made_hlc / 1024 end as lead,
      case when status in ('in-consult', 'completed') and came_ms <= began_ms
        then (began_ms - came_ms)::int4 end as wait,
      id not in (select record_id from conflict where organisation_id = '${ORGANISATION}'
        and kind = 'displaced' and state = 'open') as has_time
    from appointment where ${within(scope)} ${ofDoctor(scope)} ${ofService(scope)}
      and superseded_by is null and assists_id is null and status <> 'entered-in-error')
  ${scope.isFormer ? `select true as is_all, null::int4 as at, ${COUNTED} from visit` : PARTS_OF_VISITS}
  union all select false, wait / 60000, ${scope.isFormer ? '' : NO_PARTS} count(*), ${NO_COUNTS}
    from visit where wait is not null group by wait / 60000
  union all select false, (lead / 86400000)::int4, ${scope.isFormer ? '' : NO_PARTS} count(*), ${NO_COUNTS}
    from visit where lead is not null group by lead / 86400000`;

const NO_PARTS = 'null, null, null, null, null, null,';

const NO_COUNTS = COUNTS.slice(1)
  .map(() => '0')
  .join(', ');

/** Sums by the hour of the week and by day first, and the parts from those. */
const PARTS_OF_VISITS = `select is_all, null::int4 as at, ${PARTS}, ${COUNTS.join(', ')} from (
    with base as materialized (
      select branch_id, doctor_id, service_id, weekday, hour, day, ${COUNTED} from visit
      group by grouping sets ((branch_id, doctor_id, service_id, weekday, hour), (day)))
    select grouping(branch_id, doctor_id, service_id, weekday, hour) = 31 as is_all, ${PARTS},
      ${COUNTS.map((name) => `sum(${name})::int8 as ${name}`).join(', ')}
    from base where day is null
    group by grouping sets ((), (branch_id), (doctor_id), (service_id), (weekday), (hour),
      (weekday, hour)), day
    union all select false, ${PARTS}, ${COUNTS.join(', ')} from base where day is not null) x`;

/** Breaks and times off are taken out; slots that are closed and closed days, this book has none of. */
const capacitySql = (scope: BareScope): string => `select ${partsOf(scope)}, sum(ms)::int8 as ms
  from (
    select branch_id, doctor_id, null::uuid as service_id, ${placeOf('h * 3600000::int8')},
      (least(upper(part), (h + 1) * 3600000::int8) - greatest(lower(part), h * 3600000::int8))
        * capacity as ms
    from (
      select s.branch_id, s.doctor_id, s.capacity, unnest(
        int8multirange(int8range(s.start_ms, s.end_ms)) - coalesce((
          select range_agg(int8range(x.s, x.e)) from (
            select (b ->> 'startMs')::int8, (b ->> 'endMs')::int8 from jsonb_array_elements(s.breaks) b
            union all select o.start_ms, o.end_ms from time_off o
              where o.organisation_id = '${ORGANISATION}' and o.doctor_id = s.doctor_id
                and not o.deleted and o.start_ms < s.end_ms and o.end_ms > s.start_ms) x (s, e)),
          '{}')) as part
      from session s where ${within(scope)} ${ofDoctor(scope)} and not deleted) worked,
      generate_series((lower(part) / 3600000)::int4, ((upper(part) - 1) / 3600000)::int4) h) x
  ${setsOf(scope)}`;

const walkInsSql = (scope: BareScope): string => `select ${partsOf(scope)},
    count(*) filter (where v in ('in-consult', 'completed')) as served,
    count(*) filter (where v in ('no-show', 'cancelled')) as lost
  from (
    select e.branch_id, t.doctor_id, e.service_id, ${placeOf('e.joined_ms')}, t.status as v
    from queue_entry e join appointment t on t.organisation_id = e.organisation_id
      and t.id = e.appointment_id and t.moves = 0 and t.made_hlc / 1024 >= e.joined_ms
    where e.${within(scope, 'joined_ms')} and not e.deleted ${ofDoctor(scope, 't.doctor_id')}
      ${scope.serviceId ? `and e.service_id = '${scope.serviceId}'` : ''}) x ${setsOf(scope)}`;

/** Of a session, its last visit: in this book each is at its session's branch and time. */
const overrunsSql = (scope: BareScope): string => `select ${
  scope.isFormer
    ? 'true as is_all'
    : 'grouping(branch_id, doctor_id) = 3 as is_all, branch_id, doctor_id'
}, count(*) as known,
    count(*) filter (where ms > 0) as over, sum(ms) filter (where ms > 0) as over_ms
  from (
    select s.branch_id, s.doctor_id, v.done_ms - s.end_ms as ms
    from session s join (
      select session_id, max(done_ms) as done_ms from appointment
      where ${within(scope)} and status = 'completed' and superseded_by is null
        and assists_id is null and began_ms is not null and done_ms is not null
      group by session_id) v on v.session_id = s.id
    where s.${within(scope)} ${ofDoctor(scope, 's.doctor_id')} and not s.deleted) x
  group by grouping sets (()${scope.isFormer ? '' : ', (branch_id), (doctor_id)'})`;

const displacedSql = (scope: BareScope): string => `select ${partsOf(scope)}, count(*) as n
  from (
    select t.branch_id, t.doctor_id, t.service_id, ${placeOf('t.start_ms')}
    from conflict c join appointment t on t.organisation_id = c.organisation_id
      and t.id = c.record_id
    where c.organisation_id = '${ORGANISATION}' and c.kind = 'displaced'
      and c.state <> 'settled-itself' and t.${within(scope)} ${ofDoctor(scope, 't.doctor_id')}
      ${scope.serviceId ? `and t.service_id = '${scope.serviceId}'` : ''}
      and t.status <> 'entered-in-error' and t.assists_id is null) x ${setsOf(scope)}`;
