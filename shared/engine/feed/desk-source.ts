import { type RawBuilder, sql } from 'kysely';
import { RECORD_KINDS, type RecordKind, sqlName } from '../store/record-kinds.ts';
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
  /** Whether a row is shown at all; one that is not is gone for a desk. */
  readonly visible: (at: FeedAt) => RawBuilder<unknown>;
  /**
   * The tables whose changes show in this collection, each with a query for the ids of rows that
   * may read otherwise since a place in the feed.
   */
  readonly changedBy: Readonly<Partial<Record<keyof Tables, ChangedIds>>>;
  /** Finishes a row: what is decided by the model and not by SQL. */
  readonly toRow: (row: Row) => Row;
}

export type ChangedIds = (at: FeedAt, seq: number) => RawBuilder<unknown>;

export type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

/** The fields of a record as columns of `t`. */
export const fieldColumns = (kind: RecordKind, except: readonly string[] = []): string =>
  ['id', ...RECORD_KINDS[kind].fields.filter((field) => !except.includes(field))]
    .map((field) => `t.${sqlName(field)}`)
    .join(', ');

/** Ids of rows of a kind that were written, or left this database, after a place in the feed. */
export const changedSince =
  (kind: RecordKind | 'claim' | 'peer'): ChangedIds =>
  (at, seq) =>
    sql`select id from ${sql.table(sqlName(kind))}
      where organisation_id = ${at.organisationId} and seq > ${seq}
      union select id from departed
      where organisation_id = ${at.organisationId} and seq > ${seq} and kind = ${kind}`;

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
    visible: () => sql.raw(options.visible ?? 'true'),
    changedBy: { [kind]: changedSince(kind) },
    toRow: (row) => row,
  };
}
