import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BackupFailure } from '../../../shared/wire/desk/backups.ts';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { StoreUnusable } from '../database/store-unusable.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';
import { restoreBackup } from './restore-backup.ts';
import { withBookLock } from './with-book-lock.ts';

const FILE = 'restore-request.json';
/** It is a folder's name, and nothing that leads elsewhere. */
const requestSchema = z.object({ backup: z.string().regex(/^[0-9T-]+Z$/) });

/** Has the next start put a backup, which was verified, in the place of the book. */
export function requestRestore(dataFolder: string, backup: string): void {
  writeFileWhole(join(dataFolder, FILE), JSON.stringify({ backup }));
}

/**
 * Does what was asked for, before the book is opened. A restore that fails (the disk is full) is
 * not tried again: the book is the one before. Returns why it failed; null as a rule.
 */
export function takeRestoreRequest(options: {
  readonly disk: BookDisk;
  readonly dataFolder: string;
  readonly backups: string;
  readonly nowMs: number;
}): BackupFailure | null {
  const { disk, dataFolder, backups, nowMs } = options;
  const file = join(dataFolder, FILE);
  if (!fs.existsSync(file)) return null;
  try {
    const { backup } = requestSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
    withBookLock(dataFolder, nowMs, () =>
      restoreBackup({ disk, dataFolder, backup: join(backups, backup), nowMs }),
    );
    return null;
  } catch (error) {
    if (error instanceof StoreUnusable) throw error;
    const detail = `The backup was not restored: ${(error as Error).message}`;
    return { kind: 'backup-failed', problem: 'failed', detail };
  } finally {
    fs.rmSync(file, { force: true });
  }
}
