import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyring } from '../keyring/open-keyring.ts';
import type { Means } from '../keyring/way.ts';
import { BackupUnusable } from './backup-unusable.ts';

/**
 * The key that a backup's book is encrypted with, by a way that its own keyring has: the book may
 * have got another key since. Throws BackupUnusable without a keyring, KeyringUnusable without a
 * way.
 */
export async function keyOfBackup(backup: string, nowMs: () => number, means: Means) {
  // A keyring may be written anew when it is opened, and a backup stays as it is.
  const copy = fs.mkdtempSync(join(tmpdir(), 'daybook-keyring-'));
  try {
    for (const name of ['keyring.json', 'keyring.copy.json']) {
      const from = join(backup, name);
      if (fs.existsSync(from)) fs.copyFileSync(from, join(copy, name));
    }
    const keyring = await openKeyring(copy, nowMs, means);
    if (!keyring) {
      const message = `${backup} has no keyring: nothing opens it.`;
      throw new BackupUnusable(message, { problem: 'not-whole' });
    }
    return keyring.bookKeys().current;
  } finally {
    fs.rmSync(copy, { recursive: true });
  }
}
