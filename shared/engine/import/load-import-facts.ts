import type { KnownSession } from '../../domain/import/find-clashes.ts';
import type { Interval } from '../../time/interval.ts';
import type { ImportPlan } from '../../wire/desk/import.ts';
import type { ReadDb } from '../store/handles.ts';
import { idInForce, importedPatientId } from './imported-ids.ts';

/** The people a book has, as far as a file can refer to them. */
export interface KnownPeople {
  readonly ids: ReadonlySet<string>;
  /** Whose import was taken back. */
  readonly gone: ReadonlySet<string>;
  readonly idByNumber: ReadonlyMap<string, string>;
  /** Those who came with a file, in its order. */
  readonly importedIds: readonly string[];
}

export async function loadKnownPeople(db: ReadDb, organisationId: string): Promise<KnownPeople> {
  const rows = await db.kysely
    .selectFrom('patient')
    .select(['id', 'number', 'deleted'])
    .where('organisationId', '=', organisationId)
    .orderBy('seq')
    .execute();
  const there = rows.filter((row) => !row.deleted);
  const gone = new Set(rows.filter((row) => row.deleted).map((row) => row.id));
  const isImported = (id: string, number: string | null): boolean =>
    number !== null &&
    idInForce((again) => importedPatientId(organisationId, number, again), gone) === id;
  return {
    ids: new Set(there.map((row) => row.id)),
    gone,
    idByNumber: new Map(there.flatMap(({ id, number }) => (number === null ? [] : [[number, id]]))),
    importedIds: there.filter(({ id, number }) => isImported(id, number)).map((row) => row.id),
  };
}

/** The sessions a doctor has, or had, in a stretch of time, by their start. */
export async function loadSessionsWithin(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  within: Interval,
): Promise<readonly KnownSession[]> {
  return db.kysely
    .selectFrom('session')
    .select(['id', 'startMs', 'endMs', 'deleted'])
    .where('organisationId', '=', organisationId)
    .where('doctorId', '=', doctorId)
    .where('startMs', '<', within.endMs)
    .where('endMs', '>', within.startMs)
    .orderBy('startMs')
    .execute();
}

/** The imports of a book, the newest first. */
export async function loadImportJobs(db: ReadDb, organisationId: string) {
  return db.kysely
    .selectFrom('importJob')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('atMs', 'desc')
    .orderBy('lastCounter', 'desc')
    .limit(100)
    .execute();
}

/** How the last file with the same headings, or of the same calendar, was read; null if there was none. */
export async function loadLastMapping(
  db: ReadDb,
  organisationId: string,
  headerKey: string,
): Promise<ImportPlan | null> {
  const row = await db.kysely
    .selectFrom('importJob')
    .select('mapping')
    .where('organisationId', '=', organisationId)
    .where('headerKey', '=', headerKey)
    .orderBy('atMs', 'desc')
    .orderBy('lastCounter', 'desc')
    .executeTakeFirst();
  return row?.mapping ?? null;
}
