import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';

/** How many entries the trail of this replica has, and the hash of the last. */
export async function loadTrailEnd(
  db: ReadDb,
  organisationId: string,
): Promise<{ readonly entries: number; readonly lastHash: string }> {
  const { rows } = await sql<{ entries: number; lastHash: string }>`
    select audit_no as entries, audit_hash as last_hash from book
    where organisation_id = ${organisationId}`.execute(db.kysely);
  return rows[0] ?? { entries: 0, lastHash: '' };
}
