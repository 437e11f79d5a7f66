import fs from 'node:fs';
import { join } from 'node:path';
import { encryptDisk } from './cipher/encrypt-disk.ts';
import { createFileHeaders, HEAD_BYTES, isHeader } from './cipher/file-header.ts';
import type { BookDisk } from './disk/book-disk.ts';
import type { Place } from './disk/copy-tree.ts';
import { StoreUnusable } from './store-unusable.ts';

/** The PostgreSQL inside the pinned PGlite: its major version, and the layout of its catalog. */
const MAJOR = '18';
const CATALOG = 202_506_291;
/** Where pg_control keeps the catalog version (PostgreSQL 18, src/include/catalog/pg_control.h). */
const CATALOG_OFFSET = 12;

/** A key of 64 bytes, or null for a book that is not encrypted. */
export type BookKey = Uint8Array | null;

/**
 * Which of these keys a folder's book was written with; `absent` if there is none yet. Refuses
 * another's book, another version's and what is no book, before anything in it is touched.
 */
export function inspectBook(place: Place, keys: readonly BookKey[]): BookKey | 'absent' {
  const { disk, path } = place;
  if (!fs.existsSync(path) || fs.readdirSync(path).length === 0) return 'absent';
  const head = readStart(disk, join(path, 'PG_VERSION'), HEAD_BYTES);
  if (head === null) throw notABook(path);
  const fits = (key: BookKey): boolean =>
    key === null ? !isHeader(head) : createFileHeaders(key).read(head) instanceof Uint8Array;
  const key = keys.find(fits);
  if (key === undefined) {
    const message = isHeader(head)
      ? `The book in ${path} is encrypted, and not with the key that is at hand. Nothing was changed. Put back the keyring that belongs to it.`
      : `The book in ${path} is not encrypted, and should be. Nothing was changed.`;
    throw new StoreUnusable(message, { problem: 'wrong-key' });
  }
  checkVersion(key === null ? disk : encryptDisk(disk, key), path);
  return key;
}

/** Whether a folder's book is encrypted, with whichever key. */
export function isEncrypted({ disk, path }: Place): boolean {
  const head = readStart(disk, join(path, 'PG_VERSION'), HEAD_BYTES);
  return head !== null && isHeader(head);
}

function checkVersion(disk: BookDisk, path: string): void {
  const major = readStart(disk, join(path, 'PG_VERSION'), 16)?.toString('utf8').trim();
  const control = readStart(disk, join(path, 'global', 'pg_control'), CATALOG_OFFSET + 4);
  if (major === undefined || control === null || control.byteLength < CATALOG_OFFSET + 4) {
    throw notABook(path);
  }
  const catalog = control.readUInt32LE(CATALOG_OFFSET);
  if (major !== MAJOR || catalog !== CATALOG) {
    const message = `The book was written by PostgreSQL ${major} (catalog ${catalog}), and this Daybook has ${MAJOR} (${CATALOG}). Open it with the Daybook that wrote it.`;
    throw new StoreUnusable(message, { problem: 'other-version' });
  }
}

const notABook = (path: string): StoreUnusable =>
  new StoreUnusable(
    `The folder ${path} is not empty and holds no book of Daybook's. Choose another folder.`,
    { problem: 'not-a-store' },
  );

/** The first bytes of a file, as many as there are; null if there is none. */
function readStart(disk: BookDisk, path: string, bytes: number): Buffer | null {
  try {
    const file = disk.open(path, 'read');
    try {
      const start = Buffer.alloc(bytes);
      return start.subarray(0, disk.read(file, start, 0));
    } finally {
      disk.close(file);
    }
  } catch {
    return null;
  }
}
