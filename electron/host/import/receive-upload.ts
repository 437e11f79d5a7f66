import { join } from 'node:path';
import { FILE_BYTES_MAX } from './read-bytes.ts';
import { type StoredFile, storeFile } from './store-file.ts';

/** A file on its way from a desk, piece by piece, in a folder beside the database. */
export interface UploadedFile {
  readonly importId: string;
  readonly name: string;
  readonly stored: StoredFile;
  bytes: number;
  nextIndex: number;
  isComplete: boolean;
  isTooLarge: boolean;
}

export function openUpload(folder: string, importId: string, name: string): UploadedFile {
  const stored = storeFile(join(folder, importId));
  return { importId, name, stored, bytes: 0, nextIndex: 0, isComplete: false, isTooLarge: false };
}

/** Appends a piece. One that came before, or out of turn, is left out; the desk starts over then. */
export function appendPiece(
  file: UploadedFile,
  piece: { readonly index: number; readonly base64: string; readonly last: boolean },
): void {
  if (piece.index !== file.nextIndex || file.isTooLarge) return;
  const bytes = Buffer.from(piece.base64, 'base64');
  file.bytes += bytes.byteLength;
  if (file.bytes > FILE_BYTES_MAX) {
    file.isTooLarge = true;
    file.stored.remove();
    return;
  }
  file.stored.append(bytes);
  file.nextIndex += 1;
  file.isComplete = piece.last;
}
