import { sql } from 'kysely';
import type { PatientDetails } from '../../model/patient.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearPatient, type NearBranches } from '../store/near-branches.ts';

/** One patient, under whichever of their records; null for none, or none of the branches that somebody is held to. */
export async function loadPatient(
  db: ReadDb,
  organisationId: string,
  id: string,
  near: NearBranches = null,
): Promise<PatientDetails | null> {
  const row = await db.kysely
    .selectFrom('patient as p')
    .select(['id', 'branchId', 'name', 'birthDate', 'sex', 'phone', 'number', 'note'])
    .select(['email', 'language', 'allowsSms', 'allowsEmail', 'optedOut', 'prefers'])
    .where('organisationId', '=', organisationId)
    .where('id', '=', sql<string>`daybook_person(${organisationId}::uuid, ${id}::uuid)`)
    .where(isNearPatient(organisationId, near))
    .executeTakeFirst();
  return row ?? null;
}
