import { createGunzip } from 'node:zlib';
import { IMPORT_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import type { StoredFile } from './store-file.ts';

/** How a packed file begins. */
export const GZIP = Buffer.from([0x1f, 0x8b]);
const PIECE_BYTES = 64 * 1024;
/** As much of a file as is looked at first. */
export const HEAD_BYTES = 64 * 1024;

/** A small file can be a large one, packed. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
}

/**
 * The content of a file in pieces of 64 kB or less, unpacked if it is gzip. Throws FileTooLarge
 * past the limit; whoever stops reading stops the unpacking too.
 */
export async function* readBytes(file: StoredFile): AsyncGenerator<Buffer> {
  const source = file.read(PIECE_BYTES);
  const unpacked = isGzip(file) ? source.pipe(createGunzip({ chunkSize: PIECE_BYTES })) : source;
  source.on('error', (error) => unpacked.destroy(error));
  let bytes = 0;
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      bytes += piece.byteLength;
      if (bytes > IMPORT_BYTES_MAX) throw new FileTooLarge('The file is too large.');
      yield piece;
    }
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

/** The beginning of a file, unpacked. Throws what unpacking it throws. */
export async function readHead(file: StoredFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of readBytes(file)) {
    pieces.push(piece);
    length += piece.byteLength;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

const isGzip = (file: StoredFile): boolean => file.start(GZIP.byteLength).equals(GZIP);
