import fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupFacts } from '../../../shared/wire/shell/backup-check.ts';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { removeTree } from '../database/disk/remove-tree.ts';
import { listFiles, writeManifest } from './backup-manifest.ts';
import type { BookCopy } from './copy-book.ts';
import { verifyBackup } from './verify-backup.ts';

/**
 * Makes a copy of a book a backup: forces it to the disk, proves its files, opens it as a host would
 * and looks into it, and only then gives it its name. What is not whole, or is broken off, is none.
 * Throws what `verifyBackup` throws; the copy is gone then.
 */
export async function sealBackup(
  { folder, madeMs }: BookCopy,
  key: Uint8Array,
  { disk, nowMs, templateFolder }: Parameters<typeof verifyBackup>[2] & { readonly disk: BookDisk },
): Promise<BackupFacts> {
  try {
    syncTree(disk, folder);
    const files = listFiles(folder);
    writeManifest(folder, key, { madeMs, files });
    const facts = await verifyBackup(folder, key, { nowMs, templateFolder });
    writeManifest(folder, key, { madeMs, files, facts });
    disk.syncFolder(folder);
    disk.rename(folder, folder.slice(0, -'.new'.length));
    disk.syncFolder(dirname(folder));
    return facts;
  } catch (error) {
    removeTree({ disk, path: folder });
    throw error;
  }
}

function syncTree(disk: BookDisk, folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(disk, path);
    else syncFile(disk, path);
  }
  disk.syncFolder(folder);
}

function syncFile(disk: BookDisk, path: string): void {
  const file = disk.open(path, 'write');
  try {
    disk.sync(file);
  } finally {
    disk.close(file);
  }
}
