import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MendChoice, MendOffers } from '../../shared/wire/shell/host-message.ts';
import { createNodeChecker } from './backup/backup-checker.ts';
import { copyBook } from './backup/copy-book.ts';
import { openRealDisk } from './database/disk/open-real-disk.ts';
import type { StoreUnusable } from './database/store-unusable.ts';
import { type OpenedBook, openBook } from './open-book.ts';
import { openOrMend } from './open-or-mend.ts';

let sound: string;
let place: string;
beforeAll(async () => {
  sound = fs.mkdtempSync(join(tmpdir(), 'daybook-sound-'));
  await leaveSoundBook(sound);
});
afterAll(() => fs.rmSync(sound, { recursive: true, force: true }));
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-damaged-'));
  fs.cpSync(sound, place, { recursive: true });
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const optionsOf = (folder: string) => ({
  ...{ dataFolder: join(folder, 'data'), templateFolder: null, keyFolder: join(folder, 'keys') },
});
const handsOf = (folder: string) => ({
  ...{ shell: null, nowMs: Date.now, checker: createNodeChecker(optionsOf(folder)) },
  onAbort: (error: unknown) => expect.unreachable(String(error)),
  secrets: { passphrase: null, recoveryKey: null },
});

/** A book with a backup, and more in it since; its log was not yet taken into its files. */
async function leaveSoundBook(folder: string): Promise<void> {
  const { dataFolder } = optionsOf(folder);
  fs.mkdirSync(dataFolder);
  const { database, keyring } = await openBook(optionsOf(folder), handsOf(folder));
  await database.pglite.exec(
    'create table kept as select n, md5(n::text) as text from generate_series(1, 5000) n; checkpoint',
  );
  const to = join(dataFolder, 'backups');
  const copy = copyBook({ disk: openRealDisk(), dataFolder, to, nowMs: Date.now() });
  const key = keyring.bookKeys().current.toString('base64');
  const sealed = await handsOf(folder).checker({ kind: 'seal', ...copy, key });
  expect(sealed).toMatchObject({ ok: true });
  await database.pglite.exec('insert into kept values (5001, $$later$$)');
  // As a host leaves it that is killed.
  const book = join(dataFolder, 'book');
  fs.cpSync(book, `${book}.killed`, { recursive: true });
  await database.close();
  fs.rmSync(book, { recursive: true });
  fs.renameSync(`${book}.killed`, book);
}

const path = (...parts: string[]): string => join(place, 'data', 'book', ...parts);
const largest = (folder: string): string =>
  fs
    .readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map((name) => join(folder, name))
    .toSorted((a, b) => fs.statSync(b).size - fs.statSync(a).size)[0] ?? '';
const overwrite = (file: string, from: number, fill: number, length: number): void => {
  const handle = fs.openSync(file, 'r+');
  fs.writeSync(handle, Buffer.alloc(length, fill), 0, length, from);
  fs.closeSync(handle);
};
const wal = (): readonly string[] =>
  fs
    .readdirSync(path('pg_wal'))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .map((name) => path('pg_wal', name));

/** What disks, people and cleaning programs do to files. */
const DAMAGES: readonly { readonly name: string; readonly damage: () => void }[] = [
  { name: 'an empty control file', damage: () => fs.truncateSync(path('global/pg_control')) },
  {
    name: 'a control file that is cut off',
    damage: () => fs.truncateSync(path('global/pg_control'), 4200),
  },
  {
    name: 'flipped bytes in the control file',
    damage: () => overwrite(path('global/pg_control'), 4150, 0x78, 20),
  },
  { name: 'no version', damage: () => fs.rmSync(path('PG_VERSION')) },
  {
    name: 'a log of zeros',
    damage: () => {
      for (const file of wal()) overwrite(file, 4096, 0, fs.statSync(file).size - 4096);
    },
  },
  {
    name: 'no log',
    damage: () => {
      for (const file of wal()) fs.rmSync(file);
    },
  },
  {
    name: 'no record of which transactions were done',
    damage: () => {
      for (const name of fs.readdirSync(path('pg_xact'))) fs.rmSync(path('pg_xact', name));
    },
  },
  { name: 'a table that is gone', damage: () => fs.rmSync(largest(path('base/5'))) },
  {
    name: 'flipped bytes in the catalog',
    damage: () => {
      for (const name of ['1259', '1249']) overwrite(path('base/5', name), 6000, 0x78, 24);
    },
  },
];

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = join(folder, name);
    if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

