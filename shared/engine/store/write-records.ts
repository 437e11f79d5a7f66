import type { Cause, Put, WriteTx } from './handles.ts';
import type { RecordKind } from './kind-info.ts';
import { RECORD_KIND_NAMES, RECORD_KINDS, sqlName } from './record-kinds.ts';

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
    const written = ofKind.map((put) => {
      tx.book.counter += 1;
      rows.push({ ...put, counter: tx.book.counter });
      return valuesOf(tx, cause, put);
    });
    stored.push(...store(tx, kind, written));
  }
  return { rows, stored };
}

/** Records written in one statement; more are taken in turns. */
const ROWS_AT_ONCE = 2000;

/** A single record by its values; several as one list, whatever their number. */
function store(
  { session, pace }: WriteTx,
  kind: RecordKind,
  written: readonly (readonly unknown[])[],
): readonly Promise<unknown>[] {
  const { columns, jsonAt, upsertOne, upsertMany } = STATEMENTS[kind];
  const [only] = written;
  if (only && written.length === 1) {
    const values = only.map((value, i) => (jsonAt.has(i) ? JSON.stringify(value) : value));
    return [session.query(upsertOne, values)];
  }
  const turns = Math.ceil(written.length / ROWS_AT_ONCE);
  return Array.from({ length: turns }, (_, turn) => {
    const some = written
      .slice(turn * ROWS_AT_ONCE, (turn + 1) * ROWS_AT_ONCE)
      .map((values) => Object.fromEntries(columns.map((column, i) => [column, values[i]])));
    // What follows from them is under way already, so it cannot be stopped here.
    const stored = session.query(upsertMany, [JSON.stringify(some)]);
    return turns === 1 ? stored : stored.then(() => pace.note('records', turn + 1, turns));
  });
}

/** The values of a put's columns, in their order. */
function valuesOf(tx: WriteTx, cause: Cause, put: Put): readonly unknown[] {
  const { organisationId, replica, counter, hlc } = tx.book;
  const body = put.after as unknown as Readonly<Record<string, unknown>>;
  return [
    organisationId,
    put.after.id,
    ...RECORD_KINDS[put.kind].fields.map((field) => body[field]),
    ...[replica, counter, { ...put.before?.vector, [replica]: counter }, cause.intentId, hlc],
    tx.nextSeq(),
  ];
}

const VERSION = ['dot_replica', 'dot_counter', 'vector', 'intent', 'hlc', 'seq'];

function statementsOf(kind: RecordKind) {
  const { fields, json } = RECORD_KINDS[kind];
  const columns = ['organisation_id', 'id', ...fields.map(sqlName), ...VERSION];
  const jsonColumns = [...json.map(sqlName), 'vector'];
  const assignments = columns.slice(2).map((column) => `${column} = excluded.${column}`);
  const upsertFrom = (source: string): string =>
    `insert into ${sqlName(kind)} (${columns.join(', ')}) ${source}
     on conflict (organisation_id, id) do update set ${assignments.join(', ')}`;
  return {
    columns,
    jsonAt: new Set(jsonColumns.map((column) => columns.indexOf(column))),
    upsertOne: upsertFrom(`values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`),
    // The table itself knows the types of its columns.
    upsertMany: upsertFrom(`select ${columns.join(', ')}
      from jsonb_populate_recordset(null::${sqlName(kind)}, $1::jsonb)`),
  };
}

/** Composed once: these run with every write. */
const STATEMENTS = Object.fromEntries(
  RECORD_KIND_NAMES.map((kind) => [kind, statementsOf(kind)]),
) as Readonly<Record<RecordKind, ReturnType<typeof statementsOf>>>;
