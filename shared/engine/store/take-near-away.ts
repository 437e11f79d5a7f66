import { type RawBuilder, sql } from 'kysely';
import type { WriteTx } from './handles.ts';

/** Visits that others told of, over alias `t`, are shown no more; desks are told that they are gone. */
export async function takeNearAway(tx: WriteTx, where: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from near_visit t
    where t.organisation_id = ${tx.book.organisationId}::uuid and ${where}
    returning t.id`.execute(tx.kysely);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await sql`insert into departed (organisation_id, scope, kind, id, seq)
    select ${tx.book.organisationId}::uuid, 'desk', 'nearVisit', id, ${tx.nextSeq()}::int8
    from unnest(${ids}::uuid[]) as gone(id)
    on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`.execute(
    tx.kysely,
  );
  tx.touched('nearVisit');
}

/** Central's word of an appointment takes the place of whatever others told of it. */
export async function settleNear(tx: WriteTx, appointmentIds: readonly string[]): Promise<void> {
  if (appointmentIds.length === 0) return;
  await takeNearAway(tx, sql`t.appointment_id = any (${[...appointmentIds]}::uuid[])`);
}
