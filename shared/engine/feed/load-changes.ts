import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import type { Tables } from '../store/tables.ts';
import type { FeedAt, Row } from './desk-source.ts';
import { DESK_SOURCES, FED_COLLECTIONS, type FedCollection } from './desk-sources.ts';

/** What may read otherwise in one collection: rows as they are now, and ids with nothing to show. */
export interface CollectionChanges {
  readonly collection: FedCollection;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** So much changed that the collection is better read anew. */
  readonly tooMany: boolean;
}

/** An import, or the first exchange; a person changes a handful. */
const CHANGED_ROWS_MAX = 2000;

/** What changed after `seq` for those who watch `tables`, whatever window they look through. */
export async function loadChanges(
  db: ReadDb,
  at: FeedAt,
  seq: number,
  tables: ReadonlySet<keyof Tables>,
): Promise<readonly CollectionChanges[]> {
  const changes: CollectionChanges[] = [];
  const changedIds = (collection: FedCollection) =>
    Object.entries(DESK_SOURCES[collection].changedBy)
      .filter(([table]) => tables.has(table as keyof Tables))
      .map(([, ids]) => ids(at, seq));
  for (const collection of FED_COLLECTIONS) {
    const changed = await loadCollection(db, at, collection, changedIds(collection));
    if (changed.tooMany || changed.rows.length + changed.gone.length > 0) changes.push(changed);
  }
  return changes;
}

async function loadCollection(
  db: ReadDb,
  at: FeedAt,
  collection: FedCollection,
  queries: readonly RawBuilder<unknown>[],
): Promise<CollectionChanges> {
  const source = DESK_SOURCES[collection];
  const nothing = { collection, rows: [], gone: [], tooMany: false };
  if (queries.length === 0) return nothing;
  const { rows: changed } = await sql<{ id: string }>`select id
    from (${sql.join(queries, sql` union `)}) as changed limit ${CHANGED_ROWS_MAX + 1}`.execute(
    db.kysely,
  );
  if (changed.length > CHANGED_ROWS_MAX) return { ...nothing, tooMany: true };
  const ids = changed.map((row) => row.id);
  if (ids.length === 0) return nothing;
  const { rows } = await sql<Row>`select ${sql.raw(source.columns)} from ${sql.raw(source.from)}
    where t.organisation_id = ${at.organisationId} and t.id = any (${ids}::uuid[])
      and ${source.visible(at)}`.execute(db.kysely);
  const shown = new Set(rows.map((row) => row.id));
  const gone = ids.filter((id) => !shown.has(id));
  return { collection, rows: rows.map(source.toRow), gone, tooMany: false };
}
