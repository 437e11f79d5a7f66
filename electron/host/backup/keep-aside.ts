import fs from 'node:fs';
import { join } from 'node:path';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { backupName } from './backup-folder.ts';

/**
 * Gives the book of a data folder another name, under which nothing touches it any more. The caller
 * has its lock. Returns where it is; null if there is none.
 */
export function keepAside(disk: BookDisk, dataFolder: string, nowMs: number): string | null {
  const book = join(dataFolder, 'book');
  if (!fs.existsSync(book)) return null;
  const kept = freeName(book, nowMs);
  disk.rename(book, kept);
  disk.syncFolder(dataFolder);
  return kept;
}

/** Copies the book to where `keepAside` would put it, and leaves it where it is. */
export function copyAside(dataFolder: string, nowMs: number): string {
  const book = join(dataFolder, 'book');
  const kept = freeName(book, nowMs);
  // Byte for byte, also what can hardly be called a book any more.
  fs.cpSync(book, kept, { recursive: true, errorOnExist: true });
  return kept;
}

function freeName(book: string, nowMs: number): string {
  const name = `${book}.kept-${backupName(nowMs)}`;
  let free = name;
  for (let n = 2; fs.existsSync(free); n += 1) free = `${name}-${n}`;
  return free;
}
