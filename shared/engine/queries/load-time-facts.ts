import { sql } from 'kysely';
import { present } from '../../core/assert.ts';
import type { TimeFacts } from '../../domain/appointments/decide-time.ts';
import { dayAt } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';

/**
 * Everything that decides whether a doctor's time may be given away, in one round trip: a decision
 * must not cost more waiting than the commit that follows it.
 */
export async function loadTimeFacts(
  db: ReadDb,
  organisationId: string,
  wish: Interval & { readonly branchId: string; readonly doctorId: string },
): Promise<TimeFacts | null> {
  const branch = await db.kysely
    .selectFrom('branch')
    .select('timeZone')
    .where('organisationId', '=', organisationId)
    .where('id', '=', wish.branchId)
    .executeTakeFirst();
  const zone = branch && openTimeZone(branch.timeZone);
  if (!zone?.ok) return null;
  const during = sql`tstzrange(to_timestamp(${wish.startMs}::int8 / 1000.0),
    to_timestamp(greatest(${wish.endMs}::int8, ${wish.startMs}::int8 + 1) / 1000.0), '[)')`;
  const mine = sql`organisation_id = ${organisationId} and doctor_id = ${wish.doctorId}`;
  const { rows } = await sql<{ facts: TimeFacts }>`select json_build_object(
    'sessions', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'doctorId', doctor_id, 'seriesId', series_id, 'startMs', start_ms, 'endMs', end_ms,
        'slotMin', slot_min, 'capacity', capacity, 'tags', tags, 'homeReplica', home_replica,
        'deleted', deleted, 'confirmed', confirmed) order by confirmed desc, id), '[]')
      from session where ${mine} and during && ${during} and not deleted),
    'claims', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'startMs', start_ms, 'endMs', end_ms, 'capacity', capacity, 'overbooked', overbooked)
        order by start_ms), '[]')
      from claim where ${mine} and during && ${during} and verdict <> 'displaced'),
    'holds', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'doctorId', doctor_id, 'startMs', start_ms, 'endMs', end_ms, 'userId', user_id,
        'userName', user_name, 'desk', desk, 'expiresAtMs', expires_at_ms)), '[]')
      from hold where ${mine} and start_ms < ${wish.endMs} and end_ms > ${wish.startMs}),
    'timeOff', (select coalesce(json_agg(json_build_object('id', id, 'doctorId', doctor_id,
        'startMs', start_ms, 'endMs', end_ms, 'kind', kind, 'reason', reason,
        'deleted', deleted)), '[]')
      from time_off where ${mine} and during && ${during} and not deleted),
    'closures', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'day', day, 'name', name, 'deleted', deleted)), '[]')
      from closure where organisation_id = ${organisationId} and branch_id = ${wish.branchId}
        and day = ${dayAt(zone.value, wish.startMs)} and not deleted),
    'blockedSlots', (select coalesce(json_agg(json_build_object('startMs', start_ms,
        'endMs', end_ms, 'note', note)), '[]')
      from slot where ${mine} and start_ms < ${wish.endMs} and end_ms > ${wish.startMs}
        and dot_replica is not null and status = 'blocked' and not deleted)
    ) as facts`.execute(db.kysely);
  return present(rows[0], 'A select without from gives one row.').facts;
}
