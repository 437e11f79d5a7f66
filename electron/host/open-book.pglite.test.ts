import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MIGRATIONS } from '../../shared/engine/store/migrations/migrations.ts';
import { answerKeychain } from '../main/answer-keychain.ts';
import { createNodeChecker } from './backup/backup-checker.ts';
import { listBackups } from './backup/backup-folder.ts';
import { openBranchDatabase } from './database/open-branch-database.ts';
import { describeKeys } from './describe-keys.ts';
import { openAccessFile } from './desk/open-access-file.ts';
import type { ShellLine } from './keyring/open-shell-keychain.ts';
import { newRecoveryKey } from './keyring/recovery-key.ts';
import { type OpenedBook, openBook } from './open-book.ts';
import { openDeviceKey } from './sync/open-device-key.ts';

let place: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-book-'));
});
afterEach(() => {
  delete process.env.DAYBOOK_PASSPHRASE;
  delete process.env.DAYBOOK_RECOVERY_KEY;
  fs.rmSync(place, { recursive: true, force: true });
});

/** A book on a computer with its own key files; with a shell if there is a keychain. */
function open(computer = 'here', book = 'data', shell: ShellLine | null = null) {
  const dataFolder = join(place, book);
  fs.mkdirSync(dataFolder, { recursive: true });
  const options = { dataFolder, templateFolder: null, keyFolder: join(place, computer) };
  return openBook(options, {
    ...{ shell, nowMs: Date.now, checker: createNodeChecker(options) },
    onAbort: (error) => expect.unreachable(String(error)),
  });
}

/** The shell of a computer whose keychain may be away. */
function createShell(state: { isThere: boolean }): ShellLine {
  const line = new EventEmitter();
  const storage = {
    isAsyncEncryptionAvailable: async () => state.isThere,
    encryptStringAsync: async (text: string) => Buffer.from(`sealed ${text}`),
    decryptStringAsync: async (bytes: Buffer) => {
      return { result: bytes.toString().replace('sealed ', ''), shouldReEncrypt: false };
    },
  };
  return Object.assign(line, {
    postMessage: async (message: Parameters<ShellLine['postMessage']>[0]) => {
      if (message.kind !== 'keychain-keep' && message.kind !== 'keychain-find') return;
      line.emit('message', { data: await answerKeychain(storage, message) });
    },
  });
}

const note = async ({ database }: OpenedBook): Promise<void> => {
  await database.pglite.exec('create table if not exists noted (n int4)');
  await database.pglite.exec('insert into noted values (1)');
  await database.close();
};
const countNotes = async ({ database }: OpenedBook): Promise<number> => {
  const { rows } = await database.pglite.query('select n from noted');
  await database.close();
  return rows.length;
};
const waysOf = ({ keyring }: OpenedBook) => keyring.ways().map(({ kind }) => kind);

