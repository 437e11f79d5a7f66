import { sql } from 'kysely';
import type { Cause, WriteTx } from './handles.ts';
import type { RecordKind, RecordShapes } from './kind-info.ts';
import { RECORD_KINDS, sqlName } from './record-kinds.ts';

/** Records written in one statement; more are taken in turns. */
const ROWS_AT_ONCE = 5000;

/** The types of columns that JSON does not tell by itself. */
const COLUMN_TYPES: Readonly<Record<string, string>> = {
  startMs: 'int8',
  endMs: 'int8',
  madeHlc: 'int8',
  slotMin: 'int4',
  capacity: 'int4',
  moves: 'int4',
  branchId: 'uuid',
  doctorId: 'uuid',
  serviceId: 'uuid',
  patientId: 'uuid',
  mergedInto: 'uuid',
  assistsId: 'uuid',
  sessionId: 'uuid',
  seriesId: 'uuid',
  roomId: 'uuid',
  supersededBy: 'uuid',
  importId: 'uuid',
  courseId: 'uuid',
  sharedWith: 'uuid',
  deleted: 'boolean',
  emergency: 'boolean',
  toldByPhone: 'boolean',
  unseated: 'boolean',
  withRight: 'boolean',
  withEither: 'boolean',
  allowsSms: 'boolean',
  allowsEmail: 'boolean',
  optedOut: 'boolean',
  tags: 'jsonb',
  serviceIds: 'uuid[]',
  steps: 'jsonb',
};

/**
 * Writes many new records of one kind, each with a dot of its own and its place in the feed, like
 * records that are put one by one, and marks them unsent. Records that are there already stay as
 * they are. Returns how many were new.
 */
export async function insertBulk<K extends RecordKind>(
  tx: WriteTx,
  cause: Cause,
  kind: K,
  records: readonly RecordShapes[K][],
): Promise<number> {
  let inserted = 0;
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    inserted += await insertSome(tx, cause, kind, records.slice(from, from + ROWS_AT_ONCE));
  }
  if (inserted > 0) tx.touched(kind);
  return inserted;
}

async function insertSome<K extends RecordKind>(
  tx: WriteTx,
  cause: Cause,
  kind: K,
  records: readonly RecordShapes[K][],
): Promise<number> {
  const { book } = tx;
  const { fields, json } = RECORD_KINDS[kind];
  const names = fields.map((field) => sqlName(field)).join(', ');
  const values = fields
    .map((field) =>
      COLUMN_TYPES[field] === 'jsonb'
        ? `array(select jsonb_array_elements_text(r."${field}"))`
        : `r."${field}"`,
    )
    .join(', ');
  const typeOf = (field: string): string =>
    json.includes(field) ? 'jsonb' : (COLUMN_TYPES[field] ?? 'text');
  const shape = fields.map((field) => `"${field}" ${typeOf(field)}`).join(', ');
  const counter = sql`${book.counter}::int8 + row_number() over (order by r.no)`;
  const { rows } = await sql<{ count: number }>`
    with fresh as (
      insert into ${sql.raw(sqlName(kind))} (organisation_id, id, ${sql.raw(names)}, dot_replica,
        dot_counter, vector, intent, hlc, seq)
      select ${book.organisationId}::uuid, r.id, ${sql.raw(values)}, ${book.replica}, ${counter},
        jsonb_build_object(${book.replica}::text, ${counter}), ${cause.intentId}::uuid,
        ${book.hlc}::int8, ${book.seq}::int8 + row_number() over (order by r.no)
      from rows from (jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
        as (id uuid, ${sql.raw(shape)})) with ordinality as r(id, ${sql.raw(quoted(fields))}, no)
      on conflict (organisation_id, id) do nothing
      returning id, dot_counter
    ), unsent as (
      insert into dirty (organisation_id, kind, id, counter, trail)
      select ${book.organisationId}::uuid, ${kind}, fresh.id, fresh.dot_counter, '{}'::uuid[]
      from fresh where not ${book.isCentral}
    )
    select count(*)::int4 as count from fresh`.execute(tx.kysely);
  book.counter += records.length;
  book.seq += records.length;
  return rows[0]?.count ?? 0;
}

const quoted = (fields: readonly string[]): string =>
  fields.map((field) => `"${field}"`).join(', ');
