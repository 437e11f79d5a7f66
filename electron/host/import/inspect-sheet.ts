import { err, ok, type Result } from '../../../shared/core/result.ts';
import type {
  ImportRefusal,
  ImportShape,
  TableInspection,
} from '../../../shared/wire/desk/import.ts';
import { describeRows, ROWS_LOOKED_AT } from './describe-rows.ts';
import { openWorkbook, type Workbook } from './open-workbook.ts';
import type { UploadedFile } from './receive-upload.ts';
import { sheetRows } from './sheet-rows.ts';

/** Looks at an Excel file: its sheets, and what the columns of the chosen one are, or of the first. */
export async function inspectSheet(
  { importId, name: fileName, stored }: Pick<UploadedFile, 'importId' | 'name' | 'stored'>,
  shape: ImportShape | null,
): Promise<Result<TableInspection, ImportRefusal>> {
  const workbook = await openWorkbook(stored);
  if (!workbook.ok) return workbook;
  const { sheets } = workbook.value;
  const wanted = shape?.sheet;
  const sheet = wanted !== undefined && sheets.includes(wanted) ? wanted : sheets[0];
  const rows = await firstRows(workbook.value, sheet);
  if (rows === null) return err({ kind: 'not-a-table', detail: 'The sheet is damaged.' });
  if (rows.length === 0)
    return err({ kind: 'not-a-table', detail: 'Nothing stands in the sheet.' });
  const described = describeRows(rows, shape?.hasHeader);
  if (!described.ok) return described;
  return ok({
    ...{ format: 'table', importId, fileName, bytes: stored.size(), sheets },
    ...(sheet === undefined ? {} : { sheet }),
    ...{ encoding: 'utf-8', delimiter: ',', ...described.value, remembered: null },
  });
}

/** As wide as the widest of them; null if they cannot be read. */
async function firstRows(
  workbook: Workbook,
  sheet: string | undefined,
): Promise<readonly (readonly string[])[] | null> {
  const rows: (readonly string[])[] = [];
  try {
    for await (const { cells } of sheetRows(workbook, sheet)) {
      rows.push(cells);
      if (rows.length === ROWS_LOOKED_AT) break;
    }
  } catch {
    return null;
  }
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  return rows.map((cells) => Array.from({ length: width }, (_, i) => cells[i] ?? ''));
}
