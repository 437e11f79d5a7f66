import type { Notification } from '../../model/notification.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/**
 * All that the message of a notification tells of, itself among it, the earliest visit first: they
 * were written in one transaction, under one key.
 */
export const loadTogether = (
  { kysely }: ReadDb,
  {
    organisationId,
    branchId,
    atMs,
    key,
  }: Pick<Stored<Notification>, 'organisationId' | 'branchId' | 'atMs' | 'key'>,
): Promise<readonly Stored<Notification>[]> =>
  kysely
    .selectFrom('notification')
    .selectAll()
    .where('organisationId', '=', organisationId)
    // There is an index of these two.
    .where('branchId', '=', branchId)
    .where('atMs', '=', atMs)
    .where('key', '=', key)
    .orderBy('startMs')
    .orderBy('id')
    .execute();
