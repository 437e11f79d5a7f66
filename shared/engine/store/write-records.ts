import { sql } from 'kysely';
import type { Cause, Put, WriteTx } from './handles.ts';
import { RECORD_KIND_NAMES, RECORD_KINDS, sqlName } from './record-kinds.ts';

/** A put that was written, with the counter of its dot. */
export type Written = Put & { readonly counter: number };

type Row = Readonly<Record<string, unknown>>;

/** Stamps each put with a dot of this replica and its place in the feed, and writes them by kind. */
export async function writeRecords(
  tx: WriteTx,
  cause: Cause,
  puts: readonly Put[],
): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const kind of RECORD_KIND_NAMES) {
    const rows = puts
      .filter((put) => put.kind === kind)
      .map((put) => {
        tx.book.counter += 1;
        written.push({ ...put, counter: tx.book.counter });
        return toRow(tx, cause, put);
      });
    if (rows.length > 0) await upsert(tx, sqlName(kind), rows);
  }
  return written;
}

function toRow(tx: WriteTx, cause: Cause, put: Put): Row {
  const { organisationId, replica, counter, hlc } = tx.book;
  const { fields, json } = RECORD_KINDS[put.kind];
  const body = put.after as unknown as Row;
  const own = fields.map((field) => [
    sqlName(field),
    json.includes(field) ? JSON.stringify(body[field]) : body[field],
  ]);
  return {
    organisation_id: organisationId,
    id: put.after.id,
    ...Object.fromEntries(own),
    dot_replica: replica,
    dot_counter: counter,
    vector: JSON.stringify({ ...put.before?.vector, [replica]: counter }),
    intent: cause.intentId,
    hlc,
    seq: tx.nextSeq(),
  };
}

async function upsert(tx: WriteTx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  const assignments = columns
    .filter((column) => column !== 'organisation_id' && column !== 'id')
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((c) => sql.ref(c)))})
    values ${sql.join(values)}
    on conflict (organisation_id, id) do update set ${sql.join(assignments)}`.execute(tx.kysely);
}
