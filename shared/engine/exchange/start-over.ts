import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { takeBackEntrusted } from './entrusted.ts';
import { isDerived, type WireKind } from './wire-columns.ts';

/**
 * Central will give this replica the whole of its scope anew. `offer`: central was set back, so it
 * is first offered everything that stands here, as it stands, after what was not sent yet. From now
 * on each row that comes takes a later place; what has none when all has come is gone (`sweep`).
 */
export async function startOver(tx: WriteTx, how: 'pull' | 'offer'): Promise<void> {
  const { book } = tx;
  const { organisationId } = book;
  if (how === 'offer') {
    // What is on its way is said again as it was: what was edited since is made from that.
    await takeBackEntrusted(tx);
    for (const kind of RECORD_KIND_NAMES) {
      const { rows } = await sql<{ counter: number }>`
        insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)
        select organisation_id, ${kind}, id, ${book.counter}::int8 + row_number() over (order by seq),
          null, null, '{}'
        from ${sql.raw(sqlName(kind))} t
        where organisation_id = ${organisationId} and dot_replica is not null
        on conflict (organisation_id, kind, id) do nothing
        returning counter`.execute(tx.kysely);
      book.counter = rows.reduce((last, { counter }) => Math.max(last, counter), book.counter);
    }
  }
  await sql`update book set sweep_seq = ${book.seq}
    where organisation_id = ${organisationId}`.execute(tx.kysely);
  book.sweepSeq = book.seq;
}

/** Rows of a kind that central did not give again, and that were not written here since. */
export async function loadNotGiven(
  tx: WriteTx,
  kind: WireKind,
): Promise<readonly { readonly id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.raw(sqlName(kind))} t
    where t.organisation_id = ${tx.book.organisationId} and t.seq <= ${tx.book.sweepSeq}::int8
      and ${isDerived(kind) ? sql`true` : sql`t.dot_replica is not null`}`.execute(tx.kysely);
  return rows;
}

export async function endSweep(tx: WriteTx): Promise<void> {
  await sql`update book set sweep_seq = null
    where organisation_id = ${tx.book.organisationId}`.execute(tx.kysely);
  tx.book.sweepSeq = null;
}
