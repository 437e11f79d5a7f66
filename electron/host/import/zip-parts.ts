import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** A part of a ZIP archive, as its directory has it. */
export interface ZipPart {
  readonly name: string;
  /** Unpacked, as the directory says. */
  readonly bytes: number;
  readonly isStored: boolean;
  /** The packed content. */
  readonly content: Buffer;
}

const [FILE, PART, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [FILE_BYTES, PART_BYTES, END_BYTES, COMMENT_MAX] = [30, 46, 22, 65_535];
/** An entry whose sizes stand behind its content, where whoever unpacks it has to trust it. */
const SIZES_BEHIND = 8;

/**
 * The parts of a ZIP archive by its directory (PKWARE APPNOTE, section 4.3), by which they are
 * unpacked. null if it has none that can be read, or leaves a size open.
 */
export function zipParts(bytes: Buffer): readonly ZipPart[] | null {
  const end = findEnd(bytes);
  if (end === null) return null;
  const count = bytes.readUInt16LE(end + 10);
  const parts: ZipPart[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (parts.length < count) {
    if (at + PART_BYTES > bytes.byteLength || bytes.readUInt32LE(at) !== PART) return null;
    const part = readPart(bytes, at);
    if (part === null) return null;
    parts.push(part);
    at += [28, 30, 32].reduce((sum, offset) => sum + bytes.readUInt16LE(at + offset), PART_BYTES);
  }
  return parts;
}

function readPart(bytes: Buffer, at: number): ZipPart | null {
  const packed = bytes.readUInt32LE(at + 20);
  const unpacked = bytes.readUInt32LE(at + 24);
  const isOpen = (bytes.readUInt16LE(at + 8) & SIZES_BEHIND) !== 0 && packed === 0;
  // Two bytes are what nothing packs into.
  if (isOpen || (unpacked === 0 && packed > 2)) return null;
  const file = bytes.readUInt32LE(at + 42);
  if (file + FILE_BYTES > bytes.byteLength || bytes.readUInt32LE(file) !== FILE) return null;
  const start = file + FILE_BYTES + bytes.readUInt16LE(file + 26) + bytes.readUInt16LE(file + 28);
  if (start + packed > bytes.byteLength) return null;
  const isStored = bytes.readUInt16LE(at + 10) === 0;
  const name = bytes.toString(
    'utf8',
    at + PART_BYTES,
    at + PART_BYTES + bytes.readUInt16LE(at + 28),
  );
  return { name, bytes: unpacked, isStored, content: bytes.subarray(start, start + packed) };
}

/** The content of a part in pieces; whoever stops reading stops the unpacking. */
export async function* unpackPart({ isStored, content }: ZipPart): AsyncGenerator<Buffer> {
  if (isStored) {
    yield content;
    return;
  }
  const unpacked = Readable.from([content]).pipe(createInflateRaw());
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } finally {
    unpacked.destroy();
  }
}

function findEnd(bytes: Buffer): number | null {
  const first = Math.max(0, bytes.byteLength - END_BYTES - COMMENT_MAX);
  for (let at = bytes.byteLength - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return null;
}
