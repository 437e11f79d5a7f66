import { err, ok, type Result } from '../../../../shared/core/result.ts';
import type { VisitRow } from '../../../../shared/domain/import/read-visit-row.ts';
import { bodyOf } from '../../../../shared/engine/import/calendar-put.ts';
import { noteImport } from '../../../../shared/engine/import/note-import.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import { loadRecord } from '../../../../shared/engine/queries/load-record.ts';
import type { Put, WriteTx } from '../../../../shared/engine/store/handles.ts';
import type { AuditChange } from '../../../../shared/engine/store/tables.ts';
import { knownTimeZone } from '../../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportMapping,
  type ImportProblem,
  type ImportRefusal,
  type ImportReport,
} from '../../../../shared/wire/desk/import.ts';
import { IMPORTED_VISITS_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import { CalledOff } from '../called-off.ts';
import { causeOfImport, type ImportedBy } from '../cause-of-import.ts';
import { type CheckedFile, checkFile } from '../check-file.ts';
import type { UploadedFile } from '../receive-upload.ts';
import { type BookedVisits, bookVisits } from './book-visits.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'> & {
  readonly headerKey: string | null;
};

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (done: number, total: number) => void;
}

/** Carries what was found out of a transaction of which nothing is to stay. */
class DryRun extends Error {
  override readonly name = 'DryRun';
  readonly found: BookedVisits;
  constructor(found: BookedVisits) {
    super('Nothing of it stays.');
    this.found = found;
  }
}

export interface CheckedVisits {
  readonly report: ImportReport;
  readonly write: (by: ImportedBy, watch: Watch) => Promise<Result<null, ImportRefusal>>;
}

/**
 * A dry run of a file of appointments: books its rows as they would be booked, rules and all, and takes
 * everything back. `by` is who would book them.
 */
export async function checkVisits(
  engine: Engine,
  organisationId: string,
  by: ImportedBy,
  upload: Upload,
  mapping: ImportMapping,
  watch: Parameters<typeof checkFile>[3],
): Promise<Result<CheckedVisits, ImportRefusal>> {
  const branch = await engine.store.read((db) =>
    loadRecord(db, organisationId, 'branch', mapping.branchId),
  );
  const missing = missingFields(mapping);
  if (!branch) missing.push('branch');
  if (!branch || missing.length > 0) return err({ kind: 'columns-missing', fields: missing });
  const file = await checkFile(upload.stored, mapping, knownTimeZone(branch.timeZone), watch);
  if (!file.ok) return file;
  const { visits } = file.value;
  if (visits.length > IMPORTED_VISITS_MAX) {
    return err({ kind: 'too-many-rows', max: IMPORTED_VISITS_MAX });
  }
  const on = { engine, organisationId, upload, mapping, visits };
  const found = await dryRun(on, by, watch);
  if (!found.ok) return found;
  return ok({
    report: toReport(upload.importId, file.value, found.value),
    write: (writer, writing) => writeVisits(on, writer, writing),
  });
}

interface Visits {
  readonly engine: Engine;
  readonly organisationId: string;
  readonly upload: Upload;
  readonly mapping: ImportMapping;
  readonly visits: readonly VisitRow[];
}

function missingFields({ columns, doctorId, serviceId }: ImportMapping): string[] {
  const has = (field: string): boolean => columns.includes(field);
  const missing: string[] = ['date', 'time'].filter((field) => !has(field));
  if (!['name', 'last-name', 'patient-id'].some(has)) missing.push('name');
  if (doctorId === null && !has('doctor')) missing.push('doctor');
  if (serviceId === null && !has('service')) missing.push('service');
  return missing;
}

/** Books them in a transaction; `finish` says whether it stays. */
async function bookAll<T>(
  { engine, organisationId, upload, mapping, visits }: Visits,
  by: ImportedBy,
  watch: Watch,
  finish: (tx: WriteTx, booked: BookedVisits, counterBefore: number) => Promise<T>,
): Promise<T> {
  return engine.store.write(organisationId, causeOfImport(by, 'import'), async (tx) => {
    const counterBefore = tx.book.counter;
    const context = { tx, actor: by.actor, intentId: upload.importId, newId: engine.newId };
    const booked = await bookVisits(context, mapping, visits, (done) => {
      watch.onRows(done, visits.length);
      if (!watch.isWanted()) throw new CalledOff('The import was called off.');
    });
    await tx.flush();
    return finish(tx, booked, counterBefore);
  });
}

async function dryRun(
  on: Visits,
  by: ImportedBy,
  watch: Watch,
): Promise<Result<BookedVisits, ImportRefusal>> {
  try {
    return await bookAll(on, by, watch, async (_tx, booked) => {
      throw new DryRun(booked);
    });
  } catch (error) {
    if (error instanceof DryRun) return ok(error.found);
    if (error instanceof CalledOff) return err({ kind: 'cancelled' });
    throw error;
  }
}

/** Writes what can be written in the book as it is then, in one transaction. */
async function writeVisits(
  on: Visits,
  by: ImportedBy,
  watch: Watch,
): Promise<Result<null, ImportRefusal>> {
  const { upload, mapping, visits } = on;
  try {
    await bookAll(on, by, watch, (tx, { counts, patients }, counterBefore) =>
      noteImport(tx, {
        ...{ id: upload.importId, fileName: upload.name, subject: mapping.subject },
        ...{ headerKey: upload.headerKey, mapping, counterBefore },
        counts: { rows: visits.length, patients, ...counts },
        made: tx.puts().flatMap(toChange),
      }),
    );
    return ok(null);
  } catch (error) {
    if (error instanceof CalledOff) return err({ kind: 'cancelled' });
    throw error;
  }
}

const toChange = ({ kind, before, after }: Put): readonly AuditChange[] =>
  kind === 'appointment' || kind === 'patient'
    ? [{ kind, id: after.id, before: before && bodyOf(kind, before), after: bodyOf(kind, after) }]
    : [];

function toReport(
  importId: string,
  file: CheckedFile,
  { counts, patients, problems }: BookedVisits,
): ImportReport {
  const listed: ImportProblem[] = [...file.problems, ...problems];
  return {
    ...{ importId, rows: file.rows, valid: file.visits.length, invalid: file.invalid },
    problems: listed.sort((a, b) => a.line - b.line).slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    ...{ patients, sessions: 0, slots: 0, appointments: counts.added, work: null },
    calendar: {
      ...{ added: counts.added, changed: counts.moved, removed: counts.cancelled },
      ...{ unchanged: counts.unchanged, leftOut: problems.length, affected: 0 },
    },
  };
}
