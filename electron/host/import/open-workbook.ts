import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { measureWorkbook, UNPACKED_BYTES_MAX, type WorkbookTrouble } from './measure-workbook.ts';
import { FileTooLarge, readBytes } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';
import { COLUMNS_MAX } from './table-row.ts';

/** How every .xlsx begins, being a ZIP archive; and what Excel wrote before, and writes locked. */
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_OR_LOCKED = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** As it is stored: a hundred thousand slots are 4 MB. */
const WORKBOOK_BYTES_MAX = 32 * 1024 * 1024;

export interface Workbook {
  readonly bytes: Uint8Array;
  /** The names of its sheets that can be seen, in their order. */
  readonly sheets: readonly string[];
}

const startsWith = (head: Uint8Array, mark: Buffer): boolean =>
  mark.equals(head.subarray(0, mark.byteLength));

export const isWorkbook = (head: Uint8Array): boolean =>
  startsWith(head, ZIP) || startsWith(head, OLD_OR_LOCKED);

/** Opens an Excel file, once it is known how much it unpacks into. */
export async function openWorkbook(file: StoredFile): Promise<Result<Workbook, ImportRefusal>> {
  try {
    const bytes = await readAll(file);
    if (startsWith(bytes, OLD_OR_LOCKED)) {
      return broken('It is locked by a password, or an old .xls. Save it as .xlsx without one.');
    }
    const trouble = await measureWorkbook(bytes);
    if (trouble !== null) return refused(trouble);
    // Loaded with the first such file: every start would wait for it.
    const { readXlsx } = await import('hucre/xlsx');
    const sheets: string[] = [];
    await readXlsx(bytes, {
      sheets: ({ name, hidden, veryHidden }) => {
        if (!hidden && !veryHidden) sheets.push(name);
        return false;
      },
    });
    return sheets.length > 0 ? ok({ bytes, sheets }) : broken('It has no sheet that can be seen.');
  } catch (error) {
    if (error instanceof FileTooLarge) {
      return err({ kind: 'file-too-large', maxBytes: WORKBOOK_BYTES_MAX });
    }
    return broken('It is no Excel file, or a damaged one.');
  }
}

function refused(trouble: WorkbookTrouble): Result<never, ImportRefusal> {
  if (trouble === 'too-large') return err({ kind: 'file-too-large', maxBytes: UNPACKED_BYTES_MAX });
  if (trouble === 'broken') return broken('It cannot be unpacked.');
  return broken(`A sheet has more than ${COLUMNS_MAX} columns.`);
}

const broken = (detail: string) => err<ImportRefusal>({ kind: 'not-a-table', detail });

async function readAll(file: StoredFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of readBytes(file)) {
    bytes += piece.byteLength;
    if (bytes > WORKBOOK_BYTES_MAX) {
      throw new FileTooLarge('The workbook is too large.');
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
