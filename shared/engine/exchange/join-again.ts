import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { reincarnate } from './reincarnate.ts';
import { startOver } from './start-over.ts';

/**
 * Goes on as `replica`, which central made of this computer by a new code. What it had promised and
 * not handed over is offered, and tentative. `isForgotten`: central did not know the former name,
 * so that whatever was written under it may be missing there, and is all offered again.
 */
export async function joinAgain(
  tx: WriteTx,
  { replica, isForgotten }: { readonly replica: string; readonly isForgotten: boolean },
): Promise<void> {
  // Central was asked before, and this computer broke off: it is that replica already.
  if (tx.book.replica === replica) return;
  if (isForgotten) {
    await offerOwn(tx);
    // The trail, too, from its first entry.
    await sql`delete from trail_handed
      where organisation_id = ${tx.book.organisationId}`.execute(tx.kysely);
  }
  await reincarnate(tx, { replica, of: null, replaces: false });
  if (!isForgotten) return;
  // What else these versions rest on, central cannot tell either.
  for (const kind of RECORD_KIND_NAMES) {
    await sql`
      update ${sql.raw(sqlName(kind))} t set vector = jsonb_build_object(${replica}::text, d.counter)
      from dirty d
      where d.organisation_id = ${tx.book.organisationId} and d.kind = ${kind}
        and t.organisation_id = d.organisation_id and t.id = d.id`.execute(tx.kysely);
  }
  await askForAll(tx);
}

/** The place reached in central's feed was one in another history of it. */
async function askForAll(tx: WriteTx): Promise<void> {
  const { book } = tx;
  await startOver(tx, 'pull');
  book.cursor = 0;
  const reach = { parts: book.reach?.parts ?? [], catchingUp: {}, startedOver: true };
  await sql`update book set reach = ${JSON.stringify(reach)}::jsonb
    where organisation_id = ${book.organisationId}`.execute(tx.kysely);
  book.reach = reach;
}

/** Everything whose latest version was written on this computer waits for central again. */
async function offerOwn(tx: WriteTx): Promise<void> {
  const { book } = tx;
  const { organisationId, replica } = book;
  const device = replica.split('~')[0] ?? replica;
  for (const kind of RECORD_KIND_NAMES) {
    await sql`
      insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)
      select organisation_id, ${kind}, id, ${book.counter}::int8 + row_number() over (order by seq),
        null, null, array_remove(array[intent], null)
      from ${sql.raw(sqlName(kind))} t
      where organisation_id = ${organisationId} and split_part(dot_replica, '~', 1) = ${device}
      on conflict (organisation_id, kind, id) do nothing`.execute(tx.kysely);
    const { rows } = await sql<{ last: number }>`
      select coalesce(max(counter), 0)::int8 as last from dirty
      where organisation_id = ${organisationId}`.execute(tx.kysely);
    book.counter = Math.max(book.counter, rows[0]?.last ?? 0);
  }
  book.acked = 0;
}
