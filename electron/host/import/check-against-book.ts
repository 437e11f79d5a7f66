import { err, ok, type Result } from '../../../shared/core/result.ts';
import {
  findImportProblems,
  type ImportVerdict,
} from '../../../shared/engine/import/find-import-problems.ts';
import { workOfRuns } from '../../../shared/engine/import/work-of-import.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { findWorkBreaches } from '../../../shared/engine/queries/find-work-breaches.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportMapping,
  type ImportRefusal,
  type ImportReport,
} from '../../../shared/wire/desk/import.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import type { StoredFile } from './store-file.ts';

export interface CheckedImport {
  readonly mapping: ImportMapping;
  readonly file: CheckedFile;
  readonly report: ImportReport;
  readonly homeReplica: string;
}

const NEEDED = { slots: ['id', 'date', 'time'], patients: ['id'], appointments: [] } as const;

/** A dry run: the file by itself, then against what the book has already. */
export async function checkAgainstBook(
  engine: Engine,
  organisationId: string,
  importId: string,
  stored: StoredFile,
  mapping: ImportMapping,
  watch: Parameters<typeof checkFile>[3],
): Promise<Result<CheckedImport, ImportRefusal>> {
  const { branch, doctor, service } = await loadNamed(engine, organisationId, mapping);
  const missing = missingFields(mapping);
  if (!branch) missing.push('branch');
  if (mapping.subject === 'slots' && !doctor) missing.push('doctor');
  if (needsService(mapping) && !service) missing.push('service');
  if (!branch || missing.length > 0) return err({ kind: 'columns-missing', fields: missing });
  const file = await checkFile(stored, mapping, knownTimeZone(branch.timeZone), watch);
  if (!file.ok) return file;
  const nowMs = engine.clock.nowMs();
  const { verdict, work } = await engine.store.read(async (db) => {
    const found = await findImportProblems(db, organisationId, mapping, file.value);
    const asked = workOfRuns(mapping, file.value.runs, { nowMs, rooms: found.rooms });
    return { verdict: found, work: await findWorkBreaches(db, organisationId, asked, nowMs) };
  });
  const own = (await engine.loadBook())?.replica ?? '';
  const report = { ...toReport(importId, mapping, file.value, verdict), work };
  return ok({ mapping, file: file.value, report, homeReplica: branch.homeReplica ?? own });
}

/** What the mapping names, as far as the book has it. */
const loadNamed = (engine: Engine, organisationId: string, mapping: ImportMapping) =>
  engine.store.read(async (db) => {
    const { branchId, doctorId, serviceId } = mapping;
    return {
      branch: await loadRecord(db, organisationId, 'branch', branchId),
      doctor: doctorId && (await loadRecord(db, organisationId, 'doctor', doctorId)),
      service: serviceId && (await loadRecord(db, organisationId, 'service', serviceId)),
    };
  });

function missingFields(mapping: ImportMapping): string[] {
  const has = (field: string): boolean => mapping.columns.includes(field);
  const missing: string[] = NEEDED[mapping.subject].filter((field) => !has(field));
  if (mapping.subject === 'patients' && !has('name') && !has('last-name')) missing.push('name');
  return missing;
}

const needsService = ({ subject, bookedBecomeAppointments }: ImportMapping): boolean =>
  subject === 'slots' && bookedBecomeAppointments;

function toReport(
  importId: string,
  mapping: ImportMapping,
  file: CheckedFile,
  { problems, strangeServices }: ImportVerdict,
): Omit<ImportReport, 'work'> {
  const invalid = Math.min(file.rows, file.invalid + problems.length);
  const listed = [...file.problems, ...problems.slice(0, IMPORT_PROBLEMS_LISTED_MAX)];
  return {
    ...{ importId, rows: file.rows, valid: file.rows - invalid, invalid },
    problems: listed.sort((a, b) => a.line - b.line).slice(0, IMPORT_PROBLEMS_LISTED_MAX),
    patients: file.patients.length,
    sessions: file.runs.length,
    slots: file.slots,
    appointments: needsService(mapping) ? file.booked : 0,
    ...{ calendar: null, strangeServices },
  };
}
