import { sql } from 'kysely';
import type { Handover } from '../../model/handover.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/**
 * Gives booking rights away that this replica was asked for, where its branch lets it and all that
 * it booked in the time has been sent: nobody at the desk would notice.
 */
export async function giveWhenAsked(tx: WriteTx): Promise<void> {
  const { organisationId, replica } = tx.book;
  const { rows } = await sql<{ id: string }>`
    select h.id from handover h
    join branch b on b.organisation_id = h.organisation_id and b.id = h.branch_id
    where h.organisation_id = ${organisationId} and h.state = 'asked'
      and h.from_replica = ${replica} and h.doctor_id is not null and b.gives_when_asked
      and not exists (
        select 1 from dirty d
        join appointment a on a.organisation_id = d.organisation_id and a.id = d.id
        where d.organisation_id = h.organisation_id and d.kind = 'appointment'
          and a.doctor_id = h.doctor_id)`.execute(tx.kysely);
  if (rows.length === 0) return;
  const asked: readonly Stored<Handover>[] = await tx.kysely
    .selectFrom('handover')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  for (const one of asked) tx.put('handover', { ...one, state: 'given', atMs: tx.nowMs }, one);
}
