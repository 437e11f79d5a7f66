import { sql } from 'kysely';
import { assert } from '../../core/assert.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Series, Session } from '../../model/session.ts';
import { addDays, dayAt } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import { deriveSlots } from './derive-slots.ts';

/**
 * Writes the sessions of a series through the horizon, and their slots. They have the empty
 * vector, so they are neither sent nor audited; a session that someone edited stays as it is.
 * Returns the sessions that the series now has, edited ones as derived.
 */
export async function deriveSessions(tx: WriteTx, series: Series): Promise<readonly Session[]> {
  const { organisationId } = tx.book;
  const branch = await loadRecord(tx, organisationId, 'branch', series.branchId);
  const zone = branch && openTimeZone(branch.timeZone);
  if (!zone?.ok) return [];
  const today = dayAt(zone.value, centralTimeMs(tx.book, tx.nowMs));
  const lastDay = addDays(today, HORIZON_DAYS);
  const generated = generateSessions(series, zone.value, lastDay);
  assert(generated.ok, 'A stored rule was checked when it was made.');
  const sessions = series.deleted ? [] : generated.value;
  await forgetUnderived(tx, series.id, sessions);
  await upsertDerived(tx, sessions);
  await deriveSlots(tx, sessions);
  return sessions;
}

/** Derived sessions that the rule no longer gives, with their slots; the past stays. */
async function forgetUnderived(
  tx: WriteTx,
  seriesId: string,
  kept: readonly Session[],
): Promise<void> {
  const ids = kept.map((session) => session.id);
  const { organisationId } = tx.book;
  const { rows } = await sql<{ id: string }>`
    update session set deleted = true, confirmed = false, seq = ${tx.nextSeq()}
    where organisation_id = ${organisationId} and series_id = ${seriesId}
      and dot_replica is null and not deleted
      and start_ms > ${centralTimeMs(tx.book, tx.nowMs)}
      and id <> all (${ids}::uuid[])
    returning id`.execute(tx.kysely);
  if (rows.length === 0) return;
  tx.touched('session');
  await sql`delete from slot where organisation_id = ${organisationId} and dot_replica is null
    and session_id = any (${rows.map((row) => row.id)}::uuid[])`.execute(tx.kysely);
}

async function upsertDerived(tx: WriteTx, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  const first = tx.book.seq;
  tx.book.seq += sessions.length;
  tx.touched('session');
  await sql`
    insert into session (organisation_id, id, branch_id, doctor_id, series_id, start_ms, end_ms,
      slot_min, capacity, tags, home_replica, deleted, seq)
    select ${tx.book.organisationId}::uuid, s.id, s."branchId", s."doctorId", s."seriesId",
      s."startMs", s."endMs", s."slotMin", s.capacity,
      array(select jsonb_array_elements_text(s.tags)), s."homeReplica", false,
      ${first}::int8 + row_number() over ()
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as s(id uuid, "branchId" uuid,
      "doctorId" uuid, "seriesId" uuid, "startMs" int8, "endMs" int8, "slotMin" int4,
      capacity int4, tags jsonb, "homeReplica" text)
    on conflict (organisation_id, id) do update set
      branch_id = excluded.branch_id, doctor_id = excluded.doctor_id,
      start_ms = excluded.start_ms, end_ms = excluded.end_ms, slot_min = excluded.slot_min,
      capacity = excluded.capacity, tags = excluded.tags, home_replica = excluded.home_replica,
      deleted = false, seq = excluded.seq
    where session.dot_replica is null
      and (session.start_ms, session.end_ms, session.slot_min, session.capacity, session.tags,
           session.home_replica, session.deleted)
        is distinct from (excluded.start_ms, excluded.end_ms, excluded.slot_min,
           excluded.capacity, excluded.tags, excluded.home_replica, false)`.execute(tx.kysely);
}
