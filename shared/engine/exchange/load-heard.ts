import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/**
 * Up to where central's feed was applied by every replica that is not retired, with nothing left
 * unsent there. 0 where one has not been heard.
 */
export async function loadHeard({ kysely, book }: WriteTx): Promise<number> {
  const { rows } = await sql<{ heard: number }>`
    select coalesce(min(seen_cursor), 0)::int8 as heard from device
    where organisation_id = ${book.organisationId} and revoked_at_ms is null`.execute(kysely);
  return rows[0]?.heard ?? 0;
}
