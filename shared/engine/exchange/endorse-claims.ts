import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/** Claims endorsed in one exchange; the rest follow in the next. */
const ENDORSED_AT_ONCE_MAX = 5000;
const DAY_MS = 86_400_000;

/**
 * Promises time that nobody can take any more. A claim made without the right to the time is
 * endorsed once whoever holds that right has seen it and kept quiet: heard from, with nothing left
 * unsent, after applying it. Time that nobody holds the right to is central's own to promise.
 * From then on the claim ranks as one made with the right, so no later arrival displaces it.
 */
export async function endorseClaims(tx: WriteTx): Promise<void> {
  const { organisationId } = tx.book;
  const { rows } = await sql<{ id: string }>`
    select c.id from claim c
    where c.organisation_id = ${organisationId} and not c.endorsed and not c.with_right
      and not c.overbooked and c.verdict = 'active' and c.end_ms > ${tx.nowMs - DAY_MS}
      and not exists (
        select 1 from session s
        join device d on d.organisation_id = s.organisation_id and d.replica = s.home_replica
        where s.organisation_id = c.organisation_id and s.doctor_id = c.doctor_id
          and s.during && c.during and s.confirmed and not s.deleted
          and d.revoked_at_ms is null and d.seen_cursor < c.seq)
      and not exists (select 1 from device h where h.organisation_id = c.organisation_id
        and h.healing and h.revoked_at_ms is null)
    order by c.start_ms limit ${ENDORSED_AT_ONCE_MAX}`.execute(tx.kysely);
  if (rows.length === 0) return;
  const first = tx.book.seq;
  tx.book.seq += rows.length;
  tx.touched('claim');
  await sql`
    update claim set endorsed = true, rank = least(rank, 2), seq = ${first}::int8 + e.no
    from unnest(${rows.map((row) => row.id)}::uuid[]) with ordinality as e(id, no)
    where claim.organisation_id = ${organisationId} and claim.id = e.id`.execute(tx.kysely);
}
