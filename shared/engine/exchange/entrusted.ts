import { sql } from 'kysely';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KIND_NAMES, sqlName } from '../store/record-kinds.ts';
import { isUnsent } from './is-unsent.ts';
import { columnList } from './stage.ts';
import { pullColumns } from './wire-columns.ts';

/**
 * Keeps aside what was written here and is about to leave the book, because it is others' to see:
 * a visit booked for another branch. Until all have heard central's feed up to `until`, it may be
 * nowhere but at central, whose disk may be set back. A later version of it takes its place.
 */
export const entrust = (
  tx: WriteTx,
  kind: RecordKind,
  ids: readonly string[],
  until: number,
): Promise<unknown> =>
  sql`insert into entrusted (organisation_id, kind, id, body, seq)
    select t.organisation_id, ${kind}, t.id, to_jsonb(t), ${until}::int8
    from ${sql.raw(sqlName(kind))} t
    where t.organisation_id = ${tx.book.organisationId} and t.id = any (${[...ids]}::uuid[])
      and split_part(t.dot_replica, '~', 1) = split_part(${tx.book.replica}, '~', 1)
      and not ${isUnsent(tx, kind, 't')}
    on conflict (organisation_id, kind, id) do update
      set body = excluded.body, seq = excluded.seq`.execute(tx.kysely);

/** Whether anything is kept aside, so that this replica has to hear how far all others are. */
export async function isEntrusted(tx: WriteTx): Promise<boolean> {
  const { rows } = await sql`select 1 from entrusted
    where organisation_id = ${tx.book.organisationId} limit 1`.execute(tx.kysely);
  return rows.length > 0;
}

/** Every replica has heard central's feed up to `heard`: what was kept until there is safe. */
export const releaseEntrusted = (tx: WriteTx, heard: number): Promise<unknown> =>
  sql`delete from entrusted
    where organisation_id = ${tx.book.organisationId} and seq <= ${heard}`.execute(tx.kysely);

/**
 * Central was set back, and may have lost what was kept aside: it is in the book again, to be
 * offered with all the rest. What central then has and this replica may not see goes once more.
 */
export async function takeBackEntrusted(tx: WriteTx): Promise<void> {
  const { organisationId } = tx.book;
  for (const kind of RECORD_KIND_NAMES) {
    const kept = await loadColumns(tx, kind);
    if (kept === null) continue;
    const columns = pullColumns(kind).filter((one) => kept.includes(one));
    const list = sql.raw(columns.join(', '));
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.raw(sqlName(kind))} (organisation_id, ${list}, seq)
      select ${organisationId}::uuid, ${columnList(columns, 'was')}, ${tx.nextSeq()}::int8
      from entrusted e
      cross join lateral jsonb_populate_record(null::${sql.raw(sqlName(kind))}, e.body) as was
      where e.organisation_id = ${organisationId} and e.kind = ${kind}
      on conflict (organisation_id, id) do nothing returning id`.execute(tx.kysely);
    tx.touched(kind);
    const ids = rows.map(({ id }) => id);
    if (kind !== 'appointment' || ids.length === 0) continue;
    await deriveClaims(tx, await loadRecords(tx, organisationId, 'appointment', ids));
  }
  await sql`delete from entrusted where organisation_id = ${organisationId}`.execute(tx.kysely);
}

/** What is known of every kept record of a kind: a later program may have columns of its own. */
async function loadColumns(tx: WriteTx, kind: RecordKind): Promise<readonly string[] | null> {
  const { rows } = await sql<{ columns: readonly string[] | null }>`
    with kept as (select body from entrusted
      where organisation_id = ${tx.book.organisationId} and kind = ${kind})
    select array_agg(name) as columns from (
      select name from kept, jsonb_object_keys(body) as name group by name
      having count(*) = (select count(*) from kept)) as of_all`.execute(tx.kysely);
  return rows[0]?.columns ?? null;
}
