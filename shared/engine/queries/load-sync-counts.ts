import { sql } from 'kysely';
import type { SyncStatus } from '../../wire/desk/status.ts';
import type { ReadDb } from '../store/handles.ts';

const REFUSED_ROWS_LISTED = 50;

export type SyncCounts = Pick<SyncStatus, 'waiting' | 'waitingByKind' | 'refusedRows'>;

/** What central has not heard of yet, and what it did not want. */
export async function loadSyncCounts(db: ReadDb, organisationId: string): Promise<SyncCounts> {
  const { rows } = await sql<{ kind: string; rows: number }>`
    select kind, count(*)::int4 as rows from dirty
    where organisation_id = ${organisationId} group by kind`.execute(db.kysely);
  const refusedRows = await db.kysely
    .selectFrom('refusedRow')
    .select(['kind', 'id', 'reason'])
    .where('organisationId', '=', organisationId)
    .limit(REFUSED_ROWS_LISTED)
    .execute();
  return {
    waiting: rows.reduce((sum, row) => sum + row.rows, 0),
    waitingByKind: Object.fromEntries(rows.map((row) => [row.kind, row.rows])),
    refusedRows,
  };
}
