import { derivedId } from '../../../../shared/core/ids.ts';
import { err, ok, type Result } from '../../../../shared/core/result.ts';
import type { VisitRow } from '../../../../shared/domain/import/read-visit-row.ts';
import type { Engine } from '../../../../shared/engine/open-engine.ts';
import { loadRecord } from '../../../../shared/engine/queries/load-record.ts';
import { knownTimeZone } from '../../../../shared/time/time-zone.ts';
import type { ImportMapping, ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import { IMPORTED_VISITS_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import { checkFile } from '../check-file.ts';
import type { UploadedFile } from '../receive-upload.ts';
import type { VisitList } from './book-visits.ts';
import type { ReadVisits } from './run-visits.ts';

type Upload = Pick<UploadedFile, 'importId' | 'name' | 'stored'> & {
  readonly headerKey: string | null;
};

/** Reads a table of appointments. Nothing is booked. */
export async function readTableVisits(
  engine: Engine,
  organisationId: string,
  upload: Upload,
  mapping: ImportMapping,
  watch: Parameters<typeof checkFile>[3],
): Promise<Result<ReadVisits, ImportRefusal>> {
  const branch = await engine.store.read((db) =>
    loadRecord(db, organisationId, 'branch', mapping.branchId),
  );
  if (!branch) return err({ kind: 'unknown-place', what: 'branch' });
  const missing = missingFields(mapping);
  if (missing.length > 0) return err({ kind: 'columns-missing', fields: missing });
  const file = await checkFile(upload.stored, mapping, knownTimeZone(branch.timeZone), watch);
  if (!file.ok) return file;
  const { visits, rows, invalid, problems } = file.value;
  if (visits.length > IMPORTED_VISITS_MAX) {
    return err({ kind: 'too-many-rows', max: IMPORTED_VISITS_MAX });
  }
  const list: VisitList = {
    ...{ branchId: mapping.branchId, doctorId: mapping.doctorId, serviceId: mapping.serviceId },
    ...{ size: visits.length, rows: () => visits, strangers: 'new', loadBrought: null },
    meanings: mapping.services ?? [],
    idOf: (row, doctorId, again) => visitId(mapping, row, doctorId, again),
  };
  return ok({ upload, plan: mapping, list, found: { rows, invalid, leftOut: 0, problems } });
}

function missingFields({ columns, doctorId, serviceId }: ImportMapping): string[] {
  const has = (field: string): boolean => columns.includes(field);
  const missing: string[] = ['date', 'time'].filter((field) => !has(field));
  if (!['name', 'last-name', 'patient-id'].some(has)) missing.push('name');
  if (doctorId === null && !has('doctor')) missing.push('doctor');
  if (serviceId === null && !has('service')) missing.push('service');
  return missing;
}

/**
 * The same when the file comes again: by what the other program calls it, else by when it is, with
 * whom, and who comes.
 */
function visitId(
  { branchId, doctorId, columns }: ImportMapping,
  { id, startMs, patient }: VisitRow,
  withId: string,
  again: number,
): string {
  const whose = columns.includes('doctor') ? '' : doctorId;
  const who = patient.number ?? `${patient.name.toLowerCase()} ${patient.birthDate}`;
  const key = id === null ? `at:${withId}:${startMs}:${who}` : `no:${whose}:${id}`;
  return derivedId(branchId, `visit:${key}${again === 0 ? '' : `:${again}`}`);
}
