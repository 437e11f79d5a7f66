import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import type { Tables } from '../store/tables.ts';

/** An import that was written, and the counters of its rows. */
export type ImportJob = Pick<Tables['importJob'], 'id' | 'firstCounter' | 'lastCounter'>;

/** What a file brings, in an order in which it can go again. */
export const IMPORTED_KINDS = ['appointment', 'slot', 'session', 'patient'] as const;

/** The rows of one table that are as the import made them. */
export const madeBy = (
  book: { readonly organisationId: string; readonly replica: string },
  job: ImportJob,
): RawBuilder<unknown> => sql`organisation_id = ${book.organisationId}
  and dot_replica = ${book.replica}
  and dot_counter between ${job.firstCounter} and ${job.lastCounter}`;

/** Rows of an import that someone changed, here or elsewhere, or made use of since. */
export async function countTouched(
  db: ReadDb,
  book: { readonly organisationId: string; readonly replica: string },
  job: ImportJob,
): Promise<number> {
  const { organisationId } = book;
  const made = madeBy(book, job);
  const ofImport = sql`coalesce(a.import_id = ${job.id}, false)`;
  const { rows } = await sql<{ count: number }>`
    with appointments as (select id from appointment where ${made}),
      slots as (select id from slot where ${made}),
      sessions as (select id from session where ${made}),
      patients as (select id from patient where ${made})
    select (${job.lastCounter - job.firstCounter + 1}::int8
      - (select count(*) from appointments) - (select count(*) from slots)
      - (select count(*) from sessions) - (select count(*) from patients)
      + (select count(*) from appointment a join sessions s on s.id = a.session_id
        where a.organisation_id = ${organisationId} and not ${ofImport}
          and a.status <> 'entered-in-error')
      + (select count(*) from appointment a join patients p on p.id = a.patient_id
        where a.organisation_id = ${organisationId} and a.status <> 'entered-in-error')
      + (select count(*) from slot t join sessions s on s.id = t.session_id
        where t.organisation_id = ${organisationId} and t.dot_replica is not null
          and t.id not in (select id from slots))
      )::int4 as count`.execute(db.kysely);
  return rows[0]?.count ?? 0;
}
