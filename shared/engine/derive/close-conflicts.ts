import { sql } from 'kysely';
import type { Conflict } from '../../model/conflict.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Closes the conflicts of displaced appointments that somebody dealt with in another way than
 * through the conflict: moved to a free time, or taken out of the book. `appointmentIds` are those
 * just written, with their claims settled.
 */
export async function closeConflicts(
  tx: WriteTx,
  appointmentIds: readonly string[],
): Promise<void> {
  if (appointmentIds.length === 0) return;
  const { organisationId } = tx.book;
  const { rows } = await sql<{ id: string; hasTime: boolean }>`
    select t.id, c.id is not null as has_time
    from conflict t
    left join claim c on c.organisation_id = t.organisation_id and c.id = t.record_id
    where t.organisation_id = ${organisationId} and t.kind = 'displaced' and t.state = 'open'
      and t.record_id = any (${[...appointmentIds]}::uuid[])
      and (c.id is null or c.verdict <> 'displaced')`.execute(tx.kysely);
  const ids = rows.map(({ id }) => id);
  const states = new Map<string, Conflict['state']>(
    rows.map(({ id, hasTime }) => [id, hasTime ? 'rebooked' : 'dismissed']),
  );
  for (const conflict of await loadRecords(tx, organisationId, 'conflict', ids)) {
    const state = states.get(conflict.id) ?? conflict.state;
    tx.put('conflict', { ...conflict, state }, conflict);
  }
}
