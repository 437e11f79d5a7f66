import type { Json } from '../../core/json.ts';
import { AUDIT_HASH } from './audit-hash.ts';
import type { Cause, WriteTx } from './handles.ts';
import { RECORD_KINDS } from './record-kinds.ts';
import { dotOf, dotText } from './stored.ts';
import type { AuditChange, IntentDone } from './tables.ts';
import { RECORDS_AT_ONCE, type Written } from './write-records.ts';

/**
 * Asks for everything that accompanies a write: the list of what central has not heard yet, the
 * audit entry, the counters, and what the intent came to. Returns the answers to wait for.
 */
export function writeBookkeeping(
  tx: WriteTx,
  cause: Cause,
  done: {
    readonly puts: readonly Written[];
    readonly notes: readonly AuditChange[];
    readonly outcome: IntentDone | null;
  },
): readonly Promise<unknown>[] {
  const { book } = tx;
  // Many were marked before, in turns.
  const unsent = book.isCentral || done.puts.length > RECORDS_AT_ONCE ? [] : done.puts;
  const changes = [...done.puts.map((put) => toChange(book.replica, put)), ...done.notes];
  const audited = changes.length > 0;
  if (audited) book.auditNo += 1;
  return [
    ...(unsent.length > 0 ? [markUnsent(tx, cause, unsent)] : []),
    ...(audited ? [appendAudit(tx, cause, changes)] : []),
    storeBook(tx),
    ...(done.outcome ? [keepOutcome(tx, cause, done.outcome, audited ? book.auditNo : null)] : []),
  ];
}

