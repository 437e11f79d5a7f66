import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { boundedText, LINE_BYTES_MAX, LineTooLong } from './bounded-text.ts';
import { isWorkbook, openWorkbook } from './open-workbook.ts';
import { FileTooLarge, readHead } from './read-bytes.ts';
import { sheetRows } from './sheet-rows.ts';
import type { StoredFile } from './store-file.ts';
import { COLUMNS_MAX, ROWS_MAX, type TableRow, type TableShape } from './table-row.ts';

type OnRow = (row: TableRow) => 'go-on' | 'stop';
type Rows = Promise<Result<{ readonly rows: number }, ImportRefusal>>;

/**
 * Reads a table row by row, from a file of separated values or a sheet of an Excel file. A broken
 * one ends with a refusal instead of rows.
 */
export async function readTable(file: StoredFile, shape: TableShape, onRow: OnRow): Rows {
  return (await beginsWorkbook(file))
    ? readSheet(file, shape, onRow)
    : readSeparated(file, shape, onRow);
}

/** What cannot be unpacked is told by whoever reads it as separated values. */
async function beginsWorkbook(file: StoredFile): Promise<boolean> {
  try {
    return isWorkbook(await readHead(file));
  } catch {
    return false;
  }
}

async function readSheet(file: StoredFile, shape: TableShape, onRow: OnRow): Rows {
  const workbook = await openWorkbook(file);
  if (!workbook.ok) return workbook;
  let [rows, seen] = [0, 0];
  try {
    for await (const { line, cells } of sheetRows(workbook.value, shape.sheet)) {
      seen += 1;
      if (seen === 1 && shape.hasHeader) continue;
      rows += 1;
      if (rows > ROWS_MAX) return err({ kind: 'too-many-rows', max: ROWS_MAX });
      if (cells.length > COLUMNS_MAX) return err(tooManyColumns(line));
      const width = Math.max(cells.length, shape.columns.length);
      const whole = Array.from({ length: width }, (_, i) => cells[i] ?? '');
      if (onRow({ line, cells: whole }) === 'stop') break;
    }
    return ok({ rows });
  } catch {
    return err({ kind: 'not-a-table', detail: 'The sheet is damaged.' });
  }
}

/** Never holds more than a line of it. */
async function readSeparated(file: StoredFile, shape: TableShape, onRow: OnRow): Rows {
  const parser = parse({
    delimiter: shape.delimiter,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LINE_BYTES_MAX,
    info: true,
    from_line: shape.hasHeader ? 2 : 1,
  });
  const source = Readable.from(boundedText(file, shape.encoding));
  source.on('error', (error) => parser.destroy(error)).pipe(parser);
  let rows = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      rows += 1;
      if (rows > ROWS_MAX) return err({ kind: 'too-many-rows', max: ROWS_MAX });
      if (record.length > COLUMNS_MAX) return err(tooManyColumns(info.lines));
      if (onRow({ line: info.lines, cells: record }) === 'stop') break;
    }
    return ok({ rows });
  } catch (error) {
    return err(refusalOf(error));
  } finally {
    source.destroy();
    parser.destroy();
  }
}

const tooManyColumns = (line: number): ImportRefusal => ({
  kind: 'not-a-table',
  detail: `Line ${line} has more than ${COLUMNS_MAX} columns.`,
});

function refusalOf(error: unknown): ImportRefusal {
  if (error instanceof FileTooLarge) return { kind: 'file-too-large', maxBytes: IMPORT_BYTES_MAX };
  if (error instanceof LineTooLong) return { kind: 'line-too-long', line: error.line };
  if (!(error instanceof CsvError)) {
    return { kind: 'not-a-table', detail: error instanceof Error ? error.message : '' };
  }
  const line = Number((error as unknown as { lines?: number }).lines ?? 0);
  if (error.code === 'CSV_MAX_RECORD_SIZE') return { kind: 'line-too-long', line };
  return { kind: 'not-a-table', detail: error.message };
}
