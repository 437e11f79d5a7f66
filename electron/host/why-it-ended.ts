import { BackupUnusable } from './backup/backup-unusable.ts';
import { StoreUnusable } from './database/store-unusable.ts';
import { KeyringUnusable } from './keyring/keyring-unusable.ts';

const FOR_PEOPLE = [StoreUnusable, KeyringUnusable, BackupUnusable];
const FULL = new Set(['ENOSPC', 'EDQUOT']);

const codeOf = (error: unknown): string | undefined => {
  const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** For the person, why the database gave up in the middle of its work. */
export function whyItGaveUp(error: unknown): string {
  const code = codeOf(error);
  const safe = 'What was saved is safe';
  if (code && FULL.has(code)) return `The disk is full. ${safe}. Make room on it.`;
  if (code) return `The disk does not take what is written to it (${code}). ${safe}.`;
  return `The database gave up. ${safe}.`;
}

/** For the person, why the host cannot start; null where only its log can say. */
export function whyItCannotStart(error: unknown): string | null {
  if (FOR_PEOPLE.some((kind) => error instanceof kind)) return (error as Error).message;
  const code = codeOf(error);
  if (code && FULL.has(code)) {
    return 'The disk is full. What was saved is safe. Make room, and start again.';
  }
  if (code === 'EADDRINUSE') {
    return 'Another program listens on this port already. Choose another one with --port.';
  }
  return null;
}
