import type { ReadDb } from '../store/handles.ts';

/** The rooms of a branch in which something can be put. */
export async function loadRoomsAt(
  { kysely }: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return kysely
    .selectFrom('room')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .where('branchId', '=', branchId)
    .where('active', '=', true)
    .where('deleted', '=', false)
    .execute();
}
