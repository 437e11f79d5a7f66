import { sql } from 'kysely';
import { LOOKED_AT_MAX } from '../../model/choices.ts';
import type { Room } from '../../model/room.ts';
import type { Session } from '../../model/session.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { REFUSED_FOR } from '../store/refused-for.ts';

/** The weeks that the first and the last day are in are looked at whole. */
const AROUND_MS = 8 * 86_400_000;

export interface LookedAt
  extends Pick<
    Session,
    | 'id'
    | 'branchId'
    | 'doctorId'
    | 'seriesId'
    | 'startMs'
    | 'endMs'
    | 'roomId'
    | 'breaks'
    | 'homeReplica'
  > {
  /** As in `REFUSED_FOR`. */
  readonly refusedFor: string | null;
}

export interface WorkToLookAt {
  /** The earliest first. */
  readonly sessions: readonly LookedAt[];
  readonly closures: readonly Pick<Closure, 'branchId' | 'day' | 'name'>[];
  readonly timesOff: readonly Pick<TimeOff, 'doctorId' | 'startMs' | 'endMs' | 'reason'>[];
  /** Surgeries in a room, as if they were working time; they have no home. */
  readonly surgeries: readonly LookedAt[];
  readonly rooms: readonly Room[];
}

/** Working time in a span and in the weeks around it, and when nobody works then. */
export async function loadWorkToLookAt(
  { kysely }: ReadDb,
  organisationId: string,
  { startMs, endMs }: Interval,
): Promise<WorkToLookAt> {
  const { rows } = await sql<LookedAt>`
    select t.id, t.branch_id, t.doctor_id, t.series_id, t.start_ms, t.end_ms, t.room_id,
      t.breaks, t.home_replica,
      ${sql.raw(REFUSED_FOR)} as refused_for
    from session t where t.organisation_id = ${organisationId} and not t.deleted
      and t.start_ms >= ${startMs - AROUND_MS} and t.start_ms < ${endMs + AROUND_MS}
    order by t.start_ms, t.id limit ${LOOKED_AT_MAX}`.execute(kysely);
  const closures = await kysely
    .selectFrom('closure')
    .select(['branchId', 'day', 'name'])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .execute();
  const timesOff = await kysely
    .selectFrom('timeOff')
    .select(['doctorId', 'startMs', 'endMs', 'reason'])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .where('startMs', '<', endMs)
    .where('endMs', '>', startMs)
    .orderBy('startMs')
    .execute();
  const rooms = await kysely
    .selectFrom('room')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .execute();
  const { rows: surgeries } = await sql<LookedAt>`
    select t.id, m.branch_id, t.doctor_id, null as series_id, t.start_ms, t.end_ms, t.room_id,
      '[]'::jsonb as breaks, '' as home_replica, null as refused_for
    from time_off t join room m on m.organisation_id = t.organisation_id and m.id = t.room_id
    where t.organisation_id = ${organisationId} and not t.deleted
      and t.start_ms < ${endMs} and t.end_ms > ${startMs}
    order by t.start_ms, t.id limit ${LOOKED_AT_MAX}`.execute(kysely);
  return { sessions: rows, closures, timesOff, surgeries, rooms };
}
