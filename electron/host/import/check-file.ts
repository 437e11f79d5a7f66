import { ok, type Result } from '../../../shared/core/result.ts';
import { groupSlots, type SlotRun } from '../../../shared/domain/import/group-slots.ts';
import {
  type PatientRow,
  type RowProblem,
  readPatientRow,
  readSlotRow,
  type SlotRow,
} from '../../../shared/domain/import/read-rows.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import {
  IMPORT_PROBLEMS_LISTED_MAX,
  type ImportMapping,
  type ImportProblem,
  type ImportRefusal,
} from '../../../shared/wire/desk/import.ts';
import { readTable } from './read-table.ts';

/** A file read whole by its mapping: what is in it, and what is wrong with it. */
export interface CheckedFile {
  readonly rows: number;
  readonly invalid: number;
  readonly problems: readonly ImportProblem[];
  readonly patients: readonly PatientRow[];
  readonly runs: readonly SlotRun[];
  readonly slots: readonly SlotRow[];
}

/** How often the reader lets others have a turn. */
const REPORT_EVERY_ROWS = 2000;

/** Reads every row and writes nothing. `isWanted` is asked from time to time: false stops. */
export async function checkFile(
  path: string,
  mapping: ImportMapping,
  zone: TimeZone,
  watch: { readonly isWanted: () => boolean; readonly onRows: (rows: number) => void },
): Promise<Result<CheckedFile, ImportRefusal>> {
  const found = createFindings();
  const patients: PatientRow[] = [];
  const slots: SlotRow[] = [];
  const lineOf = new Map<string, number>();
  const table = await readTable(path, mapping, ({ line, cells }) => {
    found.rows += 1;
    if (found.rows % REPORT_EVERY_ROWS === 0) watch.onRows(found.rows);
    if (cells.length !== mapping.columns.length) {
      found.add(line, { kind: 'wrong-column-count', column: '', value: String(cells.length) });
      return watch.isWanted() ? 'go-on' : 'stop';
    }
    const cell = (field: string): string => cells[mapping.columns.indexOf(field)]?.trim() ?? '';
    const read =
      mapping.subject === 'slots'
        ? readSlotRow(cell, {
            dateFormat: mapping.dateFormat,
            slotMin: mapping.slotMin ?? 15,
            zone,
          })
        : readPatientRow(cell, mapping.dateFormat);
    if ('problem' in read) found.add(line, read.problem);
    else {
      const id = 'number' in read.row ? read.row.number : read.row.id;
      if (lineOf.has(id)) found.add(line, { kind: 'duplicate-id', column: 'id', value: id });
      else {
        lineOf.set(id, line);
        if ('number' in read.row) patients.push(read.row);
        else slots.push(read.row);
      }
    }
    return watch.isWanted() ? 'go-on' : 'stop';
  });
  if (!table.ok) return table;
  const { runs, overlapping } = groupSlots(slots);
  for (const slot of overlapping) {
    found.add(lineOf.get(slot.id) ?? 0, { kind: 'overlap', column: 'time', value: slot.id });
  }
  const { rows, invalid, problems } = found;
  return ok({ rows, invalid, problems, patients, runs, slots });
}

function createFindings() {
  const problems: ImportProblem[] = [];
  return {
    rows: 0,
    invalid: 0,
    problems,
    add(line: number, problem: Omit<RowProblem, 'kind'> & { kind: ImportProblem['kind'] }): void {
      this.invalid += 1;
      if (problems.length < IMPORT_PROBLEMS_LISTED_MAX) problems.push({ line, ...problem });
    },
  };
}
