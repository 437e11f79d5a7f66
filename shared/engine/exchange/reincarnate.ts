import { sql } from 'kysely';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { dropBatch } from './push-batch.ts';
import { giveInNewName, ownAsNew, spendAnew } from './rename-unsent.ts';

/**
 * Lets this replica go on as another, `replica`, because someone else has written or may have
 * written under its name: the disk was copied, or set back to a backup. A dot is never used twice
 * (the actor epochs of Riak's kv679 serve the same end). What central has not acknowledged is
 * stamped anew and offered again; as the right to the time may have been used by the other, none
 * of it claims to be made with a right any more.
 *
 * `of`: whose key central knows this one by; null if it was enrolled under the new name. `replaces`:
 * nobody else uses that former name, and its booking rights pass to this one.
 */
export async function reincarnate(
  tx: WriteTx,
  {
    replica,
    of,
    replaces,
  }: { readonly replica: string; readonly of: string | null; readonly replaces: boolean },
): Promise<void> {
  const { book } = tx;
  const { organisationId, replica: former, acked } = book;
  await dropBatch(tx);
  book.counter = await numberAnew(tx);
  // Of another device's writes central believes nobody more than it has itself, which it adds.
  const known = of === null ? 0 : acked;
  for (const kind of RECORD_KIND_NAMES) {
    const { rows } = await sql`
      update ${sql.raw(sqlName(kind))} t
      set dot_replica = ${replica}, dot_counter = d.counter, seq = ${tx.nextSeq()},
        vector = (t.vector - ${former}::text)
          || case when least((t.vector ->> ${former}::text)::int8, ${known}::int8) > 0
            then jsonb_build_object(${former}::text,
              least((t.vector ->> ${former}::text)::int8, ${known}::int8))
            else '{}'::jsonb end
          || jsonb_build_object(${replica}::text, d.counter)
      from dirty d
      where d.organisation_id = ${organisationId} and d.kind = ${kind}
        and t.organisation_id = d.organisation_id and t.id = d.id
      returning t.id`.execute(tx.kysely);
    if (rows.length > 0) tx.touched(kind);
  }
  await sql`update book set replica = ${replica}, incarnation_of = ${of},
    replaces_former = ${replaces} where organisation_id = ${organisationId}`.execute(tx.kysely);
  Object.assign(book, { replica, incarnationOf: of, replacesFormer: replaces });
  // Central knows the new name at no place yet.
  await sql`update book set reach = reach - 'mark'
    where organisation_id = ${organisationId}`.execute(tx.kysely);
  book.acked = 0;
  book.pushNo = 0;
  tx.note({ kind: 'book', id: organisationId, before: { replica: former }, after: { replica } });
  await spendAnew(tx, former, replaces);
  if (of === null) await ownAsNew(tx, former);
  await giveUpRights(tx);
  await giveInNewName(tx, former, replaces ? 'given' : 'withdrawn');
}

/** A name that no other incarnation has: the device's, and some letters of an id. */
export const incarnationName = (former: string, id: string): string =>
  `${former.split('~')[0]}~${id.slice(-SUFFIX_LENGTH)}`;

const SUFFIX_LENGTH = 8;
const SUFFIX = /^[0-9a-z]{8}$/;

/** Whether a name can be one of `former`'s incarnations: nobody takes the name of another device. */
export function isIncarnationName(name: string, former: string): boolean {
  const [device, suffix = '', ...rest] = name.split('~');
  return rest.length === 0 && device === former.split('~')[0] && SUFFIX.test(suffix);
}

/** Counts what is unsent from 1, in its order. Returns the last number. */
async function numberAnew(tx: WriteTx): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    with numbered as (
      select kind, id, row_number() over (order by counter) as no
      from dirty where organisation_id = ${tx.book.organisationId}),
    renumbered as (
      update dirty d set counter = n.no from numbered n
      where d.organisation_id = ${tx.book.organisationId} and d.kind = n.kind and d.id = n.id
      returning d.counter)
    select coalesce(max(counter), 0)::int8 as last from renumbered`.execute(tx.kysely);
  return rows[0]?.last ?? 0;
}

async function giveUpRights(tx: WriteTx): Promise<void> {
  const { organisationId } = tx.book;
  const { rows } = await sql<{ id: string }>`
    update appointment t set with_right = false
    from dirty d
    where d.organisation_id = ${organisationId} and d.kind = 'appointment'
      and t.organisation_id = d.organisation_id and t.id = d.id and t.with_right
    returning t.id`.execute(tx.kysely);
  const ids = rows.map(({ id }) => id);
  await deriveClaims(tx, await loadRecords(tx, organisationId, 'appointment', ids));
}
