import { sql } from 'kysely';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';

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
  await sql`delete from push_batch where organisation_id = ${organisationId}`.execute(tx.kysely);
  book.counter = await numberAnew(tx);
  for (const kind of RECORD_KIND_NAMES) {
    const { rows } = await sql`
      update ${sql.raw(sqlName(kind))} t
      set dot_replica = ${replica}, dot_counter = d.counter, seq = ${tx.nextSeq()},
        vector = (t.vector - ${former}::text)
          || case when least((t.vector ->> ${former}::text)::int8, ${acked}::int8) > 0
            then jsonb_build_object(${former}::text,
              least((t.vector ->> ${former}::text)::int8, ${acked}::int8))
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
  await giveUpRights(tx);
  await spendAnew(tx, former);
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

/**
 * Who has this one's quotas now is for central to say. What it booked within them and did not hand
 * over waits for room, like what was beyond them, and is this one's to admit.
 */
async function spendAnew(tx: WriteTx, former: string): Promise<void> {
  const { organisationId, replica } = tx.book;
  await sql`
    update appointment t set made_by = ${replica}, over_quota_reason =
      'Booked before this computer was set back to a backup.'
    from dirty d
    where d.organisation_id = ${organisationId} and d.kind = 'appointment'
      and t.organisation_id = d.organisation_id and t.id = d.id and t.made_by = ${former}
      and t.over_quota_reason is null and t.overbook_reason is null
      and exists (select 1 from daily_limit l where l.organisation_id = t.organisation_id
        and l.doctor_id = t.doctor_id and l.per_day is not null)`.execute(tx.kysely);
  await sql`
    update quota t set from_replica = ${replica} from dirty d
    where d.organisation_id = ${organisationId} and d.kind = 'quota'
      and t.organisation_id = d.organisation_id and t.id = d.id
      and t.from_replica = ${former}`.execute(tx.kysely);
}

/** A right that was given away and not heard of at central, by the one who has it now; if it does. */
async function giveInNewName(
  tx: WriteTx,
  former: string,
  state: 'given' | 'withdrawn',
): Promise<void> {
  const { organisationId, replica } = tx.book;
  const { rows } = await sql`
    update handover t set from_replica = ${replica}, state = ${state} from dirty d
    where d.organisation_id = ${organisationId} and d.kind = 'handover'
      and t.organisation_id = d.organisation_id and t.id = d.id
      and t.from_replica = ${former} and t.state = 'given' returning t.id`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('handover');
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
