import type { TimeFacts } from '../../domain/appointments/decide-time.ts';
import type { Closure } from '../../model/time-off.ts';
import { dayAt } from '../../time/day.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { openTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { GIVEN_AWAY } from './load-time-facts.ts';

/** A time that is wanted of a doctor. */
interface Wanted extends Interval {
  readonly branchId: string;
  readonly doctorId: string;
}

const THEIRS = 'organisation_id = $1 and doctor_id = any ($2::uuid[])';
const NEAR = 'start_ms < $4 and end_ms > $3';

const FIND_SESSIONS = `select ${columnsOf(['id', ...RECORD_KINDS.session.fields])},
    confirmed and not ${GIVEN_AWAY} as confirmed
  from session where ${THEIRS} and ${NEAR} and not deleted
  order by session.confirmed desc, id`;

/** But for the claims of those who want the times: they have none while they are asked for. */
const FIND_CLAIMS = `select ${columnsOf([
  ...(['id', 'branchId', 'doctorId', 'startMs', 'endMs', 'capacity', 'overbooked'] as const),
  'verdict',
])}, with_right or endorsed as promised
  from claim where ${THEIRS} and ${visitOverlaps('claim', '$3::int8', '$4::int8')}
    and not exists (select from unnest($5::uuid[]) as x(id) where x.id = claim.id)
  order by start_ms`;

const FIND_HOLDS = `select ${columnsOf([
  ...(['id', 'branchId', 'doctorId', 'startMs', 'endMs', 'userId', 'userName', 'desk'] as const),
  'expiresAtMs',
])} from hold where ${THEIRS} and ${NEAR}`;

const FIND_TIME_OFF = `select ${columnsOf(['id', ...RECORD_KINDS.timeOff.fields])}
  from time_off where ${THEIRS} and ${NEAR} and not deleted`;

const FIND_BLOCKED = `select ${columnsOf(['doctorId', 'startMs', 'endMs', 'note'])} from slot
  where ${THEIRS} and ${NEAR} and dot_replica is not null and status = 'blocked' and not deleted`;

const FIND_CLOSURES = `select ${columnsOf(['id', ...RECORD_KINDS.closure.fields])} from closure
  where organisation_id = $1 and branch_id = any ($2::uuid[]) and not deleted`;
const FIND_ZONES = `select id, time_zone as "timeZone" from branch
  where organisation_id = $1 and id = any ($2::uuid[])`;
const FIND_LIMITS = `select doctor_id as "doctorId", per_day as "perDay" from daily_limit
  where organisation_id = $1 and doctor_id = any ($2::uuid[])`;

type OfDoctor<T> = T & { readonly doctorId: string };

/**
 * The same as `loadTimeFacts` for many times at once, in one round trip however many they are, and
 * without what their own appointments (`exceptIds`) claim now. At least one time is wanted. Returns
 * how to get at those of one of the times; null for a branch that there is not.
 */
export async function loadManyTimeFacts(
  { session }: ReadDb,
  organisationId: string,
  wanted: readonly Wanted[],
  exceptIds: readonly string[],
): Promise<(wish: Wanted) => TimeFacts | null> {
  const doctors = [...new Set(wanted.map(({ doctorId }) => doctorId))];
  const branches = [...new Set(wanted.map(({ branchId }) => branchId))];
  const fromMs = wanted.reduce((first, { startMs }) => Math.min(first, startMs), Infinity);
  const untilMs = wanted.reduce((last, { endMs }) => Math.max(last, endMs), -Infinity);
  const window = [organisationId, doctors, fromMs, untilMs];
  const ask = async <T>(text: string, values: readonly unknown[]): Promise<readonly T[]> =>
    (await session.query(text, [...values])).rows as readonly T[];
  const ofBranches = [organisationId, branches];
  const [sessions, claims, holds, timeOff, blocked, closures, zones, limits] = await Promise.all([
    ask<TimeFacts['sessions'][number]>(FIND_SESSIONS, window),
    ask<OfDoctor<TimeFacts['claims'][number]>>(FIND_CLAIMS, [...window, exceptIds]),
    ask<TimeFacts['holds'][number]>(FIND_HOLDS, window),
    ask<TimeFacts['timeOff'][number]>(FIND_TIME_OFF, window),
    ask<OfDoctor<TimeFacts['blockedSlots'][number]>>(FIND_BLOCKED, window),
    ask<Closure>(FIND_CLOSURES, ofBranches),
    ask<{ readonly id: string; readonly timeZone: string }>(FIND_ZONES, ofBranches),
    ask<{ readonly doctorId: string; readonly perDay: number | null }>(FIND_LIMITS, [
      organisationId,
      doctors,
    ]),
  ]);
  const near = {
    sessions: byDoctorAndDay(sessions),
    claims: byDoctorAndDay(claims),
    holds: byDoctorAndDay(holds),
    timeOff: byDoctorAndDay(timeOff),
    blockedSlots: byDoctorAndDay(blocked),
  };
  const zoneOf = new Map(zones.map(({ id, timeZone }) => [id, openTimeZone(timeZone)]));
  const perDay = new Map(limits.map((limit) => [limit.doctorId, limit.perDay]));
  return (wish) => {
    const zone = zoneOf.get(wish.branchId);
    if (!zone) return null;
    return {
      sessions: near.sessions(wish),
      claims: near.claims(wish),
      holds: near.holds(wish),
      timeOff: near.timeOff(wish),
      blockedSlots: near.blockedSlots(wish),
      closures: zone.ok ? closedOn(closures, zone.value, wish) : [],
      dailyMax: perDay.get(wish.doctorId) ?? null,
    };
  };
}

const closedOn = (
  closures: readonly Closure[],
  zone: TimeZone,
  { branchId, startMs }: Wanted,
): readonly Closure[] => {
  if (closures.length === 0) return closures;
  const day = dayAt(zone, startMs);
  return closures.filter((closure) => closure.branchId === branchId && closure.day === day);
};

const DAY_MS = 86_400_000;

/** What overlaps a wish of its doctor, in the order it came: found by the days that it touches. */
function byDoctorAndDay<T extends Interval & { readonly doctorId: string }>(
  rows: readonly T[],
): (wish: Wanted) => readonly T[] {
  const keysOf = ({ doctorId, startMs, endMs }: Interval & { readonly doctorId: string }) => {
    const first = Math.floor(startMs / DAY_MS);
    const count = Math.floor((endMs - 1) / DAY_MS) - first + 1;
    return Array.from({ length: count }, (_, i) => `${doctorId} ${first + i}`);
  };
  const buckets = new Map<string, Set<T>>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const bucket = buckets.get(key) ?? new Set<T>();
      buckets.set(key, bucket.add(row));
    }
  }
  return (wish) => {
    const found = new Set(keysOf(wish).flatMap((key) => [...(buckets.get(key) ?? [])]));
    return [...found].filter(({ startMs, endMs }) => overlaps({ startMs, endMs }, wish));
  };
}
