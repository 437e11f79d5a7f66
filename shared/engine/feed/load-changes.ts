import type { ReadDb } from '../store/handles.ts';
import type { Answer } from '../store/session.ts';
import type { Tables } from '../store/tables.ts';
import { CHANGED_ROWS_MAX, type DeskSource, type FeedAt, type Row } from './desk-source.ts';
import { DESK_SOURCES, FED_COLLECTIONS, type FedCollection } from './desk-sources.ts';

/** What may read otherwise in one collection: rows as they are now, and ids with nothing to show. */
export interface CollectionChanges {
  readonly collection: FedCollection;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** So much changed that the collection is better read anew. */
  readonly tooMany: boolean;
}

/**
 * Few rows are sought by their keys: a plan made once serves all of them, and making one costs more
 * than reading the rows does.
 */
const BEGIN = 'begin isolation level repeatable read, read only';
const PLAN_ONCE = `select set_config('plan_cache_mode', 'force_generic_plan', true)`;

/**
 * What changed after `seq` for those who watch `tables`, whatever window they look through. All of
 * it is asked in one breath, for a desk that books waits until it is told.
 */
export async function loadChanges(
  { session }: ReadDb,
  at: FeedAt,
  seq: number,
  tables: ReadonlySet<keyof Tables>,
): Promise<readonly CollectionChanges[]> {
  const asked = FED_COLLECTIONS.flatMap((collection) => {
    const query = changesQuery(DESK_SOURCES[collection], at, seq, tables);
    return query === null ? [] : [{ collection, query }];
  });
  if (asked.length === 0) return [];
  const [, , ...answers] = await Promise.all([
    session.query(BEGIN, []),
    session.query(PLAN_ONCE, []),
    ...asked.map(({ query }) => session.query(query.sql, query.values)),
    session.query('commit', []),
  ]);
  return asked
    .map(({ collection }, i) => changesOf(collection, answers[i]))
    .filter((changed) => changed.tooMany || changed.rows.length + changed.gone.length > 0);
}

/** Null if nothing in these tables shows in the collection. */
function changesQuery(
  source: DeskSource,
  at: FeedAt,
  seq: number,
  tables: ReadonlySet<keyof Tables>,
) {
  const changed = Object.entries(source.changedBy)
    .filter(([table]) => tables.has(table as keyof Tables))
    .map(([, ids]) => ids);
  if (changed.length === 0) return null;
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
