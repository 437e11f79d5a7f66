import { sql } from 'kysely';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { hlcMs } from '../../merge/hlc.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Series, Session } from '../../model/session.ts';
import { addDays, type DayKey, type DayRange, dayAt } from '../../time/day.ts';
import { openTimeZone, type TimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import { centralTimeMs } from '../store/central-time.ts';
import { confirmsItself } from '../store/confirms-itself.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { deriveSlots } from './derive-slots.ts';

/** As far back as a series that is new here is derived. */
const PAST_DAYS = 10 * 366;

/**
 * Writes the sessions of a series through the horizon, and their slots. They have the empty
 * vector, so they are neither sent nor audited; a session that someone edited stays as it is, and
 * so does what was over when the series came to be as it is.
 */
export async function deriveSessions(tx: WriteTx, series: Stored<Series>): Promise<void> {
  const { organisationId } = tx.book;
  const branch = await loadRecord(tx, organisationId, 'branch', series.branchId);
  const zone = branch && openTimeZone(branch.timeZone);
  if (!zone?.ok) return;
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  // Every replica leaves alone the same past, whenever it hears of the change.
  const sinceMs = Math.min(hlcMs(series.hlc), nowMs);
  const range = await rangeOf(tx, series, zone.value, { sinceMs, nowMs });
  const generated = generateSessions(series, zone.value, range);
  // A rule that another version of the program took leaves what is there.
  if (!generated.ok) return;
  const sessions = series.deleted ? [] : generated.value;
  await forgetUnderived(tx, series.id, sessions, sinceMs);
  await followHome(tx, series, sinceMs);
  await deriveSlots(tx, await upsertDerived(tx, sessions, sinceMs));
}

/** All that is within reach the first time; later what the series as it is now is about. */
async function rangeOf(
  tx: WriteTx,
  series: Series,
  zone: TimeZone,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<DayRange> {
  const { rows } = await sql<{ isThere: boolean }>`
    select exists (select 1 from session where organisation_id = ${tx.book.organisationId}
      and series_id = ${series.id}) as is_there`.execute(tx.kysely);
  const today = dayAt(zone, nowMs);
  const reach = addDays(today, -PAST_DAYS);
  const since: DayKey = rows[0]?.isThere ? addDays(dayAt(zone, sinceMs), -1) : reach;
  return { firstDay: since > reach ? since : reach, lastDay: addDays(today, HORIZON_DAYS) };
}

/** Derived sessions that the rule no longer gives, with their slots; what has begun stays. */
async function forgetUnderived(
  tx: WriteTx,
  seriesId: string,
  kept: readonly Session[],
  sinceMs: number,
): Promise<void> {
  const ids = kept.map((session) => session.id);
  const { organisationId } = tx.book;
  const { rows } = await sql<{ id: string }>`
    update session set deleted = true, confirmed = false, seq = ${tx.nextSeq()}
    where organisation_id = ${organisationId} and series_id = ${seriesId}
      and dot_replica is null and not deleted
      and start_ms > ${sinceMs}
      and id <> all (${ids}::uuid[])
    returning id`.execute(tx.kysely);
  if (rows.length === 0) return;
  tx.touched('session');
  await sql`delete from slot where organisation_id = ${organisationId} and dot_replica is null
    and session_id = any (${rows.map((row) => row.id)}::uuid[])`.execute(tx.kysely);
}

/** What was under way keeps its time, but bookings in it are the new home's at once. */
async function followHome(tx: WriteTx, series: Series, sinceMs: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update session set home_replica = ${series.homeReplica}, seq = ${tx.nextSeq()}
    where organisation_id = ${tx.book.organisationId} and series_id = ${series.id}
      and dot_replica is null and not deleted and home_replica <> ${series.homeReplica}
      and start_ms <= ${sinceMs} and end_ms > ${sinceMs}
    returning id`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('session');
}

/**
 * Sessions that had begun by `sinceMs` stay. What is new is confirmed where nobody else is asked, until
 * its right is looked at. Returns those that were written, as they are now.
 */
async function upsertDerived(
  tx: WriteTx,
  sessions: readonly Session[],
  sinceMs: number,
): Promise<readonly Session[]> {
  if (sessions.length === 0) return [];
  const first = tx.book.seq;
  tx.book.seq += sessions.length;
  tx.touched('session');
  const { rows } = await sql<Session>`
    insert into session (organisation_id, id, branch_id, doctor_id, series_id, start_ms, end_ms,
      slot_min, capacity, tags, service_ids, breaks, room_id, shared_with, home_replica, deleted, confirmed, seq)
    select ${tx.book.organisationId}::uuid, s.id, s."branchId", s."doctorId", s."seriesId",
      s."startMs", s."endMs", s."slotMin", s.capacity,
      array(select jsonb_array_elements_text(s.tags)),
      array(select jsonb_array_elements_text(s."serviceIds"))::uuid[], s.breaks, s."roomId",
      s."sharedWith", s."homeReplica", false, ${confirmsItself(tx.book)},
      ${first}::int8 + row_number() over ()
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as s(id uuid, "branchId" uuid,
      "doctorId" uuid, "seriesId" uuid, "startMs" int8, "endMs" int8, "slotMin" int4,
      capacity int4, tags jsonb, "serviceIds" jsonb, breaks jsonb, "roomId" uuid, "sharedWith" uuid,
      "homeReplica" text)
    on conflict (organisation_id, id) do update set
      branch_id = excluded.branch_id, doctor_id = excluded.doctor_id,
      start_ms = excluded.start_ms, end_ms = excluded.end_ms, slot_min = excluded.slot_min,
      capacity = excluded.capacity, tags = excluded.tags,
      service_ids = excluded.service_ids, breaks = excluded.breaks,
      room_id = excluded.room_id, shared_with = excluded.shared_with,
      home_replica = excluded.home_replica,
      deleted = false, seq = excluded.seq
    where session.dot_replica is null and session.start_ms > ${sinceMs}
      and (session.start_ms, session.end_ms, session.slot_min, session.capacity, session.tags,
           session.service_ids, session.breaks, session.room_id, session.shared_with, session.home_replica,
           session.deleted)
        is distinct from (excluded.start_ms, excluded.end_ms, excluded.slot_min,
           excluded.capacity, excluded.tags, excluded.service_ids, excluded.breaks, excluded.room_id, excluded.shared_with,
           excluded.home_replica, false)
    returning session.*`.execute(tx.kysely);
  return rows;
}
