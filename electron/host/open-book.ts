import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TextSeal } from '../../shared/core/text-seal.ts';
import type { BackupFailure } from '../../shared/wire/desk/backups.ts';
import type { BackupChecker } from './backup/backup-checker.ts';
import { readDamage } from './backup/damage-note.ts';
import { backUpBeforeMigration, backupsFolder } from './backup/open-backups.ts';
import { readReplicaCard } from './backup/replica-card.ts';
import { finishRestore } from './backup/restore-backup.ts';
import { takeRestoreRequest } from './backup/restore-request.ts';
import { finishTakeOver } from './backup/take-over.ts';
import { openRealDisk } from './database/disk/open-real-disk.ts';
import { isEncrypted } from './database/inspect-book.ts';
import { type BranchDatabase, openBranchDatabase } from './database/open-branch-database.ts';
import { StoreUnusable } from './database/store-unusable.ts';
import type { HostArguments } from './host-options.ts';
import { keyFolder } from './keyring/key-folder.ts';
import type { Keychain } from './keyring/keychain.ts';
import { KeyringUnusable } from './keyring/keyring-unusable.ts';
import { openKeyFiles } from './keyring/open-key-files.ts';
import { createKeyring, type Keyring, openKeyring } from './keyring/open-keyring.ts';
import { openShellKeychain, type ShellLine } from './keyring/open-shell-keychain.ts';
import { sealAnew } from './keyring/seal-anew.ts';
import { forgetTypedSecret, type GivenSecrets, takeSecrets } from './keyring/take-secrets.ts';

/** Sign-ins with the keys of the desks' own stores, and what this host is at central. */
const BESIDE = ['desk-access.json', 'device-key.pem', 'device-key.next.pem', 'replica-card.json'];

/** A book that is open, and the keys it is encrypted with. */
export interface OpenedBook {
  readonly database: BranchDatabase;
  readonly keyring: Keyring;
  /** For the small files beside the book. */
  readonly seal: TextSeal;
  /** Why a restore that was asked for was not done; null as a rule. */
  readonly restoreFailure: BackupFailure | null;
}

export type BookOptions = Pick<HostArguments, 'dataFolder' | 'templateFolder' | 'keyFolder'>;

/** What opening a book needs of its surroundings. */
export interface BookHands {
  readonly shell: ShellLine | null;
  readonly nowMs: () => number;
  readonly onAbort: (error: unknown) => void;
  readonly checker: BackupChecker;
  /** What was given to open the book with; taken from the surroundings if it is left out. */
  readonly secrets?: GivenSecrets;
}

/**
 * Opens the encrypted book of a data folder, with its keyring beside it; the first time it makes
 * both. A restore that was asked for is done before, and a book that is older than this program is
 * backed up before it is changed. Throws StoreUnusable, KeyringUnusable or BackupUnusable with a
 * sentence for the person; nothing was touched then.
 */
export async function openBook(options: BookOptions, hands: BookHands): Promise<OpenedBook> {
  const { dataFolder, templateFolder } = options;
  const { nowMs, onAbort, checker } = hands;
  const secrets = hands.secrets ?? takeSecrets(process.env, dataFolder);
  const book = { disk: openRealDisk(), path: join(dataFolder, 'book') };
  finishRestore(book.disk, dataFolder);
  const backups = backupsFolder(dataFolder);
  const restoreFailure = takeRestoreRequest({
    ...{ disk: book.disk, dataFolder, backups, nowMs: nowMs() },
  });
  const damage = readDamage(dataFolder);
  if (damage !== null) throw new StoreUnusable(damage, { problem: 'damaged' });
  const keyrings: Keyring[] = [];
  const database = await openBranchDatabase({
    ...{ folder: book.path, disk: book.disk, nowMs: nowMs(), onAbort },
    keys: async () => {
      const keyring = await openBookKeyring(options, { ...hands, secrets });
      keyrings.push(keyring);
      return keyring.bookKeys();
    },
    beforeMigration: (session, key) =>
      backUpBeforeMigration({ dataFolder, key, checker, nowMs }, session),
    ...(templateFolder === null ? {} : { templateFolder }),
  });
  const [keyring] = keyrings;
  if (!keyring) throw new Error('The database was opened without its keys.');
  const seal = sealBeside(dataFolder, keyring);
  forgetTypedSecret(dataFolder);
  if (database.isUnderCurrentKey) keyring.endRotation();
  await finishTakeOver(dataFolder, database.connector, {
    card: readReplicaCard(dataFolder, seal),
    clock: { nowMs },
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
  });
  return { database, keyring, seal, restoreFailure };
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

/** The keyring of a data folder; made if there is no book yet. Call it while the folder is locked. */
export async function openBookKeyring(
  { dataFolder, keyFolder: keyFiles }: BookOptions,
  {
    shell,
    nowMs,
    secrets,
  }: Pick<BookHands, 'shell' | 'nowMs'> & { readonly secrets: GivenSecrets },
): Promise<Keyring> {
  const keychains = await openKeychains(shell, keyFiles);
  const keyring = await openKeyring(dataFolder, nowMs, { keychains, ...secrets });
  if (!keyring) {
    const path = join(dataFolder, 'book');
    if (!isEncrypted({ disk: openRealDisk(), path })) {
      return createKeyring(dataFolder, nowMs, { keychains, ...secrets });
    }
    const message = `The book in ${path} is encrypted, and its keyring is gone. Put back keyring.json from a backup. Nothing was changed.`;
    throw new KeyringUnusable(message, { problem: 'missing' });
  }
  // A computer that the book was moved to opens it by itself from now on.
  const [keychain] = keychains;
  if (keyring.openedBy === 'recovery-key' && keychain) await keyring.addKeychain(keychain);
  return keyring;
}
