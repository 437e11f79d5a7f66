import type { ReadDb } from '../store/handles.ts';
import type { Answer } from '../store/session.ts';
import type { TouchedRows } from '../store/touched-rows.ts';
import type { CollectionChanges } from './collection-changes.ts';
import { CHANGED_ROWS_MAX, type DeskSource, type FeedAt, type Row } from './desk-source.ts';
import { DESK_SOURCES, FED_COLLECTIONS, type FedCollection } from './desk-sources.ts';
import { loadRowChanges, lookupsIn } from './load-row-changes.ts';

/**
 * What changed after `seq` for those who watch `tables`, whatever window they look through. All of
 * it is asked in one breath, for a desk that books waits until it is told. A few rows that are known
 * are looked up; what else changed is found by its place in the feed.
 */
export async function loadChanges(
  db: ReadDb,
  at: FeedAt,
  seq: number,
  tables: TouchedRows,
): Promise<readonly CollectionChanges[]> {
  const concerned = FED_COLLECTIONS.map((collection) => {
    const lookups = lookupsIn(DESK_SOURCES[collection], tables);
    return { collection, lookups };
  });
  const [fed, ...known] = await Promise.all([
    loadFromFeed(
      db,
      at,
      seq,
      tables,
      concerned.filter(({ lookups }) => lookups === null).map(({ collection }) => collection),
    ),
    ...concerned.map(({ collection, lookups }) =>
      lookups === null ? null : loadRowChanges(db, at, collection, lookups),
    ),
  ]);
  return FED_COLLECTIONS.flatMap((collection, i) => known[i] ?? fed.get(collection) ?? []).filter(
    (changed) => changed.tooMany || changed.rows.length + changed.gone.length > 0,
  );
}

/**
 * Few rows are sought by their keys: a plan made once serves all of them, and making one costs more
 * than reading the rows does.
 */
const BEGIN = 'begin isolation level repeatable read, read only';
const PLAN_ONCE = `select set_config('plan_cache_mode', 'force_generic_plan', true)`;

async function loadFromFeed(
  { session }: ReadDb,
  at: FeedAt,
  seq: number,
  tables: TouchedRows,
  collections: readonly FedCollection[],
): Promise<ReadonlyMap<FedCollection, CollectionChanges>> {
  if (collections.length === 0) return new Map();
  const [, , ...answers] = await Promise.all([
    session.query(BEGIN, []),
    session.query(PLAN_ONCE, []),
    ...collections.map((collection) => {
      const { sql, values } = changesQuery(DESK_SOURCES[collection], at, seq, tables);
      return session.query(sql, values);
    }),
    session.query('commit', []),
  ]);
  return new Map(
    collections.map((collection, i) => [collection, changesOf(collection, answers[i])]),
  );
}

function changesQuery(source: DeskSource, at: FeedAt, seq: number, tables: TouchedRows) {
  const changed = [...tables.keys()].flatMap((table) => source.changedBy[table] ?? []);
  const { columns, from, visible } = source;
  const seesNow = typeof visible !== 'string';
  return {
    // The limit of one keeps the planner from joining whole tables for the few rows.
    sql: `with changed as materialized (
        select id from (${changed.join(' union ')}) as every limit ${CHANGED_ROWS_MAX + 1})
      select changed.id as "changedId", shown.*
      from changed left join lateral (select ${columns} from ${from}
        where t.organisation_id = $1 and t.id = changed.id
          and ${seesNow ? visible('$3::int8') : visible} limit 1) as shown
      on (select count(*) from changed) <= ${CHANGED_ROWS_MAX}`,
    values: [at.organisationId, seq, ...(seesNow ? [at.nowMs] : [])],
  };
}

function changesOf(collection: FedCollection, answer: Answer | undefined): CollectionChanges {
  const found = (answer?.rows ?? []) as (Row & { readonly changedId: string })[];
  if (found.length > CHANGED_ROWS_MAX) return { collection, rows: [], gone: [], tooMany: true };
  const { toRow } = DESK_SOURCES[collection];
  const rows: Row[] = [];
  const gone: string[] = [];
  for (const { changedId, ...row } of found) {
    if (row.id === null) gone.push(changedId);
    else rows.push(toRow(row as unknown as Row));
  }
  return { collection, rows, gone, tooMany: false };
}
