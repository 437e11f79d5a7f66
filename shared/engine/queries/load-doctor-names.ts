import type { ReadDb } from '../store/handles.ts';

/** What every doctor of the organisation is called, by their ids; who has left too. */
export async function loadDoctorNames(
  { kysely }: ReadDb,
  organisationId: string,
): Promise<ReadonlyMap<string, string>> {
  const doctors = await kysely
    .selectFrom('doctor')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .execute();
  return new Map(doctors.map(({ id, name }) => [id, name]));
}
