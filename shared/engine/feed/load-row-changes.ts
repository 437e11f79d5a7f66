import type { ReadDb } from '../store/handles.ts';
import type { Answer } from '../store/session.ts';
import type { Tables } from '../store/tables.ts';
import type { TouchedRows } from '../store/touched-rows.ts';
import type { CollectionChanges } from './collection-changes.ts';
import { type DeskSource, type FeedAt, type Row, SAME_ID } from './desk-source.ts';
import { DESK_SOURCES, type FedCollection } from './desk-sources.ts';

/** One row that was written, and which rows of a collection it shows in. */
interface Lookup {
  readonly shownIn: string;
  readonly id: string;
}

/** What few rows that were written change in a collection; null if it is not known, or more. */
export function lookupsIn(source: DeskSource, tables: TouchedRows): readonly Lookup[] | null {
  const lookups = new Map<string, Lookup>();
  for (const [table, ids] of tables) {
    if (!(table in source.changedBy)) continue;
    const shownIn = source.shownIn[table as keyof Tables];
    if (shownIn === undefined || ids === null) return null;
    for (const id of ids) lookups.set(`${id} ${shownIn}`, { shownIn, id });
  }
  return [...lookups.values()];
}

/** The rows that these lookups find, as they are now. Asks all of it in one breath. */
export async function loadRowChanges(
  { session }: ReadDb,
  at: FeedAt,
  collection: FedCollection,
  lookups: readonly Lookup[],
): Promise<CollectionChanges> {
  const source = DESK_SOURCES[collection];
  const answers = await Promise.all(
    lookups.map(({ shownIn, id }) => session.query(...rowsQuery(source, at, shownIn, id))),
  );
  const rows = new Map<string, Row>();
  const gone: string[] = [];
  for (const [i, { shownIn, id }] of lookups.entries()) {
    const found = (answers[i] as Answer).rows as readonly Row[];
    for (const row of found) rows.set(row.id, source.toRow(row));
    if (found.length === 0 && shownIn === SAME_ID) gone.push(id);
  }
  return { collection, rows: [...rows.values()], gone, tooMany: false };
}

function rowsQuery(
  { columns, from, visible }: DeskSource,
  at: FeedAt,
  shownIn: string,
  id: string,
): readonly [sql: string, values: readonly unknown[]] {
  const seesNow = typeof visible !== 'string';
  const sql = `select ${columns} from ${from}
    where t.organisation_id = $1 and ${shownIn} and ${seesNow ? visible('$3::int8') : visible}`;
  return [sql, [at.organisationId, id, ...(seesNow ? [at.nowMs] : [])]];
}
