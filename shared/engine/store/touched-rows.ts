import type { Tables } from './tables.ts';

/** Tables that were written, each with the ids of the rows; null if they are many, or not known. */
export type TouchedRows = ReadonlyMap<keyof Tables, ReadonlySet<string> | null>;

/** What a person changes is fewer; more are found sooner by their places in the feed. */
const FEW_ROWS_MAX = 8;

/** Adds rows of a table to those that were written. `ids`: null if it is not known which. */
export function noteTouched(
  touched: Map<keyof Tables, ReadonlySet<string> | null>,
  table: keyof Tables,
  ids: Iterable<string> | null,
): void {
  const before = touched.get(table);
  if (before === null) return;
  const rows = ids && new Set([...(before ?? []), ...ids]);
  touched.set(table, rows && rows.size <= FEW_ROWS_MAX ? rows : null);
}
