import { ok, type Result } from '../../../shared/core/result.ts';
import { findUnreadable } from '../../../shared/domain/import/find-unreadable.ts';
import { groupSlots } from '../../../shared/domain/import/group-slots.ts';
import {
  type PatientRow,
  readPatientRow,
  readSlotRow,
  type SlotRow,
} from '../../../shared/domain/import/read-rows.ts';
import { readVisitRow, type VisitRow } from '../../../shared/domain/import/read-visit-row.ts';
import type { ImportRows } from '../../../shared/engine/import/find-import-problems.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportMapping,
  type ImportProblem,
  type ImportRefusal,
} from '../../../shared/wire/desk/import.ts';
import { readTable } from './read-table.ts';
import type { StoredFile } from './store-file.ts';
import type { TableRow } from './table-row.ts';

/** A file read whole by its mapping: what is in it, and what is wrong with it. */
export interface CheckedFile extends ImportRows {
  readonly visits: readonly VisitRow[];
  readonly rows: number;
  readonly slots: number;
  readonly booked: number;
  readonly invalid: number;
  readonly problems: readonly ImportProblem[];
}

interface Watch {
  /** Asked from time to time; false stops. */
  readonly isWanted: () => boolean;
  readonly onRows: (rows: number) => void;
}

/** How often the progress is told. */
const REPORT_EVERY_ROWS = 2000;
const SLOT_MIN_DEFAULT = 15;

/** Reads every row and writes nothing. */
export async function checkFile(
  stored: StoredFile,
  mapping: ImportMapping,
  zone: TimeZone,
  watch: Watch,
): Promise<Result<CheckedFile, ImportRefusal>> {
  const findings = createFindings();
  const patients: PatientRow[] = [];
  const slots: SlotRow[] = [];
  const visits: VisitRow[] = [];
  const ids = new Set<string>();
  const readRow = createRowReader(mapping, zone);
  let rows = 0;
  const table = await readTable(stored, mapping, (tableRow) => {
    rows += 1;
    if (rows % REPORT_EVERY_ROWS === 0) watch.onRows(rows);
    const read = readRow(tableRow);
    if ('problem' in read) findings.add(tableRow.line, read.problem);
    else {
      const { column, value, key } = identityOf(read.row);
      if (ids.has(key)) {
        findings.add(tableRow.line, { kind: 'duplicate-id', column, value });
      } else if ('number' in read.row) patients.push(read.row);
      else if ('patient' in read.row) visits.push(read.row);
      else slots.push(read.row);
      ids.add(key);
    }
    return watch.isWanted() ? 'go-on' : 'stop';
  });
  if (!table.ok) return table;
  const { runs, overlapping } = groupSlots(slots);
  for (const { line, id } of overlapping) {
    findings.add(line, { kind: 'overlap', column: 'time', value: id });
  }
  const booked = slots.filter((slot) => !slot.isAvailable).length;
  return ok({ rows, patients, runs, visits, slots: slots.length, booked, ...findings.all() });
}

/** What no two rows of a file have the same: a number, or when, with whom and who comes. */
function identityOf(row: SlotRow | PatientRow | VisitRow) {
  const id = 'number' in row ? row.number : row.id;
  if (id !== null || !('patient' in row)) return { column: 'id', value: id ?? '', key: id ?? '' };
  const { startMs, doctor, patient } = row;
  const who = patient.number ?? `${patient.name.toLowerCase()} ${patient.birthDate}`;
  const value = (patient.name || (patient.number ?? '')).slice(0, VALUE_SHOWN);
  return { column: 'time', value, key: JSON.stringify([startMs, doctor.toLowerCase(), who]) };
}

type Problem = Omit<ImportProblem, 'line'>;
type ReadRow = { readonly row: SlotRow | PatientRow | VisitRow } | { readonly problem: Problem };

/** What one row says, by the mapping. */
function createRowReader(mapping: ImportMapping, zone: TimeZone): (row: TableRow) => ReadRow {
  const { columns, dateFormat, subject } = mapping;
  const slotMin = mapping.slotMin ?? SLOT_MIN_DEFAULT;
  const placeOf = new Map(columns.map((field, i) => [field, i]));
  return ({ line, cells }) => {
    if (cells.length !== columns.length) {
      return { problem: { kind: 'wrong-column-count', column: '', value: String(cells.length) } };
    }
    const unreadable = findUnreadable(cells);
    if (unreadable >= 0) {
      const value = cells[unreadable]?.replaceAll('\0', '').slice(0, VALUE_SHOWN) ?? '';
      return { problem: { kind: 'not-understood', column: columns[unreadable] ?? '', value } };
    }
    const cell = (field: string): string =>
      cells[placeOf.get(field) ?? -1]?.trim().replace(ESCAPED, '') ?? '';
    if (subject === 'appointments') return readVisitRow(cell, line, { dateFormat, zone });
    return subject === 'slots'
      ? readSlotRow(cell, line, { dateFormat, slotMin, zone })
      : readPatientRow(cell, line, dateFormat);
  };
}

/** Before what a spreadsheet would take for a formula, a file that leaves Daybook has this. */
const ESCAPED = /^'(?=[=+\-@\t\r])/;
/** As much of a wrong value as is shown. */
const VALUE_SHOWN = 80;

function createFindings() {
  const problems: ImportProblem[] = [];
  let invalid = 0;
  return {
    add: (line: number, problem: Problem): void => {
      invalid += 1;
      if (problems.length < IMPORT_PROBLEMS_LISTED_MAX) problems.push({ line, ...problem });
    },
    all: () => ({ invalid, problems }),
  };
}
