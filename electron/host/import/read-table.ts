import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { boundedText, LINE_BYTES_MAX, LineTooLong } from './bounded-text.ts';
import { FileTooLarge } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';

/** Ten times the slots of a clinic's ten years. */
const ROWS_MAX = 1_000_000;
/** A table of slots or patients has a dozen. */
export const COLUMNS_MAX = 200;

export interface TableRow {
  /** The line of the file on which the row ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TableShape {
  readonly encoding: string;
  readonly delimiter: string;
  readonly hasHeader: boolean;
}

/**
 * Reads a file of separated values row by row, without ever holding more than a line of it. A
 * broken table ends with a refusal instead of rows.
 */
export async function readTable(
  file: StoredFile,
  shape: TableShape,
  onRow: (row: TableRow) => 'go-on' | 'stop',
): Promise<Result<{ readonly rows: number }, ImportRefusal>> {
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
