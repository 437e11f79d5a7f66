import type { CollectionChanges } from '../../../shared/engine/feed/collection-changes.ts';
import type { Row } from '../../../shared/engine/feed/desk-source.ts';
import { DESK_SOURCES, type FedCollection } from '../../../shared/engine/feed/desk-sources.ts';
import { type Interval, overlaps } from '../../../shared/time/interval.ts';
import type { RowsMessage } from '../../../shared/wire/desk/down.ts';

/** A message this long is read without a pause that a person would feel. */
const ROWS_PER_MESSAGE = 1000;

/** All rows of a collection, which replace what a desk had of it. */
export function rowsMessages(
  collection: FedCollection,
  rows: readonly Row[],
): readonly RowsMessage[] {
  const messages: RowsMessage[] = [];
  for (let from = 0; from === 0 || from < rows.length; from += ROWS_PER_MESSAGE) {
    const put = rows.slice(from, from + ROWS_PER_MESSAGE);
    messages.push(message(collection, { reset: from === 0, put, gone: [] }));
  }
  return messages;
}

/** Rows of days that a desk turned to, besides those that it has. */
export function newRowsMessages(
  collection: FedCollection,
  rows: readonly Row[],
): readonly RowsMessage[] {
  if (rows.length === 0) return [];
  return rowsMessages(collection, rows).map((one) => ({ ...one, reset: false, more: true }));
}

/** Changes as a desk sees them that shows `window`: what lies outside it is gone. */
export function toMessages(changes: CollectionChanges, window: Interval): readonly RowsMessage[] {
  const { collection, rows, gone } = changes;
  const isShown = (row: Row): boolean =>
    DESK_SOURCES[collection].windowed === 'no' || overlaps(row as Row & Interval, window);
  const put = rows.filter(isShown);
  const outside = rows.filter((row) => !isShown(row)).map((row) => row.id);
  return [message(collection, { reset: false, put, gone: [...gone, ...outside] })];
}

/** The feed reads each collection by its own source, which gives the rows their shape. */
const message = (
  collection: FedCollection,
  rows: {
    readonly reset: boolean;
    readonly put: readonly Row[];
    readonly gone: readonly string[];
  },
): RowsMessage => ({ type: 'rows', collection, ...rows }) as unknown as RowsMessage;
