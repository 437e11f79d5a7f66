import type { Keyring } from './keyring/open-keyring.ts';

/** What the person should know about the keys of the book, in one line; null if all is well. */
export function describeKeys(keyring: Keyring): string | null {
  const byFile =
    keyring.openedBy === 'key-file'
      ? 'The book is encrypted; without a keychain its key lies in a file that only you can read.'
      : null;
  const unseen =
    keyring.unseenRecoveryKey() === null
      ? null
      : 'Its recovery key was not written down yet: npm run keys.';
  return [byFile, unseen].filter((part) => part !== null).join(' ') || null;
}
