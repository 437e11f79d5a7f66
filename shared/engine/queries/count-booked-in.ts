import { sql } from 'kysely';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { ReadDb } from '../store/handles.ts';

/**
 * How many visits, still to come, have their time in sessions, or in the sessions of series; not
 * counting the given ones.
 */
export async function countBookedIn(
  db: ReadDb,
  organisationId: string,
  sessionOrSeriesIds: readonly string[],
  { nowMs, exceptIds }: { readonly nowMs: number; readonly exceptIds: readonly string[] },
): Promise<number> {
  if (sessionOrSeriesIds.length === 0) return 0;
  const ids = sql`any (${[...sessionOrSeriesIds]}::uuid[])`;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count
    from session s join appointment a
      on a.organisation_id = s.organisation_id and a.session_id = s.id
      and a.doctor_id = s.doctor_id and a.start_ms between s.start_ms and s.end_ms
    where s.organisation_id = ${organisationId}
      and (s.id = ${ids} or s.series_id = ${ids})
      and not exists (select 1 from unnest(${[...exceptIds]}::uuid[]) as x(id) where x.id = a.id)
      and s.end_ms > ${nowMs} and a.end_ms > ${nowMs} and a.superseded_by is null
      and not (a.status = any (${[...RELEASED_STATUSES]}::text[]))`.execute(db.kysely);
  return rows[0]?.count ?? 0;
}
