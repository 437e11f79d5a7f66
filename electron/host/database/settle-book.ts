import fs from 'node:fs';
import { dirname } from 'node:path';
import { encryptDisk } from './cipher/encrypt-disk.ts';
import type { BookDisk } from './disk/book-disk.ts';
import { copyTree, type Place } from './disk/copy-tree.ts';
import { removeTree } from './disk/remove-tree.ts';
import { type BookKey, inspectBook } from './inspect-book.ts';
import { StoreUnusable } from './store-unusable.ts';

/** Without this much the database could not even recover from its log. */
const FREE_BYTES_MIN = 64 * 1024 * 1024;

/** A book that is ready to be opened. */
export interface SettledBook {
  /** Shows the book as it is inside. */
  readonly disk: BookDisk;
  readonly key: BookKey;
  readonly isNew: boolean;
  /** Removes what the book was copied from; once the copy has been opened. */
  readonly forgetOld: () => void;
}

/**
 * Makes a folder's book one that can be opened under `key`: a new one from the template, or a copy
 * of one that has a former key or none. Everything is written under another name, forced to the
 * disk, and only then given its own, so the book is the old one or the new one at every moment. A
 * copy that there is no room for waits for another start.
 */
export function settleBook(
  place: Place,
  wanted: { readonly key: BookKey; readonly former: readonly BookKey[]; readonly template: string },
): SettledBook {
  const { disk, path } = place;
  const { key } = wanted;
  const [fresh, old] = [`${path}.new`, `${path}.old`].map((name) => ({ disk, path: name }));
  const names = { fresh: fresh as Place, old: old as Place };
  finishSwap(place, names);
  const found = inspectBook(place, [key, ...wanted.former]);
  refuseFullDisk(place);
  removeTree(names.fresh);
  const settled = (has: BookKey, isNew: boolean): SettledBook => ({
    disk: under(disk, has),
    key: has,
    isNew,
    forgetOld: () => removeTree(names.old),
  });
  if (found === key) return settled(key, false);
  const isNew = found === 'absent';
  const source = isNew ? { disk, path: wanted.template } : { disk: under(disk, found), path };
  const target = { disk: under(disk, key), path: names.fresh.path };
  const isCopied = hasRoomFor(source, place) && copyIfRoom(source, target);
  if (!isCopied && found === 'absent') throw diskFull();
  if (!isCopied && found !== 'absent') return settled(found, false);
  swap(place, names);
  return settled(key, isNew);
}

interface Names {
  readonly fresh: Place;
  readonly old: Place;
}

const under = (disk: BookDisk, key: BookKey): BookDisk =>
  key === null ? disk : encryptDisk(disk, key);

/** The fresh book takes the name. Between the two renames no book has it; see `finishSwap`. */
function swap({ disk, path }: Place, { fresh, old }: Names): void {
  disk.syncFolder(dirname(path));
  if (fs.existsSync(path)) {
    removeTree(old);
    disk.rename(path, old.path);
    disk.syncFolder(dirname(path));
  }
  disk.rename(fresh.path, path);
  disk.syncFolder(dirname(path));
}

/** Where a swap was broken off, the fresh book was whole: that is when a swap begins. */
function finishSwap({ disk, path }: Place, { fresh, old }: Names): void {
  if (fs.existsSync(path) || !fs.existsSync(old.path)) return;
  disk.rename(fs.existsSync(fresh.path) ? fresh.path : old.path, path);
  disk.syncFolder(dirname(path));
}

function refuseFullDisk({ disk, path }: Place): void {
  if (disk.freeBytes(dirname(path)) < FREE_BYTES_MIN) throw diskFull();
}

function diskFull(): StoreUnusable {
  const message = `The disk is full: Daybook needs ${FREE_BYTES_MIN / 1024 / 1024} MB to start. What was saved is safe. Make room, and start again.`;
  return new StoreUnusable(message, { problem: 'disk-full' });
}

/** Whether there was room for it after all; what was copied until then is gone again. */
function copyIfRoom(source: Place, target: Place): boolean {
  try {
    copyTree(source, target);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    removeTree(target);
    return false;
  }
}

const hasRoomFor = (source: Place, { disk, path }: Place): boolean =>
  disk.freeBytes(dirname(path)) > sizeOf(source.path) * 1.1 + FREE_BYTES_MIN;

const sizeOf = (folder: string): number =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(`${entry.parentPath}/${entry.name}`).size, 0);
