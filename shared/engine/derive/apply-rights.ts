import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/**
 * Marks which sessions are confirmed, from central's words about them. `ids` are sessions or
 * series. A word counts only for the version it was said about: whoever changes a session has to
 * have it confirmed anew.
 */
export async function applyRights(tx: WriteTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const list = sql`${[...ids]}::uuid[]`;
  const { rows } = await sql<{ id: string }>`
    update session set confirmed = word.confirmed, seq = ${tx.nextSeq()}
    from (
      select s.id, coalesce(bool_or(
          r.state = 'confirmed' and s.start_ms <= r.through_ms
          and not (s.start_ms = any (r.refused_starts_ms))
          and r.for_dot = case when r.id = s.id
            then s.dot_replica || ':' || s.dot_counter
            else x.dot_replica || ':' || x.dot_counter end
          and (r.id = s.id or s.dot_replica is null)), false) as confirmed
      from session s
      left join series x on x.organisation_id = s.organisation_id and x.id = s.series_id
      left join booking_right r
        on r.organisation_id = s.organisation_id and r.id in (s.id, s.series_id)
      where s.organisation_id = ${tx.book.organisationId}
        and (s.id = any (${list}) or s.series_id = any (${list}))
      group by s.id
    ) as word
    where session.organisation_id = ${tx.book.organisationId} and session.id = word.id
      and session.confirmed is distinct from word.confirmed
    returning session.id`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('session');
}
