import type { ReadDb } from '../store/handles.ts';

/** The clinic's services, by which files from elsewhere may name what working time is for. */
export async function loadServicesInUse(
  { kysely }: ReadDb,
  organisationId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return kysely
    .selectFrom('service')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .where('active', '=', true)
    .orderBy('id')
    .execute();
}
