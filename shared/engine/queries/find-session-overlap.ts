import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

/**
 * A session of the doctor that overlaps one of the wanted times, those of the branch before others
 * and the earliest first; null if there is none. Sessions with the given ids are about to change.
 */
export async function findSessionOverlap(
  db: ReadDb,
  organisationId: string,
  at: { readonly branchId: string; readonly doctorId: string },
  wanted: readonly Interval[],
  exceptIds: readonly string[] = [],
): Promise<{ branchId: string; startMs: number; endMs: number } | null> {
  const ranges = wanted.map(({ startMs, endMs }) => ({ s: startMs, e: endMs }));
  const { rows } = await sql<{ branchId: string; startMs: number; endMs: number }>`
    select session.branch_id, session.start_ms, session.end_ms
    from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as w(s int8, e int8)
    join session on session.doctor_id = ${at.doctorId} and session.start_ms < w.e
      and session.end_ms > w.s and not session.deleted
      and session.organisation_id = ${organisationId}
      and session.id <> all (${[...exceptIds]}::uuid[])
    order by session.branch_id <> ${at.branchId}, session.start_ms limit 1`.execute(db.kysely);
  return rows[0] ?? null;
}
