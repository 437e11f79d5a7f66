import type { Notification } from '../../model/notification.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/**
 * All that the message of a notification tells of, itself among it, the earliest visit first.
 */
export const loadTogether = (
  { kysely }: ReadDb,
  { organisationId, key }: Pick<Stored<Notification>, 'organisationId' | 'key'>,
): Promise<readonly Stored<Notification>[]> =>
  kysely
    .selectFrom('notification')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('key', '=', key)
    .orderBy('startMs')
    .orderBy('id')
    .execute();
