import { UNIT_BYTES } from './create-units.ts';
import { TAIL_BYTES } from './file-tail.ts';
import {
  countOf,
  placeOf,
  readUnits,
  type SealedDisk,
  type SealedFile,
  wholeUnits,
} from './read-sealed-file.ts';

/** Writes all of `bytes`, and makes the file longer if need be. */
export function writeSealed(
  sealed: SealedDisk,
  file: SealedFile,
  bytes: Uint8Array,
  at: number,
): void {
  if (bytes.byteLength === 0) return;
  const id = ensureId(sealed, file);
  const end = at + bytes.byteLength;
  const length = Math.max(file.content.length, end);
  if (length > file.content.length) dropTail(sealed, file);
  const plain = inUnits(sealed, file, bytes, at);
  const used = length === end ? length % UNIT_BYTES : 0;
  putUnits(sealed, file, { id, first: Math.floor(at / UNIT_BYTES), plain, used });
  file.content.length = length;
}

/** Makes the file shorter, or longer by zeros. */
export function truncateSealed(sealed: SealedDisk, file: SealedFile, length: number): void {
  if (length === file.content.length) return;
  const id = ensureId(sealed, file);
  if (length > file.content.length) dropTail(sealed, file);
  const unit = Math.floor(length / UNIT_BYTES);
  const used = length % UNIT_BYTES;
  if (used > 0) {
    const plain = readUnits(sealed, file, unit, 1).fill(0, used);
    putUnits(sealed, file, { id, first: unit, plain, used });
  }
  resize(sealed, file, used > 0 ? placeOf(unit + 1) + TAIL_BYTES : placeOf(unit));
  file.content.length = length;
}

/** The id of the file, which gets its header with its first byte. */
function ensureId(sealed: SealedDisk, file: SealedFile): Uint8Array {
  const { content } = file;
  if (content.id) return content.id;
  // What lies behind a header that never reached the disk cannot be read: it reads as zeros, and
  // has to stay zeros under the new id.
  const before = wholeUnits(content.size);
  resize(sealed, file, 0);
  const { header, id } = sealed.headers.create();
  put(sealed, file, header, 0);
  resize(sealed, file, placeOf(0) + before);
  content.id = id;
  return id;
}

/** The bytes with what is around them in their first and last unit. */
function inUnits(sealed: SealedDisk, file: SealedFile, bytes: Uint8Array, at: number): Uint8Array {
  const end = at + bytes.byteLength;
  if (at % UNIT_BYTES === 0 && end % UNIT_BYTES === 0) return bytes;
  const first = Math.floor(at / UNIT_BYTES);
  const count = countOf(first, end);
  const plain = Buffer.alloc(count * UNIT_BYTES);
  const keep = (unit: number): void => {
    if (unit * UNIT_BYTES >= file.content.length) return;
    readUnits(sealed, file, unit, 1).copy(plain, (unit - first) * UNIT_BYTES);
  };
  keep(first);
  if (count > 1) keep(first + count - 1);
  plain.set(bytes, at - first * UNIT_BYTES);
  return plain;
}

/** Writes units, and a tail behind them if only `used` bytes of the last one count. */
function putUnits(
  sealed: SealedDisk,
  file: SealedFile,
  units: {
    readonly id: Uint8Array;
    readonly first: number;
    readonly plain: Uint8Array;
    readonly used: number;
  },
): void {
  const { id, first, plain, used } = units;
  const bytes = sealed.room(plain.byteLength + (used > 0 ? TAIL_BYTES : 0));
  sealed.units.encrypt(bytes.subarray(0, plain.byteLength), plain, { id, first });
  if (used > 0) bytes.set(sealed.tails.create(used, id), plain.byteLength);
  put(sealed, file, bytes, placeOf(first));
}

const dropTail = (sealed: SealedDisk, file: SealedFile): void =>
  resize(sealed, file, placeOf(Math.ceil(file.content.length / UNIT_BYTES)));

function put({ disk }: SealedDisk, file: SealedFile, bytes: Uint8Array, place: number): void {
  disk.write(file.handle, bytes, place);
  file.content.size = Math.max(file.content.size, place + bytes.byteLength);
}

function resize({ disk }: SealedDisk, file: SealedFile, size: number): void {
  if (file.content.size === size) return;
  disk.truncate(file.handle, size);
  file.content.size = size;
}
