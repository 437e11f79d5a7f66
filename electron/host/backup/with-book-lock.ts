import { join } from 'node:path';
import { lockFolder } from '../database/folder-lock.ts';

/** Does something to the book of a data folder that nobody has open. Throws StoreUnusable if somebody has. */
export function withBookLock<T>(dataFolder: string, nowMs: number, act: () => T): T {
  const lock = lockFolder(join(dataFolder, 'book'), nowMs);
  try {
    return act();
  } finally {
    lock.release();
  }
}
