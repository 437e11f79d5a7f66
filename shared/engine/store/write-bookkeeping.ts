import { sql } from 'kysely';
import type { Json } from '../../core/json.ts';
import type { Cause, WriteTx } from './handles.ts';
import { RECORD_KINDS } from './record-kinds.ts';
import { type AuditChange, dotOf, dotText } from './tables.ts';
import type { Written } from './write-records.ts';

/**
 * Everything that accompanies a write, in one statement: the counters, the list of what central
 * has not heard yet, and the audit entry, chained to the one before by its hash.
 */
export async function writeBookkeeping(
  tx: WriteTx,
  cause: Cause,
  puts: readonly Written[],
  notes: readonly AuditChange[],
): Promise<void> {
  const { book } = tx;
  const changes = [...puts.map(toChange), ...notes];
  if (changes.length > 0) book.auditNo += 1;
  const result = await sql<{ hash: string | null }>`
    with dirty_rows as (${dirtyRows(tx, cause, puts)}),
    entry as (${auditEntry(tx, cause, changes)})
    update book set counter = ${book.counter}, seq = ${book.seq}, hlc = ${book.hlc},
      audit_no = ${book.auditNo}, audit_hash = coalesce((select hash from entry), audit_hash),
      cursor = ${book.cursor}, acked = ${book.acked}, push_no = ${book.pushNo},
      last_heard_ms = ${book.lastHeardMs}, clock_offset_ms = ${book.clockOffsetMs}
    where organisation_id = ${book.organisationId}
    returning audit_hash as hash`.execute(tx.kysely);
  book.auditHash = result.rows[0]?.hash ?? book.auditHash;
}

function toChange(put: Written): AuditChange {
  const before = put.before === null ? null : fieldsOf(put, put.before as never);
  const after = fieldsOf(put, put.after as never);
  return {
    kind: put.kind,
    id: put.after.id,
    before,
    after: before ? differing(before, after) : after,
  };
}

const fieldsOf = (put: Written, body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    RECORD_KINDS[put.kind].fields
      .filter((field) => field !== 'passwordHash')
      .map((field) => [field, body[field]]),
  );

const differing = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
    ),
  );

/** The rows written here since central last had them, each with the version it started from. */
function dirtyRows(tx: WriteTx, cause: Cause, puts: readonly Written[]) {
  const { book } = tx;
  const rows = book.isCentral ? [] : puts.map(toDirty);
  return sql`
    insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)
    select ${book.organisationId}::uuid, d.kind, d.id, d.counter, d.base_dot, d.base,
      array_remove(array[${cause.intentId}::uuid], null)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d(kind text, id uuid, counter int8, base_dot text, base jsonb)
    on conflict (organisation_id, kind, id) do update
      set counter = excluded.counter, trail = dirty.trail || excluded.trail`;
}

function toDirty(put: Written): Record<string, Json> {
  const dot = put.before === null ? null : dotOf(put.before);
  return {
    kind: put.kind,
    id: put.after.id,
    counter: put.counter,
    base_dot: dot === null ? null : dotText(dot),
    base: (put.before === null ? null : fieldsOf(put, put.before as never)) as Json,
  };
}

function auditEntry(tx: WriteTx, cause: Cause, changes: readonly AuditChange[]) {
  const { book } = tx;
  const ids = changes.map((change) => change.id);
  return sql`
    insert into audit (organisation_id, replica, no, at_ms, hlc, intent_id, intent_kind, actor_id,
      actor_name, role, desk, source, reason, record_ids, changes, previous_hash, hash)
    select ${book.organisationId}::uuid, ${book.replica}::text, ${book.auditNo}::int8,
      ${tx.nowMs}::int8, ${book.hlc}::int8, ${cause.intentId}::uuid, ${cause.intentKind}::text,
      ${cause.actorId}::uuid, ${cause.actorName}::text, ${cause.role}::text, ${cause.desk}::text,
      ${cause.source}::text, ${cause.reason}::text, ${ids}::uuid[], e.changes,
      ${book.auditHash}::text,
      encode(sha256(convert_to(concat_ws('|', ${book.auditHash}::text, ${book.replica}::text,
        ${book.auditNo}::text, ${tx.nowMs}::text, ${book.hlc}::text, ${cause.intentId}::text,
        ${cause.intentKind}::text, ${cause.actorId}::text, ${cause.reason}::text,
        e.changes::text), 'UTF8')), 'hex')
    from (select ${JSON.stringify(changes)}::jsonb as changes) as e
    where jsonb_array_length(e.changes) > 0
    returning hash`;
}
