import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TextSeal } from '../../shared/core/text-seal.ts';
import { finishRestore } from './backup/restore-backup.ts';
import type { Place } from './database/disk/copy-tree.ts';
import { openRealDisk } from './database/disk/open-real-disk.ts';
import { isEncrypted } from './database/inspect-book.ts';
import { type BranchDatabase, openBranchDatabase } from './database/open-branch-database.ts';
import type { HostArguments } from './host-options.ts';
import { keyFolder } from './keyring/key-folder.ts';
import type { Keychain } from './keyring/keychain.ts';
import { KeyringUnusable } from './keyring/keyring-unusable.ts';
import { openKeyFiles } from './keyring/open-key-files.ts';
import { createKeyring, type Keyring, openKeyring } from './keyring/open-keyring.ts';
import { openShellKeychain, type ShellLine } from './keyring/open-shell-keychain.ts';
import { sealAnew } from './keyring/seal-anew.ts';
import { forgetTypedSecret, type GivenSecrets, takeSecrets } from './keyring/take-secrets.ts';

/** Sign-ins with the keys of the desks' own stores, and the key by which central knows this host. */
const BESIDE = ['desk-access.json', 'device-key.pem', 'device-key.next.pem'];

/** A book that is open, and the keys it is encrypted with. */
export interface OpenedBook {
  readonly database: BranchDatabase;
  readonly keyring: Keyring;
  /** For the small files beside the book. */
  readonly seal: TextSeal;
}

/**
 * Opens the encrypted book of a data folder, with its keyring beside it; the first time it makes
 * both. Throws StoreUnusable or KeyringUnusable with a sentence for the person; nothing was touched
 * then.
 */
export async function openBook(
  options: Pick<HostArguments, 'dataFolder' | 'templateFolder' | 'keyFolder'>,
  hands: {
    readonly shell: ShellLine | null;
    readonly nowMs: () => number;
    readonly onAbort: (error: unknown) => void;
  },
): Promise<OpenedBook> {
  const { dataFolder, templateFolder } = options;
  const { shell, nowMs, onAbort } = hands;
  const secrets = takeSecrets(process.env, dataFolder);
  const book = { disk: openRealDisk(), path: join(dataFolder, 'book') };
  finishRestore(book.disk, dataFolder);
  const keyrings: Keyring[] = [];
  const database = await openBranchDatabase({
    ...{ folder: book.path, disk: book.disk, nowMs: nowMs(), onAbort },
    keys: async () => {
      const keychains = await openKeychains(shell, options.keyFolder);
      const keyring = await openBookKeyring(dataFolder, nowMs, { book, keychains, secrets });
      keyrings.push(keyring);
      return keyring.bookKeys();
    },
    ...(templateFolder === null ? {} : { templateFolder }),
  });
  const [keyring] = keyrings;
  if (!keyring) throw new Error('The database was opened without its keys.');
  const seal = sealBeside(dataFolder, keyring);
  forgetTypedSecret(dataFolder);
  if (database.isUnderCurrentKey) keyring.endRotation();
  return { database, keyring, seal };
}

/** What lies beside the book follows its key, before the former one is forgotten. */
function sealBeside(folder: string, keyring: Keyring): TextSeal {
  const { current, former } = keyring.seals();
  sealAnew(
    BESIDE.map((name) => join(folder, name)),
    current,
    former,
  );
  return current;
}

/** The keychain of the operating system comes first; a file is for machines without one. */
export async function openKeychains(
  shell: ShellLine | null,
  folder: string | null,
): Promise<readonly Keychain[]> {
  const here = { platform: process.platform, env: process.env, home: homedir() };
  const keyFiles = openKeyFiles(folder ?? keyFolder(here));
  const keychain = shell && (await openShellKeychain(shell));
  return keychain ? [keychain, keyFiles] : [keyFiles];
}

/** The folder is this process's alone by now: of two first starts one makes the keyring. */
async function openBookKeyring(
  folder: string,
  nowMs: () => number,
  using: {
    readonly book: Place;
    readonly keychains: readonly Keychain[];
    readonly secrets: GivenSecrets;
  },
): Promise<Keyring> {
  const { book, keychains, secrets } = using;
  const keyring = await openKeyring(folder, nowMs, { keychains, ...secrets });
  if (!keyring) {
    if (!isEncrypted(book)) return createKeyring(folder, nowMs, { keychains, ...secrets });
    const message = `The book in ${book.path} is encrypted, and its keyring is gone. Put back keyring.json from a backup. Nothing was changed.`;
    throw new KeyringUnusable(message, { problem: 'missing' });
  }
  // A computer that the book was moved to opens it by itself from now on.
  const [keychain] = keychains;
  if (keyring.openedBy === 'recovery-key' && keychain) await keyring.addKeychain(keychain);
  return keyring;
}
