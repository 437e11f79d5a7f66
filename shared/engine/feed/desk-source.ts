import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';
import type { Tables } from '../store/tables.ts';

/** Whose rows, and which instant counts as now. */
export interface FeedAt {
  readonly organisationId: string;
  readonly nowMs: number;
}

/** Where the rows of one desk collection come from. The main table has the alias `t`. */
export interface DeskSource {
  /** Whether a desk has only what touches the days it shows; a visit lasts a day at most. */
  readonly windowed: 'no' | 'visits' | 'times';
  readonly columns: string;
  readonly from: string;
  /** Whether a row is shown at all, in SQL; one that is not is gone for a desk. */
  readonly visible: string | ((nowMs: string) => string);
  /**
   * The tables whose changes show in this collection, each with a query for the ids of rows that
   * may read otherwise since a place in the feed: $1 is the organisation, $2 the place.
   */
  readonly changedBy: Readonly<Partial<Record<keyof Tables, string>>>;
  /**
   * Of these tables, in SQL, which rows of `t` may read otherwise when one row changed, whose id is
   * $2: for few changes that is quicker than to look through the feed.
   */
  readonly shownIn: Readonly<Partial<Record<keyof Tables, string>>>;
  /** Finishes a row: what is decided by the model and not by SQL. */
  readonly toRow: (row: Row) => Row;
}

export type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

/** More at once are better read anew: an import, or the first exchange. A person changes a handful. */
export const CHANGED_ROWS_MAX = 2000;

/** The row itself that changed. */
export const SAME_ID = 't.id = $2';

/** The fields of a record as columns of `t`. */
export const fieldColumns = (kind: RecordKind, except: readonly string[] = []): string =>
  ['id', ...RECORD_KINDS[kind].fields.filter((field) => !except.includes(field))]
    .map((field) => `t.${sqlName(field)} as "${field}"`)
    .join(', ');

/** Ids of rows of a kind that were written, or left this database, after a place in the feed. */
export const changedSince = (kind: RecordKind | 'claim' | 'peer' | 'nearVisit'): string =>
  `(select id from ${sqlName(kind)} where organisation_id = $1 and seq > $2
    order by seq limit ${CHANGED_ROWS_MAX + 1})
  union select id from departed
  where organisation_id = $1 and seq > $2 and kind = '${kind}'`;

/** A collection that shows the records of one kind as they are. */
export function recordSource(
  kind: RecordKind,
  options: {
    readonly windowed?: DeskSource['windowed'];
    readonly except?: readonly string[];
    readonly visible?: string;
  } = {},
): DeskSource {
  return {
    windowed: options.windowed ?? 'no',
    columns: fieldColumns(kind, options.except),
    from: `${sqlName(kind)} t`,
    visible: options.visible ?? 'true',
    changedBy: { [kind]: changedSince(kind) },
    shownIn: { [kind]: SAME_ID },
    toRow: (row) => row,
  };
}
