import { err, ok, type Result } from '../../../shared/core/result.ts';
import {
  loadKnownNumbers,
  loadSessionsWithin,
} from '../../../shared/engine/import/load-import-facts.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportMapping,
  type ImportProblem,
  type ImportRefusal,
  type ImportReport,
} from '../../../shared/wire/desk/import.ts';
import { type CheckedFile, checkFile } from './check-file.ts';

export interface CheckedImport {
  readonly file: CheckedFile;
  readonly report: ImportReport;
  readonly homeReplica: string;
  readonly knownNumbers: ReadonlyMap<string, string>;
}

const NEEDED = { slots: ['id', 'date', 'time'], patients: ['id'] } as const;

/** A dry run: the file by itself, then against what the book has already. */
export async function checkAgainstBook(
  engine: Engine,
  organisationId: string,
  importId: string,
  path: string,
  mapping: ImportMapping,
  watch: Parameters<typeof checkFile>[3],
): Promise<Result<CheckedImport, ImportRefusal>> {
  const missing = missingFields(mapping);
  if (missing.length > 0) return err({ kind: 'columns-missing', fields: missing });
  const branch = await engine.store.read((db) =>
    loadRecord(db, organisationId, 'branch', mapping.branchId),
  );
  if (!branch) return err({ kind: 'columns-missing', fields: ['branch'] });
  const file = await checkFile(path, mapping, knownTimeZone(branch.timeZone), watch);
  if (!file.ok) return file;
  const knownNumbers = await engine.store.read((db) => loadKnownNumbers(db, organisationId));
  const found = await problemsInBook(engine, organisationId, mapping, file.value, knownNumbers);
  const invalid = file.value.invalid + found.length;
  const own = (await engine.loadBook())?.replica ?? '';
  const booked = file.value.slots.filter((slot) => !slot.isAvailable).length;
  const report: ImportReport = {
    importId,
    rows: file.value.rows,
    valid: Math.max(0, file.value.rows - invalid),
    invalid,
    problems: [...file.value.problems, ...found].slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    patients: file.value.patients.length,
    sessions: file.value.runs.length,
    slots: file.value.slots.length,
    appointments: mapping.bookedBecomeAppointments && knownNumbers.size > 0 ? booked : 0,
  };
  return ok({ file: file.value, report, homeReplica: branch.homeReplica ?? own, knownNumbers });
}

function missingFields(mapping: ImportMapping): readonly string[] {
  const has = (field: string): boolean => mapping.columns.includes(field);
  const missing: string[] = NEEDED[mapping.subject].filter((field) => !has(field));
  if (mapping.subject === 'patients' && !has('name') && !has('last-name')) missing.push('name');
  if (mapping.subject === 'slots' && mapping.doctorId === null) missing.push('doctor');
  const books = mapping.subject === 'slots' && mapping.bookedBecomeAppointments;
  if (books && mapping.serviceId === null) missing.push('service');
  return missing;
}

/** People who are known already, and sessions in the way. */
async function problemsInBook(
  engine: Engine,
  organisationId: string,
  mapping: ImportMapping,
  file: CheckedFile,
  knownNumbers: ReadonlyMap<string, string>,
): Promise<readonly ImportProblem[]> {
  if (mapping.subject === 'patients') {
    return file.patients
      .filter((patient) => knownNumbers.has(patient.number))
      .map(({ number }) => ({ line: 0, column: 'id', value: number, kind: 'duplicate-id' }));
  }
  const [first] = file.runs;
  const last = file.runs.at(-1);
  const { doctorId } = mapping;
  if (!first || !last || doctorId === null) return [];
  const within = { startMs: first.startMs, endMs: last.endMs };
  const sessions = await engine.store.read((db) =>
    loadSessionsWithin(db, organisationId, doctorId, within),
  );
  return file.runs
    .filter((run) => sessions.some((s) => s.startMs < run.endMs && run.startMs < s.endMs))
    .flatMap((run) => run.slots.slice(0, 1))
    .map((slot) => ({ line: 0, column: 'time', value: slot.id, kind: 'overlap' }));
}
