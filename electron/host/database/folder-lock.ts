import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnusable } from './store-unusable.ts';

export interface FolderLock {
  readonly release: () => void;
}

/**
 * Makes sure that one process has a folder. Two would corrupt it without either noticing, because
 * every PGlite takes itself for process 42. The lock is SQLite's, on a file beside the folder: the
 * kernel frees it when its holder dies, however it dies, so none is ever stale.
 */
export function lockFolder(folder: string, nowMs: number): FolderLock {
  const file = `${folder}.lock`;
  const note = `${file}.json`;
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(file);
    lock.exec(
      'pragma busy_timeout = 0; pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive',
    );
  } catch (error) {
    lock?.close();
    const message = `${describeHolder(note)} uses this data folder.`;
    throw new StoreUnusable(message, { problem: 'in-use', cause: error });
  }
  const held = lock;
  fs.writeFileSync(
    note,
    JSON.stringify({ pid: process.pid, since: new Date(nowMs).toISOString() }),
  );
  return {
    release: () => {
      fs.rmSync(note, { force: true });
      held.exec('rollback');
      held.close();
    },
  };
}

function describeHolder(note: string): string {
  try {
    const holder: unknown = JSON.parse(fs.readFileSync(note, 'utf8'));
    const { pid, since } = holder as { pid: number; since: string };
    return `Another Daybook (process ${pid}, running since ${since})`;
  } catch {
    return 'Another Daybook';
  }
}
