import { sql } from 'kysely';
import type { Appointment } from '../../model/appointment.ts';
import type { Session } from '../../model/session.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** An appointment, and the session in whose time it lies. */
export interface Seated {
  readonly appointment: Stored<Appointment>;
  readonly sessionId: string;
}

/**
 * One look into the index for each session: joined as sets, a doctor's every appointment is held against
 * each of them. The appointments, still to come about, that have their time in any of the sessions; the earliest
 * first, at most `limit`. Whoever lost the time to another is not among them.
 */
export async function loadSeated(
  db: ReadDb,
  organisationId: string,
  sessions: readonly Session[],
  limit: number,
): Promise<readonly Seated[]> {
  const seats = sessions.map(({ id, branchId, doctorId, startMs, endMs }) => ({
    ...{ id, b: branchId, d: doctorId, s: startMs, e: endMs },
  }));
  const { rows } = await sql<Stored<Appointment> & { readonly seatId: string }>`
    select distinct on (a.start_ms, a.id) a.*, p.id as seat_id
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb)
      as p(id uuid, b uuid, d uuid, s int8, e int8)
    cross join lateral (select * from appointment x
      where x.organisation_id = ${organisationId} and x.doctor_id = p.d and x.branch_id = p.b
        and x.start_ms >= p.s and x.start_ms < p.e and x.end_ms <= p.e offset 0) a
    join claim c on c.organisation_id = a.organisation_id and c.id = a.id
      and c.verdict <> 'displaced'
    where a.status = 'booked' and a.superseded_by is null
    order by a.start_ms, a.id limit ${limit}`.execute(db.kysely);
  return rows.map(({ seatId, ...appointment }) => ({ appointment, sessionId: seatId }));
}