/** Every byte of a book and its keyring; the lock beside it belongs to whoever asks. */
function fingerprint(book = 'data'): string {
  const hash = createHash('sha256');
  const folder = join(place, book);
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (name.startsWith('book.lock') || fs.statSync(join(folder, name)).isDirectory()) continue;
    hash.update(name).update(fs.readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

test('a book opens where it was begun, and on another computer with its recovery key [DU10]', async () => {
  const first = await open();
  expect(first.database.firstStart).toBe(true);
  expect(waysOf(first)).toEqual(['key-file', 'recovery-key']);
  expect(describeKeys(first.keyring)).toMatch(/a file that only you can read.+npm run keys/);
  const recoveryKey = first.keyring.unseenRecoveryKey() ?? '';
  await note(first);
  expect(await countNotes(await open())).toBe(1);

  const before = fingerprint();
  await expect(open('elsewhere')).rejects.toThrow(/locked.+recovery key.+Nothing was changed/);
  expect(fingerprint()).toBe(before);

  const typed = join(place, 'data', 'recovery-key.txt');
  fs.writeFileSync(typed, `${newRecoveryKey()}\n`);
  await expect(open('elsewhere')).rejects.toThrow(/the recovery key is not the right one/);
  fs.writeFileSync(typed, ` ${recoveryKey.toLowerCase()}\r\n`);
  const moved = await open('elsewhere');
  expect(fs.existsSync(typed)).toBe(false);
  expect(waysOf(moved)).toEqual(['key-file', 'recovery-key', 'key-file']);
  expect(await countNotes(moved)).toBe(1);
  expect(await countNotes(await open('elsewhere'))).toBe(1);
  process.env.DAYBOOK_RECOVERY_KEY = recoveryKey;
  const third = await open('a third');
  expect(process.env.DAYBOOK_RECOVERY_KEY).toBeUndefined();
  await third.database.close();
  // Where it is given at every start, it is needed at the first.
  process.env.DAYBOOK_RECOVERY_KEY = recoveryKey;
  const again = await open('a third');
  expect(waysOf(again)).toEqual(waysOf(third));
  expect(await countNotes(again)).toBe(1);
});

test('a passphrase opens it everywhere; a wrong one, another keyring or none touches nothing [DU9]', async () => {
  process.env.DAYBOOK_PASSPHRASE = 'a quiet morning';
  await note(await open());
  const before = fingerprint();
  process.env.DAYBOOK_PASSPHRASE = 'a loud morning';
  await expect(open()).rejects.toThrow(/passphrase is not the right one/);
  expect(fingerprint()).toBe(before);
  process.env.DAYBOOK_PASSPHRASE = 'a quiet morning';
  expect(await countNotes(await open('elsewhere'))).toBe(1);

  await note(await open('here', 'other'));
  const keyrings = ['keyring.json', 'keyring.copy.json'];
  for (const name of keyrings) {
    fs.renameSync(join(place, 'data', name), join(place, name));
    fs.copyFileSync(join(place, 'other', name), join(place, 'data', name));
  }
  const swapped = fingerprint();
  await expect(open()).rejects.toThrow(/not with the key that is at hand. Nothing was changed/);
  expect(fingerprint()).toBe(swapped);
  for (const name of keyrings) fs.rmSync(join(place, 'data', name));
  const bare = fingerprint();
  await expect(open()).rejects.toThrow(/its keyring is gone/);
  expect(fingerprint()).toBe(bare);
});

test('under a shell the key is in the keychain; without it the book stays closed [DU10]', async () => {
  const state = { isThere: true };
  const shell = createShell(state);
  const first = await open('here', 'data', shell);
  expect(waysOf(first)).toEqual(['keychain', 'recovery-key']);
  expect(fs.existsSync(join(place, 'here'))).toBe(false);
  await note(first);
  expect(await countNotes(await open('here', 'data', shell))).toBe(1);
  state.isThere = false;
  await expect(open('here', 'data', shell)).rejects.toThrow(/opens with the keychain/);
  // A computer without one has a file from the start.
  const other = await open('here', 'other', shell);
  expect(waysOf(other)).toEqual(['key-file', 'recovery-key']);
  await other.database.close();
});

test('a new key is taken at the next start, and the one before opens nothing any more [DU11]', async () => {
  const first = await open();
  const old = first.keyring.bookKeys().current;
  const dataFolder = join(place, 'data');
  const random = { bytes: (length: number) => new Uint8Array(length).fill(9) };
  const access = ({ seal }: OpenedBook) =>
    openAccessFile(dataFolder, { nowMs: Date.now }, { random, seal });
  const storeKey = access(first).storeKeyOf('ruma');
  // As an older Daybook left it, in clear.
  const { publicKey } = openDeviceKey(dataFolder);
  first.keyring.beginRotation();
  await note(first);
  const second = await open();
  const { current, former } = second.keyring.bookKeys();
  expect(current.equals(old)).toBe(false);
  expect(former).toBeNull();
  expect(second.database.isUnderCurrentKey).toBe(true);
  expect(await countNotes(second)).toBe(1);
  // What lies beside the book went along, and is in clear no more.
  expect(access(second).storeKeyOf('ruma')).toBe(storeKey);
  expect(openDeviceKey(dataFolder, second.seal).publicKey).toBe(publicKey);
  const beside = ['desk-access.json', 'device-key.pem'];
  for (const name of beside) {
    const stored = fs.readFileSync(join(dataFolder, name), 'utf8');
    expect(first.seal.open(stored), name).toBeNull();
    for (const word of [storeKey, 'PRIVATE']) expect(stored).not.toContain(word);
  }
  expect(fs.readdirSync(dataFolder).toSorted()).toEqual(
    ['book', 'book.lock', ...beside, 'keyring.copy.json', 'keyring.json'].toSorted(),
  );
});

/** A book as the Daybook before this one left it. */
async function leaveOlderBook(): Promise<number> {
  const { database } = await open();
  await database.pglite.exec('drop schema public cascade; create schema public');
  for (const { no, name, sql } of MIGRATIONS.slice(0, -1)) {
    await database.pglite.exec(sql);
    await database.pglite.exec(
      'create table if not exists schema_version (no int4 primary key, name text not null)',
    );
    await database.pglite.query('insert into schema_version values ($1, $2)', [no, name]);
  }
  await database.close();
  return MIGRATIONS.at(-2)?.no ?? 0;
}

/** The version that a book's schema has before this program changes it. */
async function schemaOf(folder: string, key: Uint8Array): Promise<number> {
  let no = -1;
  const stop = new Error('That is all.');
  const opening = openBranchDatabase({
    ...{ folder, nowMs: Date.now(), keys: { current: key, former: null } },
    beforeMigration: async (session) => {
      const { rows } = await session.query('select max(no)::int4 as no from schema_version', []);
      no = (rows as { no: number }[])[0]?.no ?? -1;
      throw stop;
    },
  });
  await expect(opening).rejects.toBe(stop);
  return no;
}

test('a book of an older program is backed up before it is changed, and left as it is without [BU6]', async () => {
  const before = await leaveOlderBook();
  const backups = join(place, 'data', 'backups');
  fs.writeFileSync(backups, 'in the way');
  await expect(open()).rejects.toThrow(/changes it only after a backup.+EEXIST/);
  fs.rmSync(backups);
  const { database, keyring } = await open();
  const { current } = keyring.bookKeys();
  await database.close();
  const [backup, ...more] = listBackups(backups);
  expect(more).toEqual([]);
  expect(backup?.facts).toMatchObject({ appointments: 0, patients: 0 });
  expect(await schemaOf(join(backup?.folder ?? '', 'book'), current)).toBe(before);
  // The book itself has been changed by now: there is nothing to back it up for.
  await (await open()).database.close();
  expect(listBackups(backups)).toHaveLength(1);
});