function toChange(replica: string, put: Written): AuditChange {
  const before = put.before === null ? null : fieldsOf(put, put.before as never);
  const after = fieldsOf(put, put.after as never);
  return {
    kind: put.kind,
    id: put.after.id,
    before,
    after: before ? differing(before, after) : after,
    vector: { ...put.before?.vector, [replica]: put.counter },
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

/** The same for more records than are written at once; whoever waits may stop it in between. */
export async function markUnsentInTurns(
  tx: WriteTx,
  cause: Cause,
  puts: readonly Written[],
): Promise<void> {
  if (tx.book.isCentral) return;
  for (let from = 0; from < puts.length; from += RECORDS_AT_ONCE) {
    const some = puts.slice(from, from + RECORDS_AT_ONCE);
    await markUnsent(tx, cause, some);
    await tx.pace.pause('kept', from + some.length, puts.length);
  }
}

/** The rows written here since central last had them, each with the version it started from. */
function markUnsent({ book, session }: WriteTx, cause: Cause, puts: readonly Written[]) {
  const rows = puts.map(toDirty);
  const [only] = rows;
  const whose = [book.organisationId, cause.intentId];
  if (!only || rows.length > 1)
    return session.query(MARK_SEVERAL, [...whose, JSON.stringify(rows)]);
  const { kind, id, counter, base_dot: baseDot, base } = only;
  const baseText = base === null ? null : JSON.stringify(base);
  return session.query(MARK_ONE, [...whose, kind, id, counter, baseDot, baseText]);
}

const INTO_DIRTY = 'insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)';
/** Edited while it is on its way to central, the next version is made from the one that is sent. */
const ON_ITS_WAY = `dirty.counter <= (select max(b.max_counter) from push_batch b
  where b.organisation_id = dirty.organisation_id)`;
/** What a central that was set back is offered was written before: what is edited now is made from it. */
const IS_OFFERED = `dirty.base is null and excluded.base is not null
  and excluded.base_dot is distinct from (select b.replica || ':' || dirty.counter from book b
    where b.organisation_id = dirty.organisation_id)`;
const AGAIN = `on conflict (organisation_id, kind, id) do update
  set counter = excluded.counter, trail = dirty.trail || excluded.trail,
    base = case when ${IS_OFFERED} then excluded.base else dirty.base end,
    base_dot = case when ${IS_OFFERED} then excluded.base_dot else dirty.base_dot end,
    next_base = case when ${ON_ITS_WAY} then excluded.base else dirty.next_base end,
    next_base_dot = case when ${ON_ITS_WAY} then excluded.base_dot else dirty.next_base_dot end`;

/** As values one takes half of what it does as a list of one. */
const MARK_ONE = `${INTO_DIRTY}
  values ($1, $3, $4, $5, $6, $7, array_remove(array[$2::uuid], null)) ${AGAIN}`;
const MARK_SEVERAL = `${INTO_DIRTY}
  select $1, d.kind, d.id, d.counter, d.base_dot, d.base, array_remove(array[$2::uuid], null)
  from jsonb_to_recordset($3) as d(kind text, id uuid, counter int8, base_dot text, base jsonb)
  ${AGAIN}`;

function toDirty(put: Written): Record<string, Json> {
  const dot = put.before === null ? null : dotOf(put.before);
  return {
    kind: put.kind,
    id: put.after.id,
    counter: put.counter,
    base_dot: dot === null ? null : dotText(dot),
    base: (put.before === null ? null : baseOf(put, put.before as never)) as Json,
  };
}

/** With what only another version of the program knows of it, so that central can tell an edit. */
function baseOf(put: Written, before: Record<string, unknown>): Record<string, unknown> {
  const { ext } = before;
  return { ...fieldsOf(put, before as never), ...(ext ? { ext } : {}) };
}

/** The entry of this transaction, chained to the one before by its hash. */
const appendAudit = (
  { session, book, nowMs }: WriteTx,
  cause: Cause,
  changes: readonly AuditChange[],
) =>
  session.query(
    `insert into audit (organisation_id, replica, no, at_ms, hlc, intent_id, intent_kind, actor_id,
       actor_name, role, desk, source, reason, record_ids, changes, previous_hash, form, hash)
     select e.*, ${AUDIT_HASH}
     from (select $1::uuid as organisation_id, $2::text as replica, $3::int8 as no, $4::int8 as at_ms,
       $5::int8 as hlc, $6::uuid as intent_id, $7::text as intent_kind, $8::uuid as actor_id,
       $9::text as actor_name, $10::text as role, $11::text as desk, $12::text as source,
       $13::text as reason, $14::uuid[] as record_ids, $16::jsonb as changes,
       $15::text as previous_hash, 2::int2 as form) as e`,
    [
      book.organisationId,
      book.replica,
      book.auditNo,
      nowMs,
      book.hlc,
      cause.intentId,
      cause.intentKind,
      cause.actorId,
      cause.actorName,
      cause.role,
      cause.desk,
      cause.source,
      cause.reason,
      changes.map((change) => change.id),
      book.auditHash,
      JSON.stringify(changes),
    ],
  );

/** The counters, and the hash that the next audit entry is chained to. */
const storeBook = ({ session, book }: WriteTx) =>
  session.query(
    `update book set counter = $2, seq = $3, hlc = $4, audit_no = $5, audit_hash = coalesce(
         (select hash from audit where organisation_id = $1 and replica = book.replica and no = $5),
         audit_hash),
       cursor = $6, acked = $7, push_no = $8, last_heard_ms = $9, clock_offset_ms = $10
     where organisation_id = $1`,
    [
      book.organisationId,
      book.counter,
      book.seq,
      book.hlc,
      book.auditNo,
      book.cursor,
      book.acked,
      book.pushNo,
      book.lastHeardMs,
      book.clockOffsetMs,
    ],
  );

/** So that the intent is done once, and can be taken back by its audit entry if it has one. */
const keepOutcome = (
  { session, book }: WriteTx,
  { intentId }: Cause,
  outcome: IntentDone,
  auditNo: number | null,
) =>
  session.query(
    `insert into applied_intent (organisation_id, id, outcome, audit_replica, audit_no)
     values ($1, $2, $3, $4, $5)`,
    [book.organisationId, intentId, JSON.stringify(outcome), book.replica, auditNo],
  );
