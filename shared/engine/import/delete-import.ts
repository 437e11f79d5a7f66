import { sql } from 'kysely';
import { closeConflicts } from '../derive/close-conflicts.ts';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';
import { IMPORTED_KINDS, type ImportJob, madeBy } from './import-made.ts';

/** How a record of each kind is put away. */
const PUT_AWAY = {
  appointment: "status = 'entered-in-error'",
  slot: 'deleted = true',
  session: 'deleted = true, confirmed = false',
  patient: 'deleted = true',
} as const;

/**
 * Puts away all that an import made, as new versions, so that it goes wherever it has come to. Set
 * by set: an import has as many rows as a clinic has in ten years.
 */
export async function deleteImport(tx: WriteTx, job: ImportJob): Promise<void> {
  const made = madeBy(tx.book, job);
  const { organisationId } = tx.book;
  await sql`delete from slot where organisation_id = ${organisationId} and dot_replica is null
    and session_id in (select id from session where ${made})`.execute(tx.kysely);
  await removeClaims(tx, job);
  const displaced = await loadConflicts(tx, job);
  for (const kind of IMPORTED_KINDS) await putAway(tx, job, kind);
  await closeConflicts(tx, displaced);
}

async function putAway(
  tx: WriteTx,
  job: ImportJob,
  kind: (typeof IMPORTED_KINDS)[number],
): Promise<void> {
  const { book } = tx;
  const table = sql.table(sqlName(kind));
  const made = madeBy(book, job);
  const { fields } = RECORD_KINDS[kind];
  const base = fields.map((field) => `'${field}', t.${sqlName(field)}`).join(', ');
  // What central has not heard of yet starts from nothing, and goes to it as it is now.
  const { rows } = await sql<{ count: number }>`
    with numbered as (
      select id, row_number() over (order by dot_counter) as no from ${table} where ${made}
    ), unsent as (
      insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)
      select t.organisation_id, ${kind}, t.id, ${book.counter}::int8 + n.no,
        t.dot_replica || ':' || t.dot_counter,
        jsonb_build_object(${sql.raw(base)})
          || case when t.ext is null then '{}' else jsonb_build_object('ext', t.ext) end,
        '{}'::uuid[]
      from ${table} t join numbered n on n.id = t.id
      where t.organisation_id = ${book.organisationId}
      on conflict (organisation_id, kind, id) do update set counter = excluded.counter
    ), written as (
      update ${table} t set ${sql.raw(PUT_AWAY[kind])}, dot_counter = ${book.counter}::int8 + n.no,
        vector = t.vector
          || jsonb_build_object(${book.replica}::text, ${book.counter}::int8 + n.no),
        intent = null, hlc = ${book.hlc}::int8, seq = ${book.seq}::int8 + n.no
      from numbered n where t.organisation_id = ${book.organisationId} and t.id = n.id
      returning t.id
    )
    select count(*)::int4 as count from written`.execute(tx.kysely);
  const count = rows[0]?.count ?? 0;
  book.counter += count;
  book.seq += count;
  if (count > 0) tx.touched(kind);
}

/** The time of the appointments is free; who sees it of the branch or the doctor learns that. */
async function removeClaims(tx: WriteTx, job: ImportJob): Promise<void> {
  const { organisationId } = tx.book;
  await sql`
    with gone as (
      delete from claim where organisation_id = ${organisationId}
        and id in (select id from appointment where ${madeBy(tx.book, job)})
      returning id, branch_id, doctor_id
    )
    insert into departed (organisation_id, scope, kind, id, seq)
    select ${organisationId}::uuid, part.scope, 'claim', gone.id, ${tx.nextSeq()}::int8
    from gone cross join lateral
      (values ('branch:' || gone.branch_id), ('doctor:' || gone.doctor_id)) as part(scope)
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`.execute(
    tx.kysely,
  );
  tx.touched('claim');
}

/** Appointments of the import that lost their time to others, and still ask for another. */
async function loadConflicts(tx: WriteTx, job: ImportJob): Promise<readonly string[]> {
  const { rows } = await sql<{ recordId: string }>`
    select t.record_id from conflict t join appointment a
      on a.organisation_id = t.organisation_id and a.id = t.record_id
    where t.organisation_id = ${tx.book.organisationId} and t.state = 'open'
      and a.import_id = ${job.id}`.execute(tx.kysely);
  return rows.map((row) => row.recordId);
}
