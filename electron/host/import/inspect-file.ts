import { parse } from 'csv-parse/sync';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type {
  ImportRefusal,
  ImportShape,
  TableInspection,
} from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX, IMPORT_DELIMITERS } from '../../../shared/wire/desk/import-choices.ts';
import { describeRows, ROWS_LOOKED_AT } from './describe-rows.ts';
import { detectEncoding } from './detect-encoding.ts';
import { FileTooLarge, HEAD_BYTES, readHead } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';

/**
 * Looks at a file and proposes how to read it; with a `shape`, what its columns are when it is read
 * so.
 */
export async function inspectFile(
  importId: string,
  fileName: string,
  file: StoredFile,
  shape: ImportShape | null = null,
): Promise<Result<TableInspection, ImportRefusal>> {
  try {
    const encoding = shape?.encoding ?? (await detectEncoding(file));
    return propose(importId, fileName, file, await readHead(file), { ...shape, encoding });
  } catch (error) {
    if (error instanceof FileTooLarge) {
      return err({ kind: 'file-too-large', maxBytes: IMPORT_BYTES_MAX });
    }
    const detail = shape ? 'It cannot be read so.' : 'It cannot be unpacked.';
    return err({ kind: 'not-a-table', detail });
  }
}

function propose(
  importId: string,
  fileName: string,
  file: StoredFile,
  bytes: Buffer,
  wish: Pick<ImportShape, 'encoding'> & Partial<ImportShape>,
): Result<TableInspection, ImportRefusal> {
  const { encoding } = wish;
  const text = new TextDecoder(encoding).decode(bytes);
  const whole = bytes.byteLength < HEAD_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.trim() === '') return err({ kind: 'not-a-table', detail: 'There is no line in it.' });
  const delimiter = wish.delimiter ?? delimiterOf(whole);
  const rows = firstRows(whole, delimiter);
  if (rows === null) return err({ kind: 'not-a-table', detail: 'Its quotes do not match.' });
  const [first = []] = rows;
  if (first.length < 2 && !wish.delimiter)
    return err({ kind: 'not-a-table', detail: 'It has a single column.' });
  const described = describeRows(rows, wish.hasHeader);
  if (!described.ok) return described;
  return ok({
    ...{ format: 'table', importId, fileName, bytes: file.size(), sheets: [] },
    ...{ encoding, delimiter, ...described.value, remembered: null },
  });
}

function delimiterOf(text: string): ImportShape['delimiter'] {
  const line = text.slice(0, text.indexOf('\n') + 1 || text.length);
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [...IMPORT_DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

function firstRows(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      ...{ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true },
      to: ROWS_LOOKED_AT,
    });
  } catch {
    return null;
  }
}
