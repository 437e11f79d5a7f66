import fs from 'node:fs';
import { join } from 'node:path';
import { FILE_BYTES_MAX } from './read-bytes.ts';

/** A file on its way from a desk, piece by piece, in a folder beside the database. */
export interface UploadedFile {
  readonly importId: string;
  readonly name: string;
  readonly path: string;
  bytes: number;
  nextIndex: number;
  isComplete: boolean;
  isTooLarge: boolean;
}

export function openUpload(folder: string, importId: string, name: string): UploadedFile {
  fs.mkdirSync(folder, { recursive: true });
  const path = join(folder, `${importId}.csv`);
  fs.writeFileSync(path, '', { mode: 0o600 });
  return { importId, name, path, bytes: 0, nextIndex: 0, isComplete: false, isTooLarge: false };
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
    fs.rmSync(file.path, { force: true });
    return;
  }
  fs.appendFileSync(file.path, bytes);
  file.nextIndex += 1;
  file.isComplete = piece.last;
}
