import { sql } from 'kysely';
import { type Appointment, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** The time of the doctors who assist in these visits, but for those who do not any more. */
export async function loadAssistants(
  db: ReadDb,
  organisationId: string,
  visitIds: readonly string[],
): Promise<readonly Stored<Appointment>[]> {
  if (visitIds.length === 0) return [];
  return db.kysely
    .selectFrom('appointment')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('assistsId', '=', sql<string>`any (${[...visitIds]}::uuid[])`)
    .where('supersededBy', 'is', null)
    .where('status', 'not in', [...RELEASED_STATUSES])
    .orderBy('id')
    .execute();
}
