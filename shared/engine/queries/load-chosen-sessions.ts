import { sql } from 'kysely';
import { err, ok, type Result } from '../../core/result.ts';
import { type DayTimes, dayTimesOf, isChosen } from '../../domain/schedule/alter-session.ts';
import { SESSION_DAYS_MAX, SESSIONS_MAX } from '../../model/choices.ts';
import type { SessionChoice } from '../../model/many-sessions.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import { addDays, daysFrom, isDay, midnightOf } from '../../time/day.ts';
import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

const DAY_MS = 86_400_000;
/** Sessions that are looked at for the right hour and weekday: all of a large clinic's half a year. */
const LOOKED_AT_MAX = 60_000;

export interface ChosenSession {
  readonly session: Stored<Session>;
  readonly zone: TimeZone;
  readonly times: DayTimes;
}

/**
 * The sessions, still to come, that a choice is about, in the order of time; its mark is known by
 * all of `tagNames`. Refused: days that are
 * none or run backwards, more than a year, more sessions than are changed at once.
 */
export async function loadChosenSessions(
  db: ReadDb,
  organisationId: string,
  choice: SessionChoice,
  tagNames: readonly string[] | null,
  nowMs: number,
): Promise<Result<readonly ChosenSession[], Refusal>> {
  const { firstDay, lastDay } = choice;
  if (!isDay(firstDay) || (lastDay !== null && !isDay(lastDay))) {
    return err({ kind: 'malformed', problems: ['the days of the choice'] });
  }
  const last = lastDay ?? addDays(firstDay, SESSION_DAYS_MAX - 1);
  if (last < firstDay || choice.untilMin <= choice.fromMin) return err({ kind: 'empty-range' });
  if (daysFrom(firstDay, last) >= SESSION_DAYS_MAX) {
    return err({ kind: 'too-many', what: 'days in one change', max: SESSION_DAYS_MAX });
  }
  const zones = await loadZones(db, organisationId);
  // No place's day begins or ends farther from that of UTC.
  const fromMs = midnightOf(firstDay).getTime() - DAY_MS;
  const untilMs = midnightOf(last).getTime() + 2 * DAY_MS;
  const { rows } = await sql<Stored<Session>>`
    select * from session s
    where s.organisation_id = ${organisationId} and not s.deleted and s.start_ms > ${nowMs}
      and s.start_ms >= ${fromMs} and s.start_ms < ${untilMs}
      and (cardinality(${[...choice.doctorIds]}::uuid[]) = 0
        or s.doctor_id = any (${[...choice.doctorIds]}::uuid[]))
      and s.branch_id = coalesce(${choice.branchId}::uuid, s.branch_id)
      and s.slot_min = coalesce(${choice.slotMin}::int4, s.slot_min)
      and (${tagNames === null} or s.tags && ${[...(tagNames ?? [])]}::text[])
      and (${choice.forService === undefined} or ${choice.forService?.serviceId ?? null}::uuid = any (s.service_ids)
        or (${choice.forService?.orAny || choice.forService?.serviceId === null} and s.service_ids = '{}'))
      and (${choice.sessionIds ?? null}::uuid[] is null
        or s.id = any (${choice.sessionIds ?? null}::uuid[]))
      and (${choice.seriesId ?? null}::uuid is null or s.series_id = ${choice.seriesId ?? null}::uuid)
    order by s.start_ms, s.id limit ${LOOKED_AT_MAX + 1}`.execute(db.kysely);
  const chosen = rows.flatMap((session) => {
    const zone = zones.get(session.branchId);
    if (!zone) return [];
    const times = dayTimesOf(zone, session);
    return isChosen({ ...choice, lastDay: last }, tagNames, session, times)
      ? { session, zone, times }
      : [];
  });
  return chosen.length > SESSIONS_MAX || rows.length > LOOKED_AT_MAX
    ? err({ kind: 'too-many', what: 'sessions in one change', max: SESSIONS_MAX })
    : ok(chosen);
}

async function loadZones(
  db: ReadDb,
  organisationId: string,
): Promise<ReadonlyMap<string, TimeZone>> {
  const branches = await db.kysely
    .selectFrom('branch')
    .select(['id', 'timeZone'])
    .where('organisationId', '=', organisationId)
    .execute();
  return new Map(branches.map(({ id, timeZone }) => [id, knownTimeZone(timeZone)]));
}
