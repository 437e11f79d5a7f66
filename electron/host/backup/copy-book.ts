import fs from 'node:fs';
import { join } from 'node:path';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { removeTree } from '../database/disk/remove-tree.ts';
import { BESIDE_BOOK, backupName } from './backup-folder.ts';
import { BackupUnusable } from './backup-unusable.ts';

/** A backup must not take the room that the book itself needs to go on. */
const ROOM_LEFT_BYTES = 200 * 1024 * 1024;
/** A book is copied twice: once to stay, once to be opened and looked into. */
const COPIES = 2;

/** The files of a book beside each other, not yet a backup; `sealBackup` makes it one. */
export interface BookCopy {
  readonly folder: string;
  readonly madeMs: number;
}

/**
 * Copies a book, encrypted as it is, with its keyring and what else is sealed with its key, into a
 * folder under `to` that does not count as a backup yet. Nobody may write the book meanwhile: the
 * caller has its lock, or is its host between two writes, which is why nothing is forced to the
 * disk here. What the copy lacks for being opened it has in its log, like a book after a power cut.
 * Throws BackupUnusable when there is no room.
 */
export function copyBook(options: {
  readonly disk: BookDisk;
  readonly dataFolder: string;
  readonly to: string;
  readonly nowMs: number;
}): BookCopy {
  const { disk, dataFolder, to, nowMs } = options;
  fs.mkdirSync(to, { recursive: true, mode: 0o700 });
  const book = join(dataFolder, 'book');
  refuseFullDisk(disk, book, to);
  const named = join(to, backupName(nowMs));
  if (fs.existsSync(named)) {
    throw new BackupUnusable(`${named} is there already.`, { problem: 'failed' });
  }
  const folder = `${named}.new`;
  removeBroken(disk, to);
  fs.mkdirSync(folder, { mode: 0o700 });
  // Where the file system can, the copy shares its blocks with the book.
  const mode = fs.constants.COPYFILE_FICLONE;
  fs.cpSync(book, join(folder, 'book'), { recursive: true, mode });
  for (const name of BESIDE_BOOK) {
    const from = join(dataFolder, name);
    if (fs.existsSync(from)) fs.copyFileSync(from, join(folder, name));
  }
  return { folder, madeMs: nowMs };
}

/** What was broken off while it was made, or looked into. */
function removeBroken(disk: BookDisk, to: string): void {
  for (const name of fs.readdirSync(to)) {
    if (/Z\.(new|new\.check|check)$/.test(name)) removeTree({ disk, path: join(to, name) });
  }
}

function refuseFullDisk(disk: BookDisk, book: string, to: string): void {
  const needed = COPIES * bytesOf(book) + ROOM_LEFT_BYTES;
  const free = disk.freeBytes(to);
  if (free >= needed) return;
  const megabytes = Math.ceil((needed - free) / 1024 / 1024);
  const message = `There is no room for a backup in ${to}: ${megabytes} MB more are needed.`;
  throw new BackupUnusable(message, { problem: 'no-room' });
}

/** How much the files in a folder take. */
export const bytesOf = (folder: string): number =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .reduce((sum, name) => sum + fs.statSync(join(folder, name)).size, 0);
