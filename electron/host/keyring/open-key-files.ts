import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import type { Keychain } from './keychain.ts';
import { writeFileWhole } from './write-file-whole.ts';

const FILE_NAME = /^[0-9a-f-]{36}\.key$/;

/**
 * A folder of key files that only their owner may read, for a machine without a keychain: whoever
 * has a copy of the book, a stolen disk or a backup of its folder, does not have the key, but
 * whoever can read everything of this person's does.
 */
export function openKeyFiles(folder: string): Keychain {
  const pathOf = (kept: string): string | null =>
    FILE_NAME.test(kept) ? join(folder, kept) : null;
  return {
    kind: 'key-file',
    keep: async (secret) => {
      const name = `${randomUUID()}.key`;
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileWhole(join(folder, name), secret.toString('base64'));
      return name;
    },
    find: async (kept) => {
      const path = pathOf(kept);
      if (path === null || !fs.existsSync(path)) return null;
      return { secret: Buffer.from(fs.readFileSync(path, 'utf8'), 'base64'), kept };
    },
    drop: async (kept) => {
      const path = pathOf(kept);
      if (path !== null) fs.rmSync(path, { force: true });
    },
  };
}
