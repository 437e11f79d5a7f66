import type { Cause, Put, WriteTx } from './handles.ts';
import { RECORD_KIND_NAMES, RECORD_KINDS, type RecordKind, sqlName } from './record-kinds.ts';

/** A put that was written, with the counter of its dot. */
export type Written = Put & { readonly counter: number };

/**
 * Stamps each put with a dot of this replica and its place in the feed, and asks for them to be
 * written, kind by kind. `stored` are the answers to wait for.
 */
export function writeRecords(
  tx: WriteTx,
  cause: Cause,
  puts: readonly Put[],
): { readonly rows: readonly Written[]; readonly stored: readonly Promise<unknown>[] } {
  const rows: Written[] = [];
  const stored: Promise<unknown>[] = [];
  for (const kind of RECORD_KIND_NAMES) {
    const ofKind = puts.filter((put) => put.kind === kind);
    if (ofKind.length === 0) continue;
    const values = ofKind.flatMap((put) => {
      tx.book.counter += 1;
      rows.push({ ...put, counter: tx.book.counter });
      return valuesOf(tx, cause, put);
    });
    const text = ofKind.length === 1 ? UPSERT_ONE[kind] : upsertOf(kind, ofKind.length);
    stored.push(tx.session.query(text, values));
  }
  return { rows, stored };
}

const VERSION = ['dot_replica', 'dot_counter', 'vector', 'intent', 'hlc', 'seq'];

const columnsOfKind = (kind: RecordKind): readonly string[] => [
  'organisation_id',
  'id',
  ...RECORD_KINDS[kind].fields.map(sqlName),
  ...VERSION,
];

/** The values of a put's columns, in their order. */
function valuesOf(tx: WriteTx, cause: Cause, put: Put): readonly unknown[] {
  const { organisationId, replica, counter, hlc } = tx.book;
  const { fields, json } = RECORD_KINDS[put.kind];
  const body = put.after as unknown as Readonly<Record<string, unknown>>;
  const vector = JSON.stringify({ ...put.before?.vector, [replica]: counter });
  return [
    organisationId,
    put.after.id,
    ...fields.map((field) => (json.includes(field) ? JSON.stringify(body[field]) : body[field])),
    ...[replica, counter, vector, cause.intentId, hlc, tx.nextSeq()],
  ];
}

function upsertOf(kind: RecordKind, count: number): string {
  const columns = columnsOfKind(kind);
  const rows = Array.from({ length: count }, (_, row) => {
    const places = columns.map((_column, i) => `$${row * columns.length + i + 1}`);
    return `(${places.join(', ')})`;
  });
  const assignments = columns.slice(2).map((column) => `${column} = excluded.${column}`);
  return `insert into ${sqlName(kind)} (${columns.join(', ')}) values ${rows.join(', ')}
    on conflict (organisation_id, id) do update set ${assignments.join(', ')}`;
}

/** Nearly always it is one, so that need not be composed each time. */
const UPSERT_ONE = Object.fromEntries(
  RECORD_KIND_NAMES.map((kind) => [kind, upsertOf(kind, 1)]),
) as Readonly<Record<RecordKind, string>>;
