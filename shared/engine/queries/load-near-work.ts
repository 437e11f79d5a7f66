import { sql } from 'kysely';
import type { WorkTime } from '../../domain/working-time/work-time.ts';
import { TRAVEL_MAX_MIN } from '../../model/choices.ts';
import type { ReadDb } from '../store/handles.ts';

const FARTHEST_MS = TRAVEL_MAX_MIN * 60_000;

/** Sessions of the same doctors at other branches that are not far in time from what is asked for. */
export async function loadNearWork(
  db: ReadDb,
  organisationId: string,
  asked: readonly WorkTime[],
  exceptIds: readonly string[],
): Promise<readonly WorkTime[]> {
  const wanted = asked.map(({ branchId, doctorId, startMs, endMs }) => ({
    ...{ b: branchId, d: doctorId, s: startMs - FARTHEST_MS, e: endMs + FARTHEST_MS },
  }));
  const { rows } = await sql<WorkTime>`
    select distinct o.id, o.branch_id, o.doctor_id, o.start_ms, o.end_ms
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(b uuid, d uuid, s int8, e int8)
    join session o on o.doctor_id = w.d and o.branch_id <> w.b and o.start_ms < w.e
      and o.end_ms > w.s and not o.deleted and o.organisation_id = ${organisationId}
      and o.id <> all (${[...exceptIds]}::uuid[])`.execute(db.kysely);
  return rows;
}
