import { sql } from 'kysely';
import { err, ok, type Result } from '../../core/result.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { reclaimAll } from './reclaim.ts';

/** A visit that another doctor has from now on. */
export interface Passed {
  readonly before: Stored<Appointment>;
  readonly after: Appointment;
}

/**
 * A visit that is with either of two doctors goes to the other one, who has somebody then who is with
 * either as well: that one takes the place that becomes free, at the time they have. `refusal` is why
 * there was no time without that, and stays the answer where they cannot.
 */
export async function changePlaces(
  tx: WriteTx,
  visit: Stored<Appointment>,
  wanted: Appointment,
  refusal: Refusal,
): Promise<Result<readonly Passed[], Refusal>> {
  if (!visit.withEither || refusal.kind !== 'time-taken') return err(refusal);
  const [other, ...more] = await loadInTheWay(tx, wanted);
  if (!other?.withEither || more.length > 0) return err(refusal);
  const moved: Appointment = { ...other, doctorId: visit.doctorId };
  const granted = await reclaimAll(tx, [wanted, moved]);
  if (!granted.ok) return err(refusal);
  const [after = wanted, otherAfter = moved] = granted.value;
  return ok([
    { before: visit, after },
    { before: other, after: otherAfter },
  ]);
}

/** Who is expected of a doctor at a time, and has not gone in. */
async function loadInTheWay(
  tx: WriteTx,
  { id, doctorId, startMs, endMs }: Appointment,
): Promise<readonly Stored<Appointment>[]> {
  const { rows } = await sql<Stored<Appointment>>`
    select * from appointment a
    where a.organisation_id = ${tx.book.organisationId} and a.doctor_id = ${doctorId}
      and a.id <> ${id} and a.assists_id is null and a.superseded_by is null
      and a.status in ('booked', 'arrived', 'checked-in')
      and ${sql.raw(visitOverlaps('a', String(startMs), String(endMs)))}
    order by a.start_ms, a.id limit 2`.execute(tx.kysely);
  return rows;
}
