import fs from 'node:fs';
import { join } from 'node:path';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { copyTree } from '../database/disk/copy-tree.ts';
import { removeTree } from '../database/disk/remove-tree.ts';
import { BESIDE_BOOK } from './backup-folder.ts';
import { keepAside } from './keep-aside.ts';
import { noteTakeOver } from './take-over.ts';

const RESTORED = 'book.restored';

/**
 * Puts the book of a backup, which was verified, in the place of the one in a data folder, which is
 * kept under another name. Where the folder has no keyring, as on a new computer, the backup's and
 * what is sealed with its key come along. The caller has the folder's lock. Broken off at any
 * moment it is the book before, or the restored one once `finishRestore` has looked. Returns where
 * the former book is kept; null if there was none.
 */
export function restoreBackup(options: {
  readonly disk: BookDisk;
  readonly dataFolder: string;
  readonly backup: string;
  readonly nowMs: number;
}): string | null {
  const { disk, dataFolder, backup, nowMs } = options;
  const restored = join(dataFolder, RESTORED);
  const fresh = `${restored}.new`;
  removeTree({ disk, path: fresh });
  removeTree({ disk, path: restored });
  copyTree({ disk, path: join(backup, 'book') }, { disk, path: fresh });
  if (!fs.existsSync(join(dataFolder, 'keyring.json'))) {
    for (const name of BESIDE_BOOK) {
      const from = join(backup, name);
      if (fs.existsSync(from)) fs.copyFileSync(from, join(dataFolder, name));
    }
  }
  disk.rename(fresh, restored);
  disk.syncFolder(dataFolder);
  const kept = keepAside(disk, dataFolder, nowMs);
  finishRestore(disk, dataFolder);
  return kept;
}

/** Ends a restore that was broken off between its last two steps. */
export function finishRestore(disk: BookDisk, dataFolder: string): void {
  const [restored, book] = [join(dataFolder, RESTORED), join(dataFolder, 'book')];
  if (fs.existsSync(book) || !fs.existsSync(restored)) return;
  noteTakeOver(dataFolder, 'restored');
  disk.rename(restored, book);
  disk.syncFolder(dataFolder);
}
