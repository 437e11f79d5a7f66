import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

/** Which of the numbers belong to patients already. */
export async function loadKnownNumbers(
  db: ReadDb,
  organisationId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.kysely
    .selectFrom('patient')
    .select(['id', 'number'])
    .where('organisationId', '=', organisationId)
    .where('number', 'is not', null)
    .orderBy('seq')
    .execute();
  return new Map(rows.map((row) => [row.number ?? '', row.id]));
}

/** The sessions a doctor has in a stretch of time. */
export async function loadSessionsWithin(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  within: Interval,
): Promise<readonly (Interval & { readonly id: string })[]> {
  return db.kysely
    .selectFrom('session')
    .select(['id', 'startMs', 'endMs'])
    .where('organisationId', '=', organisationId)
    .where('doctorId', '=', doctorId)
    .where('startMs', '<', within.endMs)
    .where('endMs', '>', within.startMs)
    .where('deleted', '=', false)
    .orderBy('startMs')
    .execute();
}

export async function loadImportJobs(db: ReadDb, organisationId: string) {
  return db.kysely
    .selectFrom('importJob')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .orderBy('atMs', 'desc')
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
    )::int4 as count`.execute(db.kysely);
  return rows[0]?.count ?? 0;
}
