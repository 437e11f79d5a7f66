import fs from 'node:fs';
import { join } from 'node:path';
import type { BackupFacts } from '../../../shared/wire/shell/backup-check.ts';
import { readManifest } from './backup-manifest.ts';

/** What stands beside the book, and is sealed with its key: a backup holds it, too. */
export const BESIDE_BOOK = [
  'keyring.json',
  'keyring.copy.json',
  'desk-access.json',
  'device-key.pem',
  'device-key.next.pem',
  'replica-card.json',
] as const;

/** A backup that was written to its end. */
export interface Backup {
  readonly folder: string;
  readonly madeMs: number;
  /** What was found when it was looked into; null for one from before that was written down. */
  readonly facts: BackupFacts | null;
}

/** `2026-11-23T17-10-05Z`: sorts as text, and every file system takes it. */
export const backupName = (madeMs: number): string =>
  `${new Date(madeMs).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replaceAll(':', '-')}Z`;

/** Nothing where there is no folder, or it cannot be read: whoever makes a backup there learns why. */
function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** The backups in a folder, the newest first. What was broken off is none. */
export function listBackups(folder: string): readonly Backup[] {
  const backups = namesIn(folder).flatMap((name): Backup[] => {
    const path = join(folder, name);
    try {
      if (!name.endsWith('Z')) return [];
      const { madeMs, facts = null } = readManifest(path);
      return [{ folder: path, madeMs, facts }];
    } catch {
      return [];
    }
  });
  return backups.toSorted((a, b) => b.madeMs - a.madeMs);
}
