import { sql } from 'kysely';
import type { Patient } from '../../model/patient.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { loadRecords } from './load-record.ts';

/** Whom ids of patients name: for a record that became one with another, the one that goes on. */
export async function loadPersons(
  db: ReadDb,
  organisationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Stored<Patient>>> {
  const records = await loadRecords(db, organisationId, 'patient', [...new Set(ids)]);
  const named = new Map(records.map((one) => [one.id, one]));
  const merged = records.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id);
  if (merged.length === 0) return named;
  const { rows } = await sql<{ readonly id: string; readonly person: string }>`
    select id, daybook_person(${organisationId}::uuid, id) as person
    from unnest(${merged}::uuid[]) as id`.execute(db.kysely);
  const persons = new Map(
    (
      await loadRecords(db, organisationId, 'patient', [...new Set(rows.map((row) => row.person))])
    ).map((one) => [one.id, one]),
  );
  for (const { id, person } of rows) {
    const found = persons.get(person);
    if (found) named.set(id, found);
  }
  return named;
}

/** The same of one; null for nobody. */
export const loadPerson = async (
  db: ReadDb,
  organisationId: string,
  id: string,
): Promise<Stored<Patient> | null> => (await loadPersons(db, organisationId, [id])).get(id) ?? null;
