import fs from 'node:fs';
import { join } from 'node:path';
import type { BookDisk } from './book-disk.ts';

/** A folder, or a file, on a disk. */
export interface Place {
  readonly disk: BookDisk;
  readonly path: string;
}

const PIECE_BYTES = 1024 * 1024;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** So many files are synced at one go, which costs a disk little more than one. */
const OPEN_MAX = 64;

/**
 * Copies a folder from what one disk shows to another disk, and forces all of it there. The target
 * does not exist yet; its name is on the disk once the folder around it is synced.
 */
export function copyTree(source: Place, target: Place): void {
  const copier = createCopier(target.disk);
  copyFolder(source, target, copier.copyFile);
  copier.finish();
}

function copyFolder(
  source: Place,
  target: Place,
  copyFile: (source: Place, path: string) => void,
): void {
  target.disk.makeFolder(target.path, FOLDER_MODE);
  for (const entry of fs.readdirSync(source.path, { withFileTypes: true })) {
    const from = { disk: source.disk, path: join(source.path, entry.name) };
    const path = join(target.path, entry.name);
    if (entry.isDirectory()) copyFolder(from, { disk: target.disk, path }, copyFile);
    else copyFile(from, path);
  }
  target.disk.syncFolder(target.path);
}

function createCopier(disk: BookDisk) {
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let written: number[] = [];
  const finish = (): void => {
    const files = written;
    written = [];
    try {
      for (const file of files) disk.sync(file);
    } finally {
      for (const file of files) disk.close(file);
    }
  };
  const copyFile = (source: Place, path: string): void => {
    if (written.length >= OPEN_MAX) finish();
    const to = disk.create(path, FILE_MODE);
    written.push(to);
    const from = source.disk.open(source.path, 'read');
    try {
      for (let at = 0; ; ) {
        const length = source.disk.read(from, piece, at);
        if (length === 0) break;
        disk.write(to, piece.subarray(0, length), at);
        at += length;
      }
    } finally {
      source.disk.close(from);
    }
  };
  return { copyFile, finish };
}
