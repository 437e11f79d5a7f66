import fs from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNodeChecker } from '../electron/host/backup/backup-checker.ts';
import { type Backup, listBackups } from '../electron/host/backup/backup-folder.ts';
import { copyBook } from '../electron/host/backup/copy-book.ts';
import { forgetDamage } from '../electron/host/backup/damage-note.ts';
import { keyOfBackup } from '../electron/host/backup/key-of-backup.ts';
import { mendBook } from '../electron/host/backup/mend-book.ts';
import { removeOldBackups } from '../electron/host/backup/remove-old-backups.ts';
import { readReplicaCard } from '../electron/host/backup/replica-card.ts';
import { finishRestore, restoreBackup } from '../electron/host/backup/restore-backup.ts';
import { sealBackup } from '../electron/host/backup/seal-backup.ts';
import { verifyBackup } from '../electron/host/backup/verify-backup.ts';
import { withBookLock } from '../electron/host/backup/with-book-lock.ts';
import { openRealDisk } from '../electron/host/database/disk/open-real-disk.ts';
import { StoreUnusable } from '../electron/host/database/store-unusable.ts';
import { openKeyring } from '../electron/host/keyring/open-keyring.ts';
import { takeSecrets } from '../electron/host/keyring/take-secrets.ts';
import type { Means } from '../electron/host/keyring/way.ts';
import { openKeychains } from '../electron/host/open-book.ts';
import { dataFolder } from '../electron/main/data-folder.ts';
import type { BackupFacts } from '../shared/wire/shell/backup-check.ts';

// `npm run backups`: copies of a book, while no Daybook has it open.

const USAGE = `npm run backups -- [--data-folder FOLDER] [--backups FOLDER] [COMMAND]
  list             the backups there are, the newest first
  make             a backup, which is opened and looked into; older ones go by the rule:
                   the last of 7 days, 4 weeks and 12 months stay
  verify [NAME]    opens a backup, the newest if none is named, and looks into it
  restore [NAME]   puts a backup in the place of the book, which is kept under another name
  rebuild          has a damaged book fetched from the central server; it is kept, too
  keep             copies a damaged book, for whoever can read more of it`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-folder': { type: 'string' },
    'key-folder': { type: 'string' },
    backups: { type: 'string' },
  },
});
const surroundings = { platform: process.platform, env: process.env, home: homedir() };
const folder = dataFolder(process.argv.slice(2), surroundings);
const backups = values.backups ?? join(folder, 'backups');
const [command = 'list', name] = positionals;
const disk = openRealDisk();
const checking = { nowMs: Date.now(), templateFolder: null };

try {
  const keychains = await openKeychains(null, values['key-folder'] ?? null);
  const means = { keychains, ...takeSecrets(process.env, folder) };
  for (const line of await run(means)) console.log(line);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

async function run(means: Means): Promise<readonly string[]> {
  switch (command) {
    case 'list':
      return listBackups(backups).map(describe);
    case 'make':
      return make(means);
    case 'verify':
      return [await verify(choose(), means)];
    case 'restore':
      return restore(choose(), means);
    case 'rebuild':
    case 'keep':
      return mend(command, means);
    default:
      throw new Error(USAGE);
  }
}

const describe = ({ folder: path, madeMs }: Backup): string =>
  `${basename(path)}  ${new Date(madeMs).toLocaleString()}`;

function choose(): Backup {
  const all = listBackups(backups);
  const chosen = name === undefined ? all[0] : all.find((one) => basename(one.folder) === name);
  if (!chosen) throw new Error(`There is no backup ${name ?? ''} in ${backups}. ${USAGE}`);
  return chosen;
}

async function make(means: Means): Promise<readonly string[]> {
  const keyring = await openKeyring(folder, Date.now, means);
  if (!keyring) throw new Error(`There is no encrypted book in ${folder}.`);
  const { current, former } = keyring.bookKeys();
  if (former) throw new Error('The book gets a new key. Start Daybook once, then try again.');
  const copy = withBookLock(folder, Date.now(), () => {
    finishRestore(disk, folder);
    return copyBook({ disk, dataFolder: folder, to: backups, nowMs: Date.now() });
  });
  const facts = await sealBackup(copy, current, { ...checking, disk });
  const old = removeOldBackups(disk, backups);
  return [
    wholeWords(copy.folder.slice(0, -'.new'.length), facts),
    ...old.map((one) => `${basename(one.folder)} was removed: newer ones stand for it.`),
  ];
}

async function verify(backup: Backup, means: Means): Promise<string> {
  const key = await keyOfBackup(backup.folder, Date.now, means);
  return wholeWords(backup.folder, await verifyBackup(backup.folder, key, checking));
}

function wholeWords(path: string, { appointments, patients, trail }: BackupFacts): string {
  const end = trail ? ` Its audit trail ends with ${trail.no}:${trail.hash}.` : '';
  return `${basename(path)} is whole: ${appointments} appointments, ${patients} patients.${end}`;
}

async function restore(backup: Backup, means: Means): Promise<readonly string[]> {
  const verified = await verify(backup, means);
  const key = await keyOfBackup(backup.folder, Date.now, means);
  const keyring = await openKeyring(folder, Date.now, means);
  if (keyring && !keyring.bookKeys().current.equals(key)) {
    const message =
      'The book has another key than this backup, which has its own keyring. Restore it into an empty folder: --data-folder FOLDER --backups';
    throw new Error(`${message} ${backups}`);
  }
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = withBookLock(folder, Date.now(), () =>
    restoreBackup({ disk, dataFolder: folder, backup: backup.folder, nowMs: Date.now() }),
  );
  forgetDamage(folder);
  const former = kept === null ? [] : [`The book that was there is kept: ${kept}`];
  return [verified, 'It is restored, and used from the next start of Daybook on.', ...former];
}

/** A damaged book is fetched anew from central, or copied for whoever can read more of it. */
async function mend(choice: 'rebuild' | 'keep', means: Means): Promise<readonly string[]> {
  const keyring = await openKeyring(folder, Date.now, means);
  if (!keyring) throw new Error(`There is no encrypted book in ${folder}.`);
  const key = keyring.bookKeys().current;
  const card = readReplicaCard(folder, keyring.seals().current);
  const checker = createNodeChecker({ dataFolder: folder, templateFolder: null });
  const place = { disk, dataFolder: folder, backups, key, checker, card, nowMs: Date.now() };
  return [await mendBook(choice, place)];
}

function messageOf(error: unknown): unknown {
  if (error instanceof StoreUnusable && error.problem === 'in-use') {
    return `${error.message} Backups of a book in use are made and restored there, in Settings, Backups.`;
  }
  return error instanceof Error ? error.message : error;
}
