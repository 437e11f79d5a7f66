import { present } from '../../core/assert.ts';
import type { TimeFacts } from '../../domain/appointments/decide-time.ts';
import type { Closure } from '../../model/time-off.ts';
import { dayAt, wallToDay } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

const HOUR_MS = 3_600_000;

/** No clock on Earth is further behind UTC, or further ahead of it. */
const BEHIND_MAX_MS = 12 * HOUR_MS;
const AHEAD_MAX_MS = 14 * HOUR_MS;

const MINE = 'organisation_id = $1 and doctor_id = $2';
const NEAR = 'start_ms < $4 and end_ms > $3';
const DURING = `during && tstzrange(to_timestamp($3::int8 / 1000.0),
  to_timestamp(greatest($4::int8, $3::int8 + 1) / 1000.0), '[)')`;

/** Its holder handed the session's booking right on, and central has not passed it on yet. */
export const GIVEN_AWAY = `exists (select 1 from handover g
  where g.organisation_id = $1 and g.state in ('given', 'taken')
    and g.branch_id = session.branch_id and g.from_replica = session.home_replica
    and (g.doctor_id is null or g.doctor_id = session.doctor_id)
    and session.start_ms >= g.start_ms and session.start_ms < g.end_ms)`;

/** Every time that can be given away has one: as columns it takes half of what it does as JSON. */
const FIND_SESSIONS = `select ${columnsOf(['id', ...RECORD_KINDS.session.fields])},
    confirmed and not ${GIVEN_AWAY} as confirmed
  from session where ${MINE} and ${DURING} and not deleted
  order by session.confirmed desc, id`;

const FIND_FACTS = `select json_build_object(
    'claims', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'startMs', start_ms, 'endMs', end_ms, 'capacity', capacity, 'overbooked', overbooked,
        'verdict', verdict, 'promised', with_right or endorsed) order by start_ms), '[]')
      from claim where ${MINE}
        and ${visitOverlaps('claim', '$3::int8', 'greatest($4::int8, $3::int8 + 1)')}),
    'holds', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'doctorId', doctor_id, 'startMs', start_ms, 'endMs', end_ms, 'userId', user_id,
        'userName', user_name, 'desk', desk, 'expiresAtMs', expires_at_ms)), '[]')
      from hold where ${MINE} and ${NEAR}),
    'timeOff', (select coalesce(json_agg(json_build_object('id', id, 'doctorId', doctor_id,
        'startMs', start_ms, 'endMs', end_ms, 'kind', kind, 'reason', reason,
        'deleted', deleted)), '[]')
      from time_off where ${MINE} and ${DURING} and not deleted),
    'closures', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'day', day, 'name', name, 'deleted', deleted)), '[]')
      from closure where organisation_id = $1 and branch_id = $5
        and day between $6 and $7 and not deleted),
    'blockedSlots', (select coalesce(json_agg(json_build_object('startMs', start_ms,
        'endMs', end_ms, 'note', note)), '[]')
      from slot where ${MINE} and ${NEAR}
        and dot_replica is not null and status = 'blocked' and not deleted),
    'dailyMax', (select per_day from daily_limit
      where organisation_id = $1 and doctor_id = $2 limit 1)
    ) as facts,
  (select time_zone from branch where organisation_id = $1 and id = $5) as "timeZone"`;

type OtherFacts = Omit<TimeFacts, 'sessions'>;

/**
 * Everything that decides whether a doctor's time may be given away, in one breath: a decision
 * must not cost more waiting than the commit that follows it. Null when there is no such branch.
 */
export async function loadTimeFacts(
  { session }: ReadDb,
  organisationId: string,
  wish: Interval & { readonly branchId: string; readonly doctorId: string },
): Promise<TimeFacts | null> {
  const { branchId, doctorId, startMs, endMs } = wish;
  const days = [wallToDay(startMs - BEHIND_MAX_MS), wallToDay(startMs + AHEAD_MAX_MS)];
  const values = [organisationId, doctorId, startMs, endMs, branchId, ...days];
  const [sessions, found] = await Promise.all([
    session.query(FIND_SESSIONS, values.slice(0, 4)),
    session.query(FIND_FACTS, values),
  ]);
  const [row] = found.rows as { readonly facts: OtherFacts; readonly timeZone: string | null }[];
  const { facts: others, timeZone } = present(row, 'A select without from gives one row.');
  if (timeZone === null) return null;
  const facts = { ...others, sessions: sessions.rows as TimeFacts['sessions'] };
  const { closures } = facts;
  return closures.length === 0 ? facts : { ...facts, closures: onDay(closures, timeZone, startMs) };
}

/** Opening a time zone costs more than all the rest, and few days are near a closed one. */
function onDay(
  closures: readonly Closure[],
  timeZone: string,
  startMs: number,
): readonly Closure[] {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) return [];
  const day = dayAt(zone.value, startMs);
  return closures.filter((closure) => closure.day === day);
}
