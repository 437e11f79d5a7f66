import fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { copyTree } from '../database/disk/copy-tree.ts';
import { removeTree } from '../database/disk/remove-tree.ts';
import { type Backup, BESIDE_BOOK, backupName } from './backup-folder.ts';
import { writeManifest } from './backup-manifest.ts';
import { BackupUnusable } from './backup-unusable.ts';

/** A backup must not take the room that the book itself needs to go on. */
const ROOM_LEFT_BYTES = 200 * 1024 * 1024;

/**
 * Copies a book, encrypted as it is, with its keyring and what else is sealed with its key, into a
 * folder of its own under `to`. It is written under another name, forced to the disk and only then
 * given its own, so that what is broken off is no backup. Nobody may write the book meanwhile: the
 * caller has its lock, or is its host between two writes. What the copy lacks for being opened it
 * has in its log, like a book after a power cut. Throws BackupUnusable when there is no room.
 */
export function makeBackup(options: {
  readonly disk: BookDisk;
  readonly dataFolder: string;
  readonly to: string;
  readonly key: Uint8Array;
  readonly nowMs: number;
}): Backup {
  const { disk, dataFolder, to, key, nowMs } = options;
  fs.mkdirSync(to, { recursive: true, mode: 0o700 });
  const book = join(dataFolder, 'book');
  refuseFullDisk(disk, book, to);
  const folder = join(to, backupName(nowMs));
  if (fs.existsSync(folder)) throw new BackupUnusable(`${folder} is there already.`);
  const fresh = `${folder}.new`;
  removeTree({ disk, path: fresh });
  fs.mkdirSync(fresh, { mode: 0o700 });
  copyTree({ disk, path: book }, { disk, path: join(fresh, 'book') });
  for (const name of BESIDE_BOOK) {
    const from = join(dataFolder, name);
    if (fs.existsSync(from)) fs.copyFileSync(from, join(fresh, name));
  }
  writeManifest(fresh, key, nowMs);
  disk.syncFolder(fresh);
  disk.rename(fresh, folder);
  disk.syncFolder(dirname(folder));
  return { folder, madeMs: nowMs };
}

function refuseFullDisk(disk: BookDisk, book: string, to: string): void {
  const needed = bytesOf(book) + ROOM_LEFT_BYTES;
  const free = disk.freeBytes(to);
  if (free >= needed) return;
  const megabytes = Math.ceil((needed - free) / 1024 / 1024);
  const message = `There is no room for a backup in ${to}: ${megabytes} MB more are needed.`;
  throw new BackupUnusable(message);
}

const bytesOf = (folder: string): number =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .reduce((sum, name) => sum + fs.statSync(join(folder, name)).size, 0);
