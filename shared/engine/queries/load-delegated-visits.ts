import { sql } from 'kysely';
import type { Appointment } from '../../model/appointment.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';

/** Who would pass to another doctor with a time: everyone expected in it, or who came for it already. */
const PASSING = ['booked', 'arrived', 'checked-in'];

/**
 * The appointments of a doctor at a branch that pass with any of the times, the earliest first; at
 * most `limit`. Those that lost their time, and have to be given another anyway, do not.
 */
export async function loadDelegatedVisits(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId }: { readonly branchId: string; readonly doctorId: string },
  times: readonly Interval[],
  limit: number,
): Promise<readonly Stored<Appointment>[]> {
  const spans = JSON.stringify(times.map(({ startMs, endMs }) => ({ s: startMs, e: endMs })));
  const { rows } = await sql<Stored<Appointment>>`
    select distinct on (a.start_ms, a.id) a.*
    from jsonb_to_recordset(${spans}::jsonb) as p(s int8, e int8)
    join appointment a on a.organisation_id = ${organisationId} and a.doctor_id = ${doctorId}
      and a.branch_id = ${branchId} and ${sql.raw(visitOverlaps('a', 'p.s', 'p.e'))}
    join claim c on c.organisation_id = a.organisation_id and c.id = a.id
    where a.status = any (${PASSING}) and a.superseded_by is null and not a.unseated
      and c.verdict <> 'displaced'
    order by a.start_ms, a.id limit ${limit}`.execute(db.kysely);
  return rows;
}
