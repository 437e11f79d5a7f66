import { sql } from 'kysely';
import type { Id } from '../../core/ids.ts';
import { confirmRights } from '../derive/confirm-rights.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import { incarnationName } from './reincarnate.ts';
import { forgetStoodBefore } from './stood-before.ts';

/**
 * Central's database was set back to a backup: it goes on under another name, since others may
 * know later writes by the one it had, and every replica is to offer again what it has. Until all
 * have come, nothing is promised that rests on what central knew (`isHealing`).
 */
export async function reincarnateCentral(tx: WriteTx, id: Id): Promise<void> {
  const { book } = tx;
  const { organisationId, replica: former } = book;
  const replica = incarnationName(former, id);
  await sql`update device set healing = true, cursor = 0, seen_cursor = 0
    where organisation_id = ${organisationId} and revoked_at_ms is null`.execute(tx.kysely);
  await sql`update book set replica = ${replica} where organisation_id = ${organisationId}`.execute(
    tx.kysely,
  );
  Object.assign(book, { replica });
  tx.note({ kind: 'book', id: organisationId, before: { replica: former }, after: { replica } });
  await takeHome(tx, former);
}

/** Branches without a replica of their own are at home in central, whatever its name. */
async function takeHome(tx: WriteTx, former: string): Promise<void> {
  const { organisationId, replica } = tx.book;
  const atHome = { organisationId, homeReplica: former, deleted: false };
  const series = await tx.kysely
    .selectFrom('series')
    .selectAll()
    .where((eb) => eb.and(atHome))
    .execute();
  for (const one of series) tx.put('series', { ...one, homeReplica: replica }, one);
  const sessions = await tx.kysely
    .selectFrom('session')
    .selectAll()
    .where((eb) => eb.and(atHome))
    .where('dotReplica', 'is not', null)
    .execute();
  for (const one of sessions) tx.put('session', { ...one, homeReplica: replica }, one);
  await tx.flush();
}

/**
 * Once the last that was waited for has come, or is not waited for any more, the sessions that have
 * no word of central's about their version get one.
 */
export async function confirmWhenHealed(tx: WriteTx): Promise<void> {
  if (await isHealing(tx)) return;
  await forgetStoodBefore(tx);
  const { organisationId } = tx.book;
  const lacking = async (kind: 'series' | 'session'): Promise<readonly string[]> => {
    const { rows } = await sql<{ id: string }>`
      select t.id from ${sql.table(kind)} t
      where t.organisation_id = ${organisationId} and not t.deleted and t.dot_replica is not null
        and not exists (select 1 from booking_right r
          where r.organisation_id = t.organisation_id and r.id = t.id
            and r.for_dot = t.dot_replica || ':' || t.dot_counter)
      order by t.hlc, t.id`.execute(tx.kysely);
    return rows.map(({ id }) => id);
  };
  const series = await loadRecords(tx, organisationId, 'series', await lacking('series'));
  const sessions = await loadRecords(tx, organisationId, 'session', await lacking('session'));
  await confirmRights(tx, { series, sessions });
}
