import { sql } from 'kysely';
import type { Notification } from '../../model/notification.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** Puts away what was not told of these appointments; says of which the patient never heard. */
export async function withdrawUnsent(
  tx: WriteTx,
  appointmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (appointmentIds.length === 0) return new Set();
  const unsent = await loadUnsent(tx, appointmentIds);
  for (const before of unsent) {
    const after = { ...before, state: 'withdrawn' as const, reason: 'overtaken' };
    tx.put('notification', { ...after, settledMs: tx.nowMs }, before);
  }
  return new Set(
    unsent.filter(({ kind }) => kind === 'booked').map(({ appointmentId }) => appointmentId),
  );
}

const loadUnsent = (
  tx: WriteTx,
  appointmentIds: readonly string[],
): Promise<readonly Stored<Notification>[]> =>
  tx.kysely
    .selectFrom('notification')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('appointmentId', '=', sql<string>`any (${[...appointmentIds]}::uuid[])`)
    .where('state', 'in', ['waiting', 'no-address', 'opted-out', 'failed'])
    .execute();
