import type { KnownPatient } from '../../domain/import/match-patient.ts';
import type { VisitPlace } from '../../domain/import/resolve-visit.ts';
import type { ReadDb } from '../store/handles.ts';

/** What the rows of a file of appointments can name: people, doctors and services of the book. */
export async function loadVisitFacts(
  db: ReadDb,
  organisationId: string,
): Promise<
  Pick<VisitPlace, 'doctors' | 'services'> & { readonly people: readonly KnownPatient[] }
> {
  const people = await db.kysely
    .selectFrom('patient')
    .select(['id', 'number', 'name', 'birthDate', 'phone', 'email'])
    .where('organisationId', '=', organisationId)
    .where('deleted', '=', false)
    .orderBy('seq')
    .execute();
  const doctors = await db.kysely
    .selectFrom('doctor')
    .select(['id', 'name'])
    .where('organisationId', '=', organisationId)
    .where('active', '=', true)
    .execute();
  const services = await db.kysely
    .selectFrom('service')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('active', '=', true)
    .execute();
  return { people, doctors, services };
}
