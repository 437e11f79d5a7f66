import { join } from 'node:path';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { LINE_BYTES_MAX } from './bounded-text.ts';
import { isWorkbook } from './open-workbook.ts';
import { GZIP } from './read-bytes.ts';
import { type StoredFile, storeFile } from './store-file.ts';

/** A file on its way from a desk, piece by piece, in a folder beside the database. */
export interface UploadedFile {
  readonly importId: string;
  readonly name: string;
  readonly stored: StoredFile;
  bytes: number;
  nextIndex: number;
  isComplete: boolean;
  /** Why no more of it is taken; what came of it is gone then. */
  refusal: ImportRefusal | null;
  /** The line that the last piece ended in, from 1, and how much of it came. */
  line: number;
  lineBytes: number;
  isPacked: boolean;
}

/** A line this long is too long in any encoding. */
const ENDLESS_BYTES = 4 * LINE_BYTES_MAX;
const LINE_FEED = 10;

export function openUpload(folder: string, importId: string, name: string): UploadedFile {
  return {
    ...{ importId, name, stored: storeFile(join(folder, importId)) },
    ...{ bytes: 0, nextIndex: 0, isComplete: false, refusal: null },
    ...{ line: 1, lineBytes: 0, isPacked: false },
  };
}

/** What the system says of a disk, or of somebody's share of one, that has no more room. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Appends a piece. One that came before, or out of turn, is left out; the desk starts over then. A
 * file that can be no table, or that there is no room for, is refused as soon as that is seen,
 * whatever is still to come. Throws what else the disk says.
 */
export function appendPiece(
  file: UploadedFile,
  piece: { readonly index: number; readonly base64: string; readonly last: boolean },
): void {
  if (piece.index !== file.nextIndex || file.refusal !== null) return;
  const bytes = Buffer.from(piece.base64, 'base64');
  file.bytes += bytes.byteLength;
  if (piece.index === 0) file.isPacked = isWorkbook(bytes) || isGzip(bytes) || isJson(bytes);
  file.refusal = findRefusal(file, bytes) ?? store(file, bytes);
  if (file.refusal !== null) {
    file.stored.remove();
    return;
  }
  file.nextIndex += 1;
  file.isComplete = piece.last;
}

/** May be one line, however much it holds. */
const isJson = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 200)));

const isGzip = (bytes: Uint8Array): boolean => GZIP.equals(bytes.subarray(0, GZIP.byteLength));

function store(file: UploadedFile, bytes: Uint8Array): ImportRefusal | null {
  try {
    file.stored.append(bytes);
    return null;
  } catch (error) {
    if (!FULL.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return { kind: 'disk-full' };
  }
}

function findRefusal(file: UploadedFile, bytes: Uint8Array): ImportRefusal | null {
  if (file.bytes > IMPORT_BYTES_MAX) return { kind: 'file-too-large', maxBytes: IMPORT_BYTES_MAX };
  if (file.isPacked) return null;
  for (const byte of bytes) {
    if (byte === LINE_FEED) {
      file.line += 1;
      file.lineBytes = 0;
    } else {
      file.lineBytes += 1;
      if (file.lineBytes > ENDLESS_BYTES) return { kind: 'line-too-long', line: file.line };
    }
  }
  return null;
}
