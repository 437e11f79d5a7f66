import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { resettle } from '../derive/resettle.ts';
import type { WriteTx } from '../store/handles.ts';
import { noteReportChange } from '../store/note-report-change.ts';
import { rowsOfPart } from '../store/parts.ts';
import { deletePiece, forgetPiece, type ImportPiece } from './delete-import.ts';
import { IMPORTED_KINDS, type ImportJob, madeBy } from './import-made.ts';
import { noteUndone } from './note-undone.ts';

/**
 * Takes a whole import back, on which nothing was built (`countTouched`). In a book that is alone
 * its rows go without a trace but the audit entry; where there is a central, they go there too. What
 * nobody lost time to goes in parts, between which others read.
 */
export async function undoImport(tx: WriteTx, job: ImportJob): Promise<void> {
  const foreign = await loadDisplaced(tx, job);
  const displaced = await loadConflicts(tx, job);
  const spans = await loadSpans(tx, job);
  const pieces = await loadPieces(tx, job);
  if (pieces.length > 1 && foreign.length + displaced.length === 0) await tx.parts.start(null);
  const takeBack = tx.book.centralUrl === null ? forgetPiece : deletePiece;
  for (const piece of pieces) {
    await takeBack(tx, piece);
    await tx.parts.end();
  }
  await closeConflicts(tx, displaced);
  await resettle(tx, foreign);
  for (const { branchId, ...span } of spans) await noteReportChange(tx, branchId, span);
  await noteUndone(tx, job.id);
}

/** All that it made, so many rows of one kind at a time, in an order in which they can go. */
async function loadPieces(tx: WriteTx, job: ImportJob): Promise<readonly ImportPiece[]> {
  const atOnce = rowsOfPart(job.lastCounter - job.firstCounter + 1);
  const pieces: ImportPiece[] = [];
  for (const kind of IMPORTED_KINDS) {
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(kind)}
      where ${madeBy(tx.book, job)} order by dot_counter`.execute(tx.kysely);
    for (let from = 0; from < rows.length; from += atOnce) {
      pieces.push({ kind, ids: rows.slice(from, from + atOnce).map(({ id }) => id) });
    }
  }
  return pieces;
}

/** When at which branch there will be less, for reports. */
async function loadSpans(
  tx: WriteTx,
  job: ImportJob,
): Promise<readonly (Interval & { readonly branchId: string })[]> {
  const made = madeBy(tx.book, job);
  const { rows } = await sql<Interval & { readonly branchId: string }>`
    select branch_id, min(start_ms) as start_ms, max(end_ms) as end_ms
    from (select branch_id, start_ms, end_ms from session where ${made}
      union all select branch_id, start_ms, end_ms from appointment where ${made}) as made
    group by branch_id`.execute(tx.kysely);
  return rows;
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

/** Appointments of the import that lost their time to others, and still ask for another. */
async function loadConflicts(tx: WriteTx, job: ImportJob): Promise<readonly string[]> {
  const { rows } = await sql<{ recordId: string }>`
    select t.record_id from conflict t join appointment a
      on a.organisation_id = t.organisation_id and a.id = t.record_id
    where t.organisation_id = ${tx.book.organisationId} and t.state = 'open'
      and a.import_id = ${job.id}`.execute(tx.kysely);
  return rows.map((row) => row.recordId);
}
