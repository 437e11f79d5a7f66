import { type RawBuilder, sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';
import type { IMPORTED_KINDS } from './import-made.ts';

/** Some of the records that an import made, all of one kind. */
export interface ImportPiece {
  readonly kind: (typeof IMPORTED_KINDS)[number];
  readonly ids: readonly string[];
}

/** How a record of each kind is put away. */
const PUT_AWAY = {
  appointment: "status = 'entered-in-error'",
  slot: 'deleted = true',
  session: 'deleted = true, confirmed = false',
  patient: 'deleted = true',
} as const;

/**
 * Puts records of an import away, as new versions, so that it goes wherever they have come to. Set by
 * set: an import has as many rows as a clinic has in ten years.
 */
export async function deletePiece(tx: WriteTx, piece: ImportPiece): Promise<void> {
  if (piece.kind === 'appointment') await removeClaims(tx, piece);
  if (piece.kind === 'session') await removeSlots(tx, piece);
  await putAway(tx, piece);
}

/** Records of an import of which nobody else has heard go without a trace. */
export async function forgetPiece(tx: WriteTx, piece: ImportPiece): Promise<void> {
  const { kind } = piece;
  const made = idsOf(tx, piece);
  if (kind === 'appointment') await sql`delete from claim where ${made}`.execute(tx.kysely);
  if (kind === 'session') {
    await removeSlots(tx, piece);
    await sql`delete from booking_right where ${made}`.execute(tx.kysely);
  }
  await sql`insert into departed (organisation_id, scope, kind, id, seq)
    select organisation_id, 'here', ${kind}, id, ${tx.nextSeq()}::int8
    from ${sql.table(kind)} where ${made}
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`.execute(
    tx.kysely,
  );
  await sql`delete from ${sql.table(kind)} where ${made}`.execute(tx.kysely);
  await sql`delete from dirty where kind = ${kind} and ${made}`.execute(tx.kysely);
  tx.touched(kind);
  tx.touched('claim');
  tx.touched('departed');
}

const idsOf = ({ book }: WriteTx, { ids }: ImportPiece): RawBuilder<unknown> =>
  sql`organisation_id = ${book.organisationId} and id = any (${[...ids]}::uuid[])`;

/** Slots that are as their session gives them. */
const removeSlots = ({ kysely, book }: WriteTx, { ids }: ImportPiece) =>
  sql`delete from slot where organisation_id = ${book.organisationId} and dot_replica is null
    and session_id = any (${[...ids]}::uuid[])`.execute(kysely);

async function putAway(tx: WriteTx, piece: ImportPiece): Promise<void> {
  const { book } = tx;
  const { kind } = piece;
  const table = sql.table(sqlName(kind));
  const { fields } = RECORD_KINDS[kind];
  const base = fields.map((field) => `'${field}', t.${sqlName(field)}`).join(', ');
  // What central has not heard of yet starts from nothing, and goes to it as it is now.
  const { rows } = await sql<{ count: number }>`
    with numbered as (
      select id, row_number() over (order by dot_counter) as no
      from ${table} where ${idsOf(tx, piece)}
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
async function removeClaims(tx: WriteTx, piece: ImportPiece): Promise<void> {
  await sql`
    with gone as (
      delete from claim where ${idsOf(tx, piece)} returning id, branch_id, doctor_id
    )
    insert into departed (organisation_id, scope, kind, id, seq)
    select ${tx.book.organisationId}::uuid, part.scope, 'claim', gone.id, ${tx.nextSeq()}::int8
    from gone cross join lateral
      (values ('branch:' || gone.branch_id), ('doctor:' || gone.doctor_id)) as part(scope)
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`.execute(
    tx.kysely,
  );
  tx.touched('claim');
}
