import { sql } from 'kysely';
import type { WriteTx } from '../store/handles.ts';

/**
 * Who has this one's quotas now is for central to say. What it booked within them and did not hand
 * over waits for room, like what was beyond them, and is this one's to admit. What it gave away of
 * them and central has not heard of is the new name's to give only if its quotas are (`replaces`).
 */
export async function spendAnew(tx: WriteTx, former: string, replaces: boolean): Promise<void> {
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
  if (replaces) {
    await sql`
      update quota t set from_replica = ${replica} from dirty d
      where d.organisation_id = ${organisationId} and d.kind = 'quota'
        and t.organisation_id = d.organisation_id and t.id = d.id
        and t.from_replica = ${former}`.execute(tx.kysely);
  } else await takeBackQuotas(tx, former);
}

async function takeBackQuotas(tx: WriteTx, former: string): Promise<void> {
  const { organisationId } = tx.book;
  const { rows } = await sql`
    with unsent as (delete from dirty d using quota t
        where d.organisation_id = ${organisationId} and d.kind = 'quota'
          and t.organisation_id = d.organisation_id and t.id = d.id and t.from_replica = ${former}
        returning t.id),
      gone as (delete from quota t using unsent
        where t.organisation_id = ${organisationId} and t.id = unsent.id returning t.id)
    insert into departed (organisation_id, scope, kind, id, seq)
    select ${organisationId}::uuid, 'desk', 'quota', id, ${tx.nextSeq()}::int8 from gone
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq
    returning id`.execute(tx.kysely);
  if (rows.length > 0) tx.touched('quota');
}

/** A right that was given away and not heard of at central, by the one who has it now; if it does. */
export async function giveInNewName(
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

/**
 * To central the new name is another device, and it takes no device's word about another. So what
 * was made here and never handed over is made by the new one: appointments, and who is at home in
 * sessions.
 */
export async function ownAsNew(tx: WriteTx, former: string): Promise<void> {
  const { organisationId, replica } = tx.book;
  const device = former.split('~')[0] ?? former;
  await sql`
    update appointment t set made_by = ${replica} from dirty d
    where d.organisation_id = ${organisationId} and d.kind = 'appointment'
      and t.organisation_id = d.organisation_id and t.id = d.id
      and split_part(t.made_by, '~', 1) = ${device}
      and (d.base ->> 'madeBy' = t.made_by
        and d.base ->> 'madeHlc' = t.made_hlc::text) is not true`.execute(tx.kysely);
  for (const kind of ['series', 'session'] as const) {
    await sql`
      update ${sql.table(kind)} t set home_replica = ${replica} from dirty d
      where d.organisation_id = ${organisationId} and d.kind = ${kind} and d.base is null
        and t.organisation_id = d.organisation_id and t.id = d.id
        and split_part(t.home_replica, '~', 1) = ${device}`.execute(tx.kysely);
  }
  // Sessions that no one has edited follow their series.
  await sql`
    update session t set home_replica = ${replica}, seq = ${tx.nextSeq()}::int8
    from series s join dirty d on d.organisation_id = s.organisation_id
      and d.kind = 'series' and d.id = s.id and d.base is null
    where t.organisation_id = ${organisationId} and s.organisation_id = t.organisation_id
      and t.series_id = s.id and t.dot_replica is null
      and split_part(t.home_replica, '~', 1) = ${device}`.execute(tx.kysely);
  tx.touched('session');
}
