import fs from 'node:fs';
import chardet from 'chardet';
import { parse } from 'csv-parse/sync';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { guessMapping } from '../../../shared/domain/import/guess-mapping.ts';
import type { ImportInspection, ImportRefusal } from '../../../shared/wire/desk/import.ts';

const HEAD_BYTES = 64 * 1024;
const SAMPLE_ROWS = 8;
const COLUMNS_MAX = 200;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Looks at the beginning of a file and proposes how to read it. */
export function inspectFile(
  importId: string,
  fileName: string,
  file: string,
): Result<ImportInspection, ImportRefusal> {
  const bytes = readHead(file);
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const whole = bytes.byteLength < HEAD_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.trim() === '') return err({ kind: 'not-a-table', detail: 'There is no line in it.' });
  const delimiter = delimiterOf(whole);
  const rows = firstRows(whole, delimiter);
  if (rows === null) return err({ kind: 'not-a-table', detail: 'Its quotes do not match.' });
  const [first = []] = rows;
  if (first.length < 2) return err({ kind: 'not-a-table', detail: 'It has a single column.' });
  if (first.length > COLUMNS_MAX) {
    return err({ kind: 'not-a-table', detail: `It has more than ${COLUMNS_MAX} columns.` });
  }
  const hasHeader = first.every((cell) => cell !== '' && !/^[\d\s:./-]+$/.test(cell));
  const header = hasHeader ? first : first.map((_, i) => `Column ${i + 1}`);
  const sample = rows.slice(hasHeader ? 1 : 0, SAMPLE_ROWS);
  return ok({
    ...{ importId, fileName, bytes: fs.statSync(file).size, encoding, delimiter, hasHeader },
    ...{ header, sample },
    ...guessMapping(header, sample),
  });
}

function readHead(file: string): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    return bytes.subarray(0, fs.readSync(handle, bytes, 0, HEAD_BYTES, 0));
  } finally {
    fs.closeSync(handle);
  }
}

/** UTF-8 if it is UTF-8; otherwise what the statistics of its bytes say. */
function encodingOf(bytes: Buffer): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, lastWhole(bytes)));
    return 'utf-8';
  } catch {
    const guess = chardet.detect(bytes) ?? 'windows-1252';
    try {
      return new TextDecoder(guess).encoding;
    } catch {
      return 'windows-1252';
    }
  }
}

/** The head of a file may end within a character. */
const lastWhole = (bytes: Buffer): number =>
  bytes.byteLength < HEAD_BYTES ? bytes.byteLength : Math.max(0, bytes.lastIndexOf(10));

function delimiterOf(text: string): (typeof DELIMITERS)[number] {
  const line = text.slice(0, text.indexOf('\n') + 1 || text.length);
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

function firstRows(text: string, delimiter: string): string[][] | null {
  try {
    return parse(text, {
      ...{ delimiter, bom: true, relax_column_count: true, skip_empty_lines: true },
      to: SAMPLE_ROWS + 1,
    });
  } catch {
    return null;
  }
}
