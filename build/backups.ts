import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Backup, listBackups } from '../electron/host/backup/backup-folder.ts';
import { chooseKept } from '../electron/host/backup/choose-kept.ts';
import { keyOfBackup } from '../electron/host/backup/key-of-backup.ts';
import { makeBackup } from '../electron/host/backup/make-backup.ts';
import { finishRestore, restoreBackup } from '../electron/host/backup/restore-backup.ts';
import { verifyBackup } from '../electron/host/backup/verify-backup.ts';
import { openRealDisk } from '../electron/host/database/disk/open-real-disk.ts';
import { removeTree } from '../electron/host/database/disk/remove-tree.ts';
import { lockFolder } from '../electron/host/database/folder-lock.ts';
import { openBranchDatabase } from '../electron/host/database/open-branch-database.ts';
import { openKeyring } from '../electron/host/keyring/open-keyring.ts';
import { takeSecrets } from '../electron/host/keyring/take-secrets.ts';
import type { Means } from '../electron/host/keyring/way.ts';
import { openKeychains } from '../electron/host/open-book.ts';
import { dataFolder } from '../electron/main/data-folder.ts';
import { openEngine } from '../shared/engine/open-engine.ts';
import { openTimeZone } from '../shared/time/time-zone.ts';

// `npm run backups`: copies of a book, while no Daybook has it open.

const USAGE = `npm run backups -- [--data-folder FOLDER] [--backups FOLDER] [COMMAND]
  list             the backups there are, the newest first
  make             a backup, which is opened and looked into; older ones go by the rule:
                   the last of 7 days, 4 weeks and 12 months stay
  verify [NAME]    opens a backup, the newest if none is named, and looks into it
  restore [NAME]   puts a backup in the place of the book, which is kept under another name`;

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

try {
  const keychains = await openKeychains(null, values['key-folder'] ?? null);
  const means = { keychains, ...takeSecrets(process.env, folder) };
  for (const line of await run(means)) console.log(line);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
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
  const made = withLock(() => {
    finishRestore(disk, folder);
    const place = { disk, dataFolder: folder, to: backups };
    return makeBackup({ ...place, key: current, nowMs: Date.now() });
  });
  const verified = await verify(made, means);
  return [verified, ...removeOld()];
}

async function verify(backup: Backup, means: Means): Promise<string> {
  const key = await keyOfBackup(backup.folder, Date.now, means);
  const { appointments, patients } = await verifyBackup(backup.folder, key, Date.now());
  return `${basename(backup.folder)} is whole: ${appointments} appointments, ${patients} patients.`;
}

/** What the rule does not keep goes, now that there is a newer one that was verified. */
function removeOld(): readonly string[] {
  const zone = openTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (!zone.ok) return [];
  const all = listBackups(backups);
  const kept = chooseKept(
    all.map(({ madeMs }) => madeMs),
    zone.value,
  );
  const old = all.filter(({ madeMs }) => !kept.has(madeMs));
  for (const backup of old) removeTree({ disk, path: backup.folder });
  return old.map((backup) => `${basename(backup.folder)} was removed: newer ones stand for it.`);
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
  const kept = withLock(() =>
    restoreBackup({ disk, dataFolder: folder, backup: backup.folder, nowMs: Date.now() }),
  );
  await goOnUnderAnotherName(key);
  const former = kept === null ? [] : [`The book that was there is kept: ${kept}`];
  return [verified, 'It is restored.', ...former];
}

function withLock<T>(act: () => T): T {
  const lock = lockFolder(join(folder, 'book'), Date.now());
  try {
    return act();
  } finally {
    lock.release();
  }
}

/** What was written since the backup has been numbered already, and central may have it. */
async function goOnUnderAnotherName(key: Uint8Array): Promise<void> {
  const keys = { current: key, former: null };
  const place = { folder: join(folder, 'book'), nowMs: Date.now(), keys };
  const { connector, close } = await openBranchDatabase(place);
  try {
    const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
    const engine = openEngine(connector, { nowMs: () => Date.now() }, random);
    const book = await engine.loadBook();
    if (book && book.centralUrl !== null) {
      await engine.reincarnate(book.organisationId, { replaces: true });
    }
  } finally {
    await close();
  }
}
