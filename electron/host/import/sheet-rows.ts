import { cellText } from './cell-text.ts';
import type { Workbook } from './open-workbook.ts';
import type { TableRow } from './table-row.ts';

/**
 * The rows of a sheet in which something stands, one at a time, with the texts of their cells up to
 * the last that has one. Formulas are what Excel last made of them. Throws what reading throws.
 */
export async function* sheetRows(
  { bytes, sheets }: Workbook,
  sheet: string | undefined,
): AsyncGenerator<TableRow> {
  const named = sheet !== undefined && sheets.includes(sheet) ? sheet : sheets[0];
  const { streamXlsxRows } = await import('hucre/xlsx');
  const rows = streamXlsxRows(bytes, named === undefined ? {} : { sheet: named });
  for await (const { index, values } of rows) {
    const cells = values.map(cellText);
    const last = cells.findLastIndex((cell) => cell !== '');
    if (last >= 0) yield { line: index + 1, cells: cells.slice(0, last + 1) };
  }
}
