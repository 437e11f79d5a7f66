import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/**
 * Marks which sessions are confirmed, from central's words about them. `ids` are sessions or
 * series. A word counts only for the version it was said about: whoever changes a session has to
 * have it confirmed anew.
 */
export async function applyRights(tx: WriteTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // Each join is by one key: with two in one condition every session was held against every word.
  const { rows } = await sql<{ id: string }>`
    with asked as (select distinct x.id from unnest(${[...ids]}::uuid[]) as x(id)),
    meant as (
      select s.id from asked join session s
        on s.organisation_id = ${tx.book.organisationId} and s.id = asked.id
      union
      select s.id from asked join session s
        on s.organisation_id = ${tx.book.organisationId} and s.series_id = asked.id
    )
    update session set confirmed = word.confirmed, seq = ${tx.nextSeq()}
    from (
      select s.id,
        coalesce(own.state = 'confirmed' and s.start_ms <= own.through_ms
          and not (s.start_ms = any (own.refused_starts_ms))
          and own.for_dot = s.dot_replica || ':' || s.dot_counter, false)
        or coalesce(whole.state = 'confirmed' and s.start_ms <= whole.through_ms
          and not (s.start_ms = any (whole.refused_starts_ms))
          and whole.for_dot = x.dot_replica || ':' || x.dot_counter, false) as confirmed
      from meant
      join session s on s.organisation_id = ${tx.book.organisationId} and s.id = meant.id
      left join booking_right own on own.organisation_id = s.organisation_id and own.id = s.id
      left join series x on x.organisation_id = s.organisation_id and x.id = s.series_id
      left join booking_right whole on whole.organisation_id = s.organisation_id
        and whole.id = s.series_id and s.dot_replica is null
    ) as word
    where session.organisation_id = ${tx.book.organisationId} and session.id = word.id
      and session.confirmed is distinct from word.confirmed
    returning session.id`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('session');
}
