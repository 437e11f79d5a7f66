import { sql } from 'kysely';
import type { RoomTime } from '../../domain/working-time/find-room-breaches.ts';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { ReadDb } from '../store/handles.ts';

/** Surgeries are absences, which may last longer. */
const ABSENCE_MS = 31 * 86_400_000;

/** Sessions and surgeries in the same rooms as what is asked for, at the same time. */
export async function loadRoomTimes(
  db: ReadDb,
  organisationId: string,
  asked: readonly RoomTime[],
  exceptIds: readonly string[],
): Promise<readonly RoomTime[]> {
  const wanted = asked.flatMap(({ roomId, startMs, endMs }) =>
    roomId === null ? [] : [{ r: roomId, s: startMs, e: endMs }],
  );
  if (wanted.length === 0) return [];
  const { rows } = await sql<RoomTime>`
    with w as (select distinct * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(r uuid, s int8, e int8))
    select o.id, o.branch_id, o.doctor_id, o.start_ms, o.end_ms, o.room_id
    from w join session o on o.organisation_id = ${organisationId} and o.room_id = w.r
      and o.start_ms < w.e and o.start_ms > w.s - ${SESSION_MAX_MS} and o.end_ms > w.s
      and not o.deleted and o.room_id is not null and o.id <> all (${[...exceptIds]}::uuid[])
    union
    select o.id, m.branch_id, o.doctor_id, o.start_ms, o.end_ms, o.room_id
    from w join time_off o on o.organisation_id = ${organisationId} and o.room_id = w.r
      and o.start_ms < w.e and o.start_ms > w.s - ${ABSENCE_MS} and o.end_ms > w.s
      and not o.deleted and o.room_id is not null and o.id <> all (${[...exceptIds]}::uuid[])
    join room m on m.organisation_id = o.organisation_id and m.id = o.room_id`.execute(db.kysely);
  return rows;
}
