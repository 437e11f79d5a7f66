import type { PatientDetails } from '../../model/patient.ts';
import type { ReadDb } from '../store/handles.ts';

/** One patient, or null. */
export async function loadPatient(
  db: ReadDb,
  organisationId: string,
  id: string,
): Promise<PatientDetails | null> {
  const row = await db.kysely
    .selectFrom('patient')
    .select(['id', 'branchId', 'name', 'birthDate', 'sex', 'phone', 'number', 'note'])
    .select(['email', 'language', 'allowsSms', 'allowsEmail', 'optedOut', 'prefers'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
