import { sql } from 'kysely';
import type { Appointment } from '../../model/appointment.ts';
import type { Interval } from '../../time/interval.ts';
import type { AffectedByAbsence } from '../../wire/desk/absences.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import { countElsewhere } from './count-elsewhere.ts';
import { describeAffected } from './describe-affected.ts';
import { countPassing, findPassing } from './find-passing.ts';

/** A doctor's appointments, or a branch's; null is every one. */
export interface Whose {
  readonly doctorId: string | null;
  readonly branchId: string | null;
}

/**
 * The appointments, still to come about, that fall into any of the times, the earliest first; at
 * most `limit`. Of other branches a branch knows none.
 */
export async function loadAffected(
  db: ReadDb,
  organisationId: string,
  { doctorId, branchId }: Whose,
  times: readonly Interval[],
  limit: number,
): Promise<readonly Stored<Appointment>[]> {
  const spans = JSON.stringify(times.map(({ startMs, endMs }) => ({ s: startMs, e: endMs })));
  const { rows } = await sql<Stored<Appointment>>`
    select distinct on (a.start_ms, a.id) a.*
    from jsonb_to_recordset(${spans}::jsonb) as p(s int8, e int8)
    join appointment a on a.organisation_id = ${organisationId}
      and a.doctor_id = coalesce(${doctorId}::uuid, a.doctor_id)
      and a.branch_id = coalesce(${branchId}::uuid, a.branch_id)
      and ${sql.raw(visitOverlaps('a', 'p.s', 'p.e'))}
    where a.status = 'booked' and a.superseded_by is null
    order by a.start_ms, a.id limit ${limit}`.execute(db.kysely);
  return rows;
}

/**
 * The same for a person to look at: how many at most `limit`, and the first with their names; and how
 * many there are elsewhere.
 */
export async function countAffected(
  db: ReadDb,
  organisationId: string,
  { whose, times }: { readonly whose: Whose; readonly times: readonly Interval[] },
  { limit, nowMs }: { readonly limit: number; readonly nowMs: number },
): Promise<AffectedByAbsence> {
  const found = await loadAffected(db, organisationId, whose, times, limit);
  const isOfDoctor = whose.doctorId !== null;
  const passing = await findPassing(db, organisationId, isOfDoctor ? found : [], {
    nowMs,
  });
  const staying = found.filter(({ id }) => !passing.has(id));
  return {
    ...(await describeAffected(db, organisationId, staying)),
    passing: countPassing(passing.values()),
    elsewhere: await countElsewhere(db, organisationId, whose.doctorId, times),
  };
}
