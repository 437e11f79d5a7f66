import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNodeChecker } from '../electron/host/backup/backup-checker.ts';
import { noteDamage, readDamage } from '../electron/host/backup/damage-note.ts';
import { keepReplicaCard } from '../electron/host/backup/replica-card.ts';
import { openBook } from '../electron/host/open-book.ts';
import { present } from '../shared/core/assert.ts';
import { aBooking, aSeries, openTestEngine, setUpClinic } from '../test/support/engine.ts';

const BACKUPS = join(import.meta.dirname, 'backups.ts');

let scratch: string;
let folder: string;
let recoveryKey: string | null = null;
beforeEach(() => {
  recoveryKey = null;
  scratch = fs.mkdtempSync(join(tmpdir(), 'daybook-backups-'));
  folder = join(scratch, 'data');
  fs.mkdirSync(folder);
});
afterEach(() => fs.rmSync(scratch, { recursive: true, force: true }));

function backups(args: readonly string[], env: object = {}, dataFolder = folder) {
  const folders = ['--data-folder', dataFolder, '--key-folder', join(scratch, 'keys')];
  const to = ['--backups', join(scratch, 'backups')];
  const run = spawnSync(process.execPath, [BACKUPS, ...folders, ...to, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: run.status, said: run.stdout.trim(), complained: run.stderr };
}

/** What a host does with the book; its appointments afterwards. */
async function withBook(
  act: (engine: Awaited<ReturnType<typeof openTestEngine>>) => Promise<unknown>,
  dataFolder = folder,
): Promise<{ readonly appointments: number; readonly replica: string }> {
  const options = { dataFolder, templateFolder: null, keyFolder: join(scratch, 'keys') };
  const checker = createNodeChecker(options);
  const hands = { shell: null, nowMs: Date.now, onAbort: () => undefined, checker };
  const { database, keyring, seal } = await openBook(options, hands);
  recoveryKey ??= keyring.unseenRecoveryKey();
  const { rows } = await database.pglite.query('select 1 from book');
  const book = { centralUrl: 'https://central.invalid' };
  const engine = await openTestEngine({
    connector: database.connector,
    ...(rows.length > 0 ? { hasBook: true } : { book }),
  });
  await act(engine);
  // As a host does whenever it opens the book.
  keepReplicaCard(dataFolder, seal, present(await engine.loadBook(), 'It has one.'));
  const found = await database.pglite.query<{ n: number; replica: string }>(
    'select (select count(*) from appointment)::int4 as n, (select replica from book) as replica',
  );
  await database.close();
  const [{ n, replica } = { n: -1, replica: '' }] = found.rows;
  return { appointments: n, replica };
}

async function bookFirst(): Promise<void> {
  await withBook(async (engine) => {
    await setUpClinic(engine);
    await engine.ask('create-series', aSeries(engine.newId()));
    await engine.ask('book', aBooking(engine.newId(), '09:00'));
  });
}

test('a book is backed up, goes wrong, and comes back under another name; the wrong one is kept [BU1] [BU4]', async () => {
  await bookFirst();
  const made = backups(['make']);
  expect(made).toMatchObject({ code: 0, said: expect.stringMatching(/is whole: 1 appointments/) });
  await withBook((engine) => engine.ask('book', aBooking(engine.newId(), '09:15')));
  fs.writeFileSync(join(folder, 'book', 'global', 'pg_control'), 'nothing');
  const restored = backups(['restore']);
  expect(restored).toMatchObject({ code: 0, said: expect.stringMatching(/It is restored/) });
  const [kept = ''] = fs.readdirSync(folder).filter((name) => name.startsWith('book.kept-'));
  expect(fs.readFileSync(join(folder, kept, 'global', 'pg_control'), 'utf8')).toBe('nothing');
  const after = await withBook(async () => undefined);
  expect(after.appointments).toBe(1);
  expect(after.replica).toMatch(/^salt-lake\.1~/);
});

test('on a new computer a backup is opened with the recovery key [BU4]', async () => {
  await bookFirst();
  expect(backups(['make']).code).toBe(0);
  const other = join(scratch, 'new-computer');
  fs.rmSync(join(scratch, 'keys'), { recursive: true });
  expect(backups(['restore'], {}, other)).toMatchObject({ code: 1 });
  expect(fs.existsSync(join(other, 'book'))).toBe(false);
  const env = { DAYBOOK_RECOVERY_KEY: recoveryKey ?? '' };
  expect(backups(['restore'], env, other)).toMatchObject({ code: 0 });
  process.env.DAYBOOK_RECOVERY_KEY = env.DAYBOOK_RECOVERY_KEY;
  try {
    expect((await withBook(async () => undefined, other)).appointments).toBe(1);
  } finally {
    delete process.env.DAYBOOK_RECOVERY_KEY;
  }
});

test('what is altered, cut off or foreign is refused, and the book stays as it was [BU2]', async () => {
  await bookFirst();
  backups(['make']);
  const [name = ''] = fs.readdirSync(join(scratch, 'backups'));
  const backup = join(scratch, 'backups', name);
  const control = join(backup, 'book', 'global', 'pg_control');
  const bytes = fs.readFileSync(control);
  fs.writeFileSync(control, bytes.subarray(0, bytes.byteLength - 1));
  expect(backups(['restore']).complained).toMatch(/pg_control .*not as it was written/);
  fs.writeFileSync(control, bytes);
  const manifest = join(backup, 'manifest.json');
  const text = fs.readFileSync(manifest, 'utf8');
  fs.writeFileSync(manifest, text.replace(/"madeMs": \d+/, '"madeMs": 1'));
  expect(backups(['verify']).complained).toMatch(/was altered, or is another book's/);
  fs.writeFileSync(manifest, text.slice(0, 100));
  expect(backups(['list']).said).toBe('');
  expect(backups(['restore']).complained).toMatch(/There is no backup/);
  fs.writeFileSync(manifest, text);
  fs.mkdirSync(`${backup}.new`);
  expect(backups(['list']).said.split('\n')).toHaveLength(1);
  expect((await withBook(async () => undefined)).appointments).toBe(1);
});

test('a restore that was broken off between its last steps is ended by the next start [BU4]', async () => {
  await bookFirst();
  fs.renameSync(join(folder, 'book'), join(folder, 'book.restored'));
  expect((await withBook(async () => undefined)).appointments).toBe(1);
});

/** What a disk does to a book, and a start that notices it. */
function damage(): void {
  fs.writeFileSync(join(folder, 'book', 'global', 'pg_control'), 'nothing');
  noteDamage(folder, 'The control file of the book is damaged.');
}
const keptBooks = (): readonly string[] =>
  fs.readdirSync(folder).filter((name) => name.startsWith('book.kept-'));
const controlOf = (name: string): string =>
  fs.readFileSync(join(folder, name, 'global', 'pg_control'), 'utf8');

test('a damaged book is begun anew from central, and kept [BU8] [BU9]', async () => {
  await bookFirst();
  damage();
  expect(backups(['rebuild'])).toMatchObject({
    code: 0,
    said: expect.stringMatching(/fetched from the central server.*kept in .*book\.kept-/),
  });
  expect(keptBooks().map(controlOf)).toEqual(['nothing']);
  expect(fs.existsSync(join(folder, 'book'))).toBe(false);
  expect(readDamage(folder)).toBeNull();
  // It is the same computer to central, under another name, and waits to be given everything.
  const after = await withBook(async () => undefined);
  expect(after.appointments).toBe(0);
  expect(after.replica).toMatch(/^salt-lake\.1~/);
});

test('a book that no central server has is not begun anew, and nothing is changed [BU8]', async () => {
  await bookFirst();
  damage();
  fs.rmSync(join(folder, 'replica-card.json'));
  expect(backups(['rebuild'])).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/No central server has this book/),
  });
  expect(controlOf('book')).toBe('nothing');
  expect(keptBooks()).toEqual([]);
  expect(readDamage(folder)).not.toBeNull();
  const empty = join(scratch, 'nowhere');
  fs.mkdirSync(empty);
  expect(backups(['rebuild'], {}, empty)).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/no encrypted book/),
  });
  expect(fs.readdirSync(empty)).not.toContain('book');
});

test('a damaged book is copied as often as somebody asks, and stays as it is; not while it is used [BU8]', async () => {
  await bookFirst();
  await withBook(async () => {
    for (const command of ['keep', 'rebuild']) {
      expect(backups([command])).toMatchObject({
        code: 1,
        complained: expect.stringMatching(/in use|has it open/i),
      });
    }
  });
  expect(keptBooks()).toEqual([]);
  damage();
  for (let n = 1; n <= 2; n += 1) {
    expect(backups(['keep'])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/A copy of the damaged book is in /),
    });
    expect(keptBooks().map(controlOf)).toEqual(Array.from({ length: n }, () => 'nothing'));
  }
  expect(controlOf('book')).toBe('nothing');
  expect(readDamage(folder)).not.toBeNull();
  expect(fs.readdirSync(join(folder, keptBooks()[0] ?? ''))).toEqual(
    fs.readdirSync(join(folder, 'book')),
  );
});
