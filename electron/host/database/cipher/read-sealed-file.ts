import type { BookDisk } from '../disk/book-disk.ts';
import { createUnits, UNIT_BYTES } from './create-units.ts';
import { createFileHeaders, HEAD_BYTES, HEADER_BYTES } from './file-header.ts';
import { createFileTails, TAIL_BYTES } from './file-tail.ts';

/** A disk with encrypted files, and what a key makes of them. */
export interface SealedDisk {
  readonly disk: BookDisk;
  readonly units: ReturnType<typeof createUnits>;
  readonly headers: ReturnType<typeof createFileHeaders>;
  readonly tails: ReturnType<typeof createFileTails>;
  /** Room to encrypt in, which is used again and again. */
  readonly room: (bytes: number) => Buffer;
}

/**
 * An encrypted file that is open. On the disk it is a header, whole units, and a tail if not all of
 * the last unit counts.
 */
export interface SealedFile {
  /** The disk's. */
  readonly handle: number;
  readonly content: SealedContent;
}

/** What is known of a file, by whichever handle it is used. */
export interface SealedContent {
  /** Null until the first byte is written. */
  id: Uint8Array | null;
  /** How many bytes there are for whoever reads it. */
  length: number;
  /** How many bytes there are on the disk. */
  size: number;
}

export const openSealedDisk = (disk: BookDisk, key: Uint8Array): SealedDisk => ({
  disk,
  units: createUnits(key),
  headers: createFileHeaders(key),
  tails: createFileTails(key),
  room: createRoom(),
});

function createRoom(): SealedDisk['room'] {
  let room = Buffer.alloc(0);
  return (bytes) => {
    if (room.byteLength < bytes) room = Buffer.allocUnsafeSlow(bytes);
    return room.subarray(0, bytes);
  };
}

/** Learns what a file on the disk is. Throws EIO if it was not written with this key. */
export function loadContent(sealed: SealedDisk, handle: number): SealedContent {
  const size = sealed.disk.size(handle);
  const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
  sealed.disk.read(handle, head, 0);
  const id = sealed.headers.read(head);
  if (id === 'foreign') {
    const message = 'This file was not written with the key of the book.';
    throw Object.assign(new Error(message), { code: 'EIO' });
  }
  if (id === 'none') return { id: null, size, length: lengthOf(size) ?? wholeUnits(size) };
  return { id, size, length: lengthOf(size) ?? lengthByTail(sealed, handle, size, id) };
}

/** A power cut may leave anything behind the last whole unit of a file that was never synced. */
function lengthByTail(
  { disk, tails }: SealedDisk,
  handle: number,
  size: number,
  id: Uint8Array,
): number {
  const whole = wholeUnits(size);
  if (whole === 0 || size - placeOf(0) - whole !== TAIL_BYTES) return whole;
  const tail = Buffer.alloc(TAIL_BYTES);
  disk.read(handle, tail, size - TAIL_BYTES);
  return whole - UNIT_BYTES + tails.read(tail, id);
}

/** Fills `bytes` from a place in the file as far as it goes; how many there were. */
export function readSealed(
  sealed: SealedDisk,
  file: SealedFile,
  bytes: Uint8Array,
  at: number,
): number {
  const length = Math.max(0, Math.min(bytes.byteLength, file.content.length - at));
  if (length === 0) return 0;
  const first = Math.floor(at / UNIT_BYTES);
  // A page of the database is whole units, and is decrypted where it will lie.
  if (at % UNIT_BYTES === 0 && length % UNIT_BYTES === 0) {
    readUnitsInto(sealed, file, bytes.subarray(0, length), first);
    return length;
  }
  const plain = readUnits(sealed, file, first, countOf(first, at + length));
  const start = at - first * UNIT_BYTES;
  bytes.set(plain.subarray(start, start + length));
  return length;
}

/** The content of units. Past the end there are zeros. */
export function readUnits(
  sealed: SealedDisk,
  file: SealedFile,
  first: number,
  count: number,
): Buffer {
  const bytes = Buffer.alloc(count * UNIT_BYTES);
  readUnitsInto(sealed, file, bytes, first);
  return bytes;
}

function readUnitsInto(
  { disk, units }: SealedDisk,
  { handle, content: { id } }: SealedFile,
  bytes: Uint8Array,
  first: number,
): void {
  bytes.fill(0, id ? disk.read(handle, bytes, placeOf(first)) : 0);
  if (id) units.decrypt(bytes, bytes, { id, first });
}

/** How many bytes a file of this size on the disk has for its reader; null if its tail says it. */
export function lengthOf(size: number): number | null {
  if (size <= HEADER_BYTES) return 0;
  const length = size - HEADER_BYTES;
  return length % UNIT_BYTES === 0 ? length : null;
}

/** The bytes of the whole units in a file of this size on the disk. */
export const wholeUnits = (size: number): number =>
  Math.max(0, Math.floor((size - HEADER_BYTES) / UNIT_BYTES)) * UNIT_BYTES;

/** Where a unit lies on the disk. */
export const placeOf = (unit: number): number => HEADER_BYTES + unit * UNIT_BYTES;

/** How many units there are from the first one to the byte before `end`. */
export const countOf = (first: number, end: number): number => Math.ceil(end / UNIT_BYTES) - first;
