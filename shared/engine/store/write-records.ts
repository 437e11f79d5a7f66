import { confirmsItself } from './confirms-itself.ts';
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
  const byKind: [RecordKind, (readonly unknown[])[]][] = [];
  for (const kind of RECORD_KIND_NAMES) {
    const ofKind = puts.filter((put) => put.kind === kind);
    if (ofKind.length === 0) continue;
    const written = ofKind.map((put) => {
      tx.book.counter += 1;
      rows.push({ ...put, counter: tx.book.counter });
      return valuesOf(tx, cause, put);
    });
    byKind.push([kind, written]);
  }
  if (byKind.every(([, { length }]) => length <= RECORDS_AT_ONCE)) {
    return { rows, stored: byKind.map(([kind, written]) => store(tx, kind, written)) };
  }
  return { rows, stored: [storeInOrder(tx, byKind)] };
}

/** What is written in turns waits between them: a kind that fails ends the turns of all others. */
async function storeInOrder(
  tx: WriteTx,
  byKind: readonly (readonly [RecordKind, readonly (readonly unknown[])[]])[],
): Promise<void> {
  for (const [kind, written] of byKind) await store(tx, kind, written);
}

/** Records written in one statement; more are taken in turns. */
export const RECORDS_AT_ONCE = 100;

/** A single record by its values; several as one list, whatever their number. */
function store(
  { session, pace }: WriteTx,
  kind: RecordKind,
  written: readonly (readonly unknown[])[],
): Promise<unknown> {
  const { columns, jsonAt, upsertOne, upsertMany } = STATEMENTS[kind];
  const [only] = written;
  if (only && written.length === 1) {
    const values = only.map((value, i) =>
      jsonAt.has(i) && value !== null ? JSON.stringify(value) : value,
    );
    return session.query(upsertOne, values);
  }
  return storeInTurns({ session, pace }, upsertMany, columns, written);
}

/** Between two turns whoever waits may stop it: what follows from the records is asked for after all. */
async function storeInTurns(
  { session, pace }: Pick<WriteTx, 'session' | 'pace'>,
  upsertMany: string,
  columns: readonly string[],
  written: readonly (readonly unknown[])[],
): Promise<void> {
  const turns = Math.ceil(written.length / RECORDS_AT_ONCE);
  for (let turn = 0; turn < turns; turn += 1) {
    const some = written
      .slice(turn * RECORDS_AT_ONCE, (turn + 1) * RECORDS_AT_ONCE)
      .map((values) => Object.fromEntries(columns.map((column, i) => [column, values[i]])));
    await session.query(upsertMany, [JSON.stringify(some)]);
    if (turns > 1) await pace.pause('records', turn + 1, turns);
  }
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
    ...(ONLY_NEW[put.kind] ? [confirmsItself(tx.book)] : []),
  ];
}

/**
 * What a row has from the start and keeps when it is written again: a new session is confirmed where
 * nobody else is asked. What follows from it says so too or takes it back, in the same transaction;
 * if only that said it, each row would be written twice.
 */
const ONLY_NEW: Readonly<Partial<Record<RecordKind, string>>> = { session: 'confirmed' };

const VERSION = ['dot_replica', 'dot_counter', 'vector', 'intent', 'hlc', 'seq'];

function statementsOf(kind: RecordKind) {
  const { fields, json } = RECORD_KINDS[kind];
  const kept = ['organisation_id', 'id', ...fields.map(sqlName), ...VERSION];
  const columns = [...kept, ...(ONLY_NEW[kind] ? [ONLY_NEW[kind]] : [])];
  const jsonColumns = [...json.map(sqlName), 'vector'];
  const assignments = kept.slice(2).map((column) => `${column} = excluded.${column}`);
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
