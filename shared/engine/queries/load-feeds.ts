import type { ReadDb } from '../store/handles.ts';

/** Each organisation that has its book here, and how far its feed is. */
export const loadFeeds = (
  db: ReadDb,
): Promise<readonly { readonly organisationId: string; readonly seq: number }[]> =>
  db.kysely
    .selectFrom('book')
    .select(['organisationId', 'seq'])
    .orderBy('organisationId')
    .execute();
