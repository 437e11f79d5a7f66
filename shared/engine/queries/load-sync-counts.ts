import { sql } from 'kysely';
import type { SyncStatus } from '../../wire/desk/status.ts';
import type { ReadDb } from '../store/handles.ts';
import { kindsThatWait } from '../store/later-kinds.ts';
import type { BookTable } from '../store/tables.ts';

const REFUSED_ROWS_LISTED = 50;

export type SyncCounts = Pick<
  SyncStatus,
  'waiting' | 'waitingByKind' | 'waitingForUpdate' | 'refusedRows'
>;

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
  const reach = await loadReach(db, organisationId);
  const later = kindsThatWait({ reach });
  return {
    waitingForUpdate: rows.reduce((n, row) => n + (later.includes(row.kind) ? row.rows : 0), 0),
    waiting: rows.reduce((sum, row) => sum + row.rows, 0),
    waitingByKind: Object.fromEntries(rows.map((row) => [row.kind, row.rows])),
    refusedRows,
  };
}

async function loadReach(db: ReadDb, organisationId: string): Promise<BookTable['reach']> {
  const book = await db.kysely
    .selectFrom('book')
    .select('reach')
    .where('organisationId', '=', organisationId)
    .executeTakeFirst();
  return book?.reach ?? null;
}
