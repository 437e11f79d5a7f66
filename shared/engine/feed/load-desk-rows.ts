import { sql } from 'kysely';
import type { Hold } from '../../model/hold.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import type { NearBranches } from '../store/near-branches.ts';
import { visitOverlaps } from '../store/visit-overlaps.ts';
import type { FeedAt, Row } from './desk-source.ts';
import { DESK_SOURCES, type FedCollection } from './desk-sources.ts';
import { isNearRow } from './is-near-row.ts';

/** More rows of one collection than a desk can be shown. A day cut short would look free. */
class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
}

/** A busy month of a group of clinics is a tenth of this. */
const DESK_ROWS_MAX = 100_000;

/** The place in the feed that has been reached. */
export async function loadFeedPlace(db: ReadDb, organisationId: string): Promise<number> {
  const book = await db.kysely
    .selectFrom('book')
    .select('seq')
    .where('organisationId', '=', organisationId)
    .executeTakeFirst();
  return book?.seq ?? 0;
}

/**
 * The rows of a collection that a desk shows: all, or those that touch `window` ([start, end)). For
 * who is held to some branches without those of others, as far as rows say of which they are: what
 * nobody is shown takes no room from what is.
 */
export async function loadDeskRows(
  db: ReadDb,
  at: FeedAt,
  collection: FedCollection,
  window: Interval,
  near: NearBranches = null,
): Promise<readonly Row[]> {
  const source = DESK_SOURCES[collection];
  const { visible } = source;
  const isVisible = sql.raw(typeof visible === 'string' ? visible : visible(`${at.nowMs}::int8`));
  const inWindow = IN_WINDOW[source.windowed](window);
  const { rows } = await sql<Row>`select ${sql.raw(source.columns)} from ${sql.raw(source.from)}
    where t.organisation_id = ${at.organisationId} and ${inWindow} and ${isVisible}
      and ${isNearRow(collection, at.organisationId, near)}
    limit ${DESK_ROWS_MAX + 1}`.execute(db.kysely);
  if (rows.length > DESK_ROWS_MAX) {
    throw new TooManyRows(`A desk asked for more than ${DESK_ROWS_MAX} ${collection}.`);
  }
  return rows.map(source.toRow);
}

const IN_WINDOW = {
  no: () => sql`true`,
  visits: ({ startMs, endMs }: Interval) => {
    const [start, end] = [startMs, Math.max(endMs, startMs + 1)].map((ms) => `${ms}::int8`);
    return sql.raw(visitOverlaps('t', `${start}`, `${end}`));
  },
  times: (window: Interval) => touches(window),
};

/**
 * As an overlap of ranges: two comparisons would make the planner expect a quarter of all rows, and
 * join ten years of them for one week.
 */
const touches = ({ startMs, endMs }: Interval) =>
  sql`t.during && tstzrange(to_timestamp(${startMs}::int8 / 1000.0),
    to_timestamp(greatest(${endMs}::int8, ${startMs}::int8 + 1) / 1000.0), '[)')`;

/** The holds that still stand. */
export async function loadHolds(db: ReadDb, at: FeedAt): Promise<readonly Hold[]> {
  const rows = await db.kysely
    .selectFrom('hold')
    .selectAll()
    .where('organisationId', '=', at.organisationId)
    .where('expiresAtMs', '>', at.nowMs)
    .execute();
  return rows.map(({ organisationId: _, ...hold }) => hold);
}
