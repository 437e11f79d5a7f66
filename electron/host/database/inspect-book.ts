import fs from 'node:fs';
import { join } from 'node:path';
import { damagedBook } from './book-damage.ts';
import { encryptDisk } from './cipher/encrypt-disk.ts';
import { createFileHeaders, HEAD_BYTES, isHeader } from './cipher/file-header.ts';
import { isControlFileWhole } from './control-file.ts';
import type { BookDisk } from './disk/book-disk.ts';
import type { Place } from './disk/copy-tree.ts';
import { StoreUnusable } from './store-unusable.ts';

/** The PostgreSQL inside the pinned PGlite: its major version, and the layout of its catalog. */
const MAJOR = '18';
const CATALOG = 202_506_291;
/** Where pg_control keeps the catalog version (PostgreSQL 18, src/include/catalog/pg_control.h). */
const CATALOG_OFFSET = 12;
const CONTROL = join('global', 'pg_control');
const CONTROL_BYTES = 512;

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
  const control = readStart(disk, join(path, CONTROL), HEAD_BYTES);
  if (head === null && !fs.existsSync(join(path, 'global'))) throw notABook(path);
  if (head === null) throw damagedBook(path, 'PG_VERSION is gone');
  const fits = (key: BookKey, start: Buffer): boolean =>
    key === null ? !isHeader(start) : createFileHeaders(key).read(start) instanceof Uint8Array;
  const key = keys.find((one) => fits(one, head));
  if (key === undefined) {
    const isOurs = keys.some((one) => one !== null && control !== null && fits(one, control));
    if (isOurs) throw damagedBook(path, 'PG_VERSION cannot be read');
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
  const major = readStart(disk, join(path, 'PG_VERSION'), 16)?.toString('utf8').trim() ?? '';
  if (!/^\d+$/.test(major)) throw damagedBook(path, 'PG_VERSION cannot be read');
  const control = readStart(disk, join(path, CONTROL), CONTROL_BYTES);
  if (control === null) throw damagedBook(path, 'pg_control cannot be read');
  // Another version's may have its checksum elsewhere.
  const isWhole = isControlFileWhole(control);
  if (!isWhole && major === MAJOR) throw damagedBook(path, 'pg_control is not as it was written');
  const catalog = control.readUInt32LE(CATALOG_OFFSET);
  if (major !== MAJOR || catalog !== CATALOG) {
    const message = `The book was written by PostgreSQL ${major} (catalog ${catalog}), and this Daybook has ${MAJOR} (${CATALOG}). Open it with the Daybook that wrote it.`;
    throw new StoreUnusable(message, { problem: 'other-version' });
  }
  // PostgreSQL takes it for empty when it recovers, and every transaction in it for undone.
  const log = join(path, 'pg_xact');
  if (!fs.existsSync(log) || fs.readdirSync(log).length === 0) {
    throw damagedBook(path, 'pg_xact is gone');
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
