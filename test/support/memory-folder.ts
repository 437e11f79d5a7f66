import { accessSync, constants, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Linux keeps this folder in memory. */
const IN_MEMORY = '/dev/shm';
const NAME = 'daybook-tests-';
/** What the books of a run come to, several times over; a container may have far less. */
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * A folder for all that this run writes, gone when it ends: hundreds of books, whose every file is
 * forced to the disk, are written and thrown away. Null where memory has no room for it.
 */
export function makeMemoryFolder(): string | null {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    if (bavail * bsize < ROOM_BYTES) return null;
  } catch {
    return null;
  }
  for (const name of readdirSync(IN_MEMORY)) if (isLeft(name)) removeLeft(join(IN_MEMORY, name));
  const folder = join(IN_MEMORY, `${NAME}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.once('exit', () => removeLeft(folder));
  return folder;
}

/** Of a run that was killed. */
function isLeft(name: string): boolean {
  if (!name.startsWith(NAME)) return false;
  try {
    process.kill(Number(name.slice(NAME.length)), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A disk that a killed run had put up in its folder stays there; that decides about no run. */
function removeLeft(folder: string): void {
  try {
    remove(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