const count = async ({ database }: OpenedBook): Promise<number> => {
  const { rows } = await database.pglite.query<{ n: number }>(
    'select count(*)::int4 as n from kept',
  );
  await database.close();
  return rows[0]?.n ?? -1;
};

/** A person who answers in turn, and what they were offered. */
function personWho(...choices: MendChoice[]) {
  const offered: MendOffers[] = [];
  const ask = async (offers: MendOffers): Promise<MendChoice> => {
    offered.push(offers);
    const choice = choices.shift();
    if (choice === undefined) throw new Error(`Nobody answers: ${offers.sentence}`);
    return choice;
  };
  return { offered, ask };
}
const openWith = (ask: Parameters<typeof openOrMend>[2]) =>
  openOrMend(optionsOf(place), handsOf(place), ask);

test.each(DAMAGES)('$name is noticed when the book is opened [BU8]', async ({ damage }) => {
  damage();
  const problem = await openBook(optionsOf(place), handsOf(place)).then(
    () => 'none',
    (error: StoreUnusable) => error.problem,
  );
  expect(problem).toBe('damaged');
});

test('a damaged book gives way to the newest backup, and is kept as it was [BU8]', async () => {
  fs.truncateSync(path('global/pg_control'), 4200);
  const before = fingerprint(path());
  const { ask, offered } = personWho('restore');
  expect(await count(await openWith(ask))).toBe(5000);
  expect(offered).toMatchObject([{ backupMs: expect.any(Number), hasCentral: false }]);
  const [kept = ''] = fs
    .readdirSync(join(place, 'data'))
    .filter((name) => name.startsWith('book.kept-'));
  expect(fingerprint(join(place, 'data', kept))).toBe(before);
});

test('a copy of a damaged book is kept, and it is tried again when a person has mended it [BU8]', async () => {
  const control = path('global/pg_control');
  const whole = fs.readFileSync(control);
  fs.truncateSync(control);
  const before = fingerprint(path());
  const { ask, offered } = personWho('keep', 'rebuild', 'try-again');
  const opening = openWith(async (offers) => {
    const choice = await ask(offers);
    if (choice === 'try-again') fs.writeFileSync(control, whole);
    return choice;
  });
  expect(await count(await opening)).toBe(5001);
  const [, afterKeep, afterRebuild] = offered.map(({ sentence }) => sentence);
  const kept = /in (\S+book\.kept-\S+)\. The book/.exec(afterKeep ?? '')?.[1] ?? '';
  expect(fingerprint(kept)).toBe(before);
  expect(afterRebuild).toMatch(/No central server has this book/);
});

test('a backup that is damaged, too, is passed over, and nothing is done without a whole one [BU8]', async () => {
  fs.truncateSync(path('global/pg_control'));
  const [backup = ''] = fs.readdirSync(join(place, 'data', 'backups'));
  const file = join(place, 'data', 'backups', backup, 'book', 'PG_VERSION');
  fs.truncateSync(file, 2);
  const before = fingerprint(path());
  const { ask, offered } = personWho('restore');
  await expect(openWith(ask)).rejects.toThrow(/Nobody answers/);
  expect(offered[1]?.sentence).toMatch(/No backup can be used.+PG_VERSION.+not as it was written/);
  expect(fingerprint(path())).toBe(before);
});
