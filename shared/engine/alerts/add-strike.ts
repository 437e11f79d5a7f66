import { sql } from 'kysely';
import type { Store } from '../store/open-store.ts';

/** More names than a group of clinics has, and more times than any threshold asks for. */
const NAMES_MAX = 1000;
const TIMES_MAX = 1000;

/**
 * Counts once more what happens again and again under one name; gives how often it was within the
 * window, this time among them. It is kept in the book, as nothing that anybody wrote: it is in no
 * trail, is sent nowhere, and is forgotten after the window.
 */
export async function addStrike(
  store: Store,
  organisationId: string,
  name: string,
  { nowMs, windowMs }: { readonly nowMs: number; readonly windowMs: number },
): Promise<number> {
  const sinceMs = nowMs - windowMs;
  return store.read(async ({ kysely }) => {
    const { rows } = await sql<{ count: number }>`
      insert into strike as s (organisation_id, name, times_ms, last_ms)
      values (${organisationId}, ${name}, array[${nowMs}::int8], ${nowMs})
      on conflict (organisation_id, name) do update set last_ms = excluded.last_ms,
        times_ms = array(select ms from unnest(excluded.times_ms || s.times_ms) as ms
          where ms > ${sinceMs} and ms <= ${nowMs} order by ms desc limit ${TIMES_MAX})
      returning cardinality(times_ms) as count`.execute(kysely);
    await sql`delete from strike where organisation_id = ${organisationId}
      and (last_ms <= ${sinceMs} or name in (select name from strike
        where organisation_id = ${organisationId} order by last_ms desc offset ${NAMES_MAX}))`.execute(
      kysely,
    );
    return rows[0]?.count ?? 1;
  });
}
