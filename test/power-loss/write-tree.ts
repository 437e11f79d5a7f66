import { join } from 'node:path';
import type { BookDisk } from '../../electron/host/database/disk/book-disk.ts';
import type { Tree } from './disk-model.ts';

/** Puts what a power cut left into an empty folder of a disk, and forces it there. */
export function writeTree(tree: Tree, disk: BookDisk, folder: string): void {
  for (const [name, held] of tree) {
    const path = join(folder, name);
    if (held instanceof Uint8Array) {
      const file = disk.create(path, 0o600);
      disk.write(file, held, 0);
      disk.sync(file);
      disk.close(file);
    } else {
      disk.makeFolder(path, 0o700);
      writeTree(held, disk, path);
    }
  }
  disk.syncFolder(folder);
}
