import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import { resettle } from '../derive/resettle.ts';
import type { WriteTx } from '../store/handles.ts';
import { deleteImport } from './delete-import.ts';
import { IMPORTED_KINDS, type ImportJob, madeBy } from './import-made.ts';
import { noteUndone } from './note-undone.ts';

/**
 * Takes a whole import back, on which nothing was built (`countTouched`). In a book that is alone
 * its rows go without a trace but the audit entry; where there is a central, they go there too.
 */
export async function undoImport(tx: WriteTx, job: ImportJob): Promise<void> {
  const { centralUrl } = tx.book;
  const foreign = await loadDisplaced(tx, job);
  if (centralUrl === null) await forgetImport(tx, job);
  else await deleteImport(tx, job);
  await resettle(tx, foreign);
  await noteUndone(tx, job.id);
}

/** Nobody else has heard of the rows. */
async function forgetImport(tx: WriteTx, job: ImportJob): Promise<void> {
  const { organisationId } = tx.book;
  const made = madeBy(tx.book, job);
  await sql`delete from claim where organisation_id = ${organisationId}
    and id in (select id from appointment where ${made})`.execute(tx.kysely);
  await sql`delete from slot where organisation_id = ${organisationId} and dot_replica is null
    and session_id in (select id from session where ${made})`.execute(tx.kysely);
  await sql`delete from booking_right where organisation_id = ${organisationId}
    and id in (select id from session where ${made})`.execute(tx.kysely);
  for (const table of IMPORTED_KINDS) {
    await sql`insert into departed (organisation_id, scope, kind, id, seq)
      select organisation_id, 'here', ${table}, id, ${tx.nextSeq()}::int8
      from ${sql.table(table)} where ${made}
      on conflict (organisation_id, scope, kind, id) do update set seq = excluded.seq`.execute(
      tx.kysely,
    );
    await sql`delete from ${sql.table(table)} where ${made}`.execute(tx.kysely);
    tx.touched(table);
  }
  tx.touched('claim');
  tx.touched('departed');
  await sql`delete from dirty where organisation_id = ${organisationId}
    and counter between ${job.firstCounter} and ${job.lastCounter}`.execute(tx.kysely);
}

/** Time that others lost to appointments of the import; it is theirs again. */
async function loadDisplaced(
  tx: WriteTx,
  job: ImportJob,
): Promise<readonly (Interval & { readonly doctorId: string })[]> {
  const { rows } = await sql<Interval & { readonly doctorId: string }>`
    select c.doctor_id, c.start_ms, c.end_ms from claim c
    join appointment a on a.organisation_id = c.organisation_id and a.id = c.blocker_id
    where c.organisation_id = ${tx.book.organisationId} and c.verdict <> 'active'
      and a.import_id = ${job.id}
      and not exists (select 1 from appointment mine
        where mine.organisation_id = c.organisation_id and mine.id = c.id
          and mine.import_id = ${job.id})`.execute(tx.kysely);
  return rows;
}
