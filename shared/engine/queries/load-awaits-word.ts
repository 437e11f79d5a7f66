import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';

/**
 * Whether a claim stands that central may promise as soon as whoever holds the right to its time
 * says that it has seen it and kept quiet.
 */
export async function loadAwaitsWord(db: ReadDb, organisationId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from claim where organisation_id = ${organisationId}
      and not endorsed and not with_right and not overbooked and verdict = 'active'
    limit 1`.execute(db.kysely);
  return rows.length > 0;
}
