import { sql } from 'kysely';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

/** When people are booked in the given sessions, still to come. */
export async function loadBookedTimes(
  db: ReadDb,
  organisationId: string,
  sessionIds: readonly string[],
  nowMs: number,
): Promise<readonly (Interval & { readonly sessionId: string })[]> {
  const { rows } = await sql<Interval & { sessionId: string }>`
    select a.session_id, a.start_ms, a.end_ms from appointment a
    where a.organisation_id = ${organisationId}
      and a.session_id = any (${[...sessionIds]}::uuid[])
      and a.end_ms > ${nowMs} and a.superseded_by is null
      and not (a.status = any (${[...RELEASED_STATUSES]}::text[]))`.execute(db.kysely);
  return rows;
}

/** Of the given sessions those in which somebody is booked, still to come. */
export async function loadBookedSessions(
  db: ReadDb,
  organisationId: string,
  sessionIds: readonly string[],
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.session_id as id from appointment a
    where a.organisation_id = ${organisationId}
      and a.session_id = any (${[...sessionIds]}::uuid[])
      and a.end_ms > ${nowMs} and a.superseded_by is null
      and not (a.status = any (${[...RELEASED_STATUSES]}::text[]))`.execute(db.kysely);
  return new Set(rows.map((row) => row.id));
}
