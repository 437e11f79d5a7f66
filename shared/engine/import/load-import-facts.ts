import { sql } from 'kysely';
import type { KnownSession } from '../../domain/import/find-clashes.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { importedPatientId } from './imported-ids.ts';

/** The people a book has, as far as a file can refer to them. */
export interface KnownPeople {
  readonly ids: ReadonlySet<string>;
  readonly idByNumber: ReadonlyMap<string, string>;
  /** Those who came with a file, in its order. */
  readonly importedIds: readonly string[];
}

export async function loadKnownPeople(db: ReadDb, organisationId: string): Promise<KnownPeople> {
  const rows = await db.kysely
    .selectFrom('patient')
    .select(['id', 'number'])
    .where('organisationId', '=', organisationId)
    .orderBy('seq')
    .execute();
  const isImported = (id: string, number: string | null): boolean =>
    number !== null && importedPatientId(organisationId, number) === id;
  return {
    ids: new Set(rows.map((row) => row.id)),
    idByNumber: new Map(rows.flatMap(({ id, number }) => (number === null ? [] : [[number, id]]))),
    importedIds: rows.filter(({ id, number }) => isImported(id, number)).map((row) => row.id),
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

/** Rows of an import that someone changed, sent to central, or made use of since. */
export async function countTouched(
  db: ReadDb,
  organisationId: string,
  job: { readonly firstCounter: number; readonly lastCounter: number; readonly rowCount: number },
): Promise<number> {
  const isMade = (kind: string, id: string) => sql`exists (select 1 from dirty d
    where d.organisation_id = ${organisationId} and d.kind = ${kind} and d.id = ${sql.ref(id)}
      and d.counter between ${job.firstCounter} and ${job.lastCounter})`;
  const { rows } = await sql<{ count: number }>`select (
    ${job.lastCounter - job.firstCounter + 1}::int8
    - (select count(*) from dirty where organisation_id = ${organisationId}
        and counter between ${job.firstCounter} and ${job.lastCounter})
    + (select count(*) from appointment a where a.organisation_id = ${organisationId}
        and (${isMade('patient', 'a.patientId')} or ${isMade('session', 'a.sessionId')})
        and not ${isMade('appointment', 'a.id')})
    + (select count(*) from appointment a where a.organisation_id = ${organisationId}
        and ${isMade('patient', 'a.patientId')} and ${isMade('appointment', 'a.id')})
    + (select count(*) from slot t where t.organisation_id = ${organisationId}
        and t.dot_replica is not null and ${isMade('session', 't.sessionId')}
        and not ${isMade('slot', 't.id')})
    )::int4 as count`.execute(db.kysely);
  return rows[0]?.count ?? 0;
}
