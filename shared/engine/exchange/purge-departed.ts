import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import { isRecordKind, sqlName } from '../store/record-kinds.ts';
import { loadHeard } from './load-heard.ts';

/** Rows forgotten in one run; the next goes on. */
export const PURGED_AT_ONCE = 5000;

/**
 * Central forgets that rows left a part of the book once every replica that is not retired has said
 * that it applied that, with nothing left unsent: never by age. Of a record that is nowhere any more
 * the id is kept, so that a late push of it is told that it is gone. Returns how many were
 * forgotten.
 */
export async function purgeAtCentral(tx: WriteTx): Promise<number> {
  const { organisationId } = tx.book;
  if (await isHealing(tx)) return 0;
  const { rows } = await sql<{ kind: string; id: string; seq: number }>`
    with last as (
      select max(seq) as seq from (select d.seq from departed d
        where d.organisation_id = ${organisationId} and d.seq <= ${await loadHeard(tx)}::int8
        order by d.seq limit ${PURGED_AT_ONCE}) as next)
    delete from departed d using last
    where d.organisation_id = ${organisationId} and d.seq <= last.seq
    returning d.kind, d.id, d.seq`.execute(tx.kysely);
  if (rows.length === 0) return 0;
  for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind)) {
    if (isRecordKind(kind)) await keepStubs(tx, kind, [...new Set(ofKind.map(({ id }) => id))]);
  }
  const through = rows.reduce((last, { seq }) => Math.max(last, seq), tx.book.purgedThrough);
  await sql`update book set purged_through = ${through}
    where organisation_id = ${organisationId}`.execute(tx.kysely);
  tx.book.purgedThrough = through;
  return rows.length;
}

const keepStubs = (tx: WriteTx, kind: string, ids: readonly string[]): Promise<unknown> =>
  sql`insert into purged (organisation_id, kind, id)
    select ${tx.book.organisationId}::uuid, ${kind}, gone.id
    from unnest(${[...ids]}::uuid[]) as gone(id)
    where not exists (select 1 from ${sql.raw(sqlName(kind))} t
      where t.organisation_id = ${tx.book.organisationId} and t.id = gone.id)
    on conflict do nothing`.execute(tx.kysely);

/**
 * At a replica they tell desks alone, which have followed the feed long since: `through` is a place
 * that it had at the last run. Returns how many were forgotten.
 */
export async function purgeAtReplica(tx: WriteTx, through: number): Promise<number> {
  let forgotten = 0;
  for (const table of ['departed', 'acknowledged'] as const) {
    const { rows } = await sql`delete from ${sql.table(table)} t where t.ctid = any (array(
        select ctid from ${sql.table(table)}
        where organisation_id = ${tx.book.organisationId} and seq <= ${through}
        limit ${PURGED_AT_ONCE}))
      returning 1`.execute(tx.kysely);
    forgotten += rows.length;
  }
  return forgotten;
}
