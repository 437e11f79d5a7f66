import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Break } from '../../../test/support/break-disk.ts';
import { startNode } from '../../../test/support/process.ts';
import { encryptDisk } from './cipher/encrypt-disk.ts';
import type { BookDisk } from './disk/book-disk.ts';
import { openRealDisk } from './disk/open-real-disk.ts';
import { openBranchDatabase } from './open-branch-database.ts';

let place: string;
let folder: string;
/** An empty book that was closed: a first start takes longer than most of what is tested here. */
let made: string;
beforeAll(async () => {
  made = fs.mkdtempSync(join(tmpdir(), 'daybook-made-'));
  const book = await openIn(made);
  await book.close();
});
afterAll(() => fs.rmSync(made, { recursive: true, force: true }));
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-branch-'));
  folder = join(place, 'pg18');
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const KEY = createHash('sha512').update('the key of a test').digest();

const openIn = (inFolder: string, disk: BookDisk = openRealDisk()) =>
  openBranchDatabase({
    ...{ folder: join(inFolder, 'pg18'), nowMs: Date.now() },
    ...{ keys: { current: KEY, former: null }, disk },
  });
const open = (disk?: BookDisk) => openIn(place, disk);

const committer = join(import.meta.dirname, '../../../test/support/programs/commit-for-ever.ts');
const startCommitter = (...more: string[]) =>
  startNode(committer, [folder, '--key', KEY.toString('hex'), ...more]);

test('a first start comes from the template, a second one finds what was written [DU1]', async () => {
  const first = await open();
  expect(first.firstStart).toBe(true);
  await first.pglite.exec(`create table kept (n int4); insert into kept values (7)`);
  const before = first.syncCount();
  await first.pglite.exec('insert into kept values (8)');
  expect(first.syncCount()).toBeGreaterThan(before);
  await first.close();
  const second = await open();
  expect(second.firstStart).toBe(false);
  expect((await second.pglite.query('select n from kept order by n')).rows).toEqual([
    { n: 7 },
    { n: 8 },
  ]);
  await second.close();
});

test('where a commit does not reach the disk, it refuses to run [DU2]', async () => {
  const withoutSync = open({ ...openRealDisk(), sync: () => undefined });
  await expect(withoutSync).rejects.toThrow(/would not keep what is written/);
  const again = await open();
  await again.close();
});

test('a second program on the same folder is told who has it, and touches nothing [DU3]', async () => {
  fs.cpSync(made, place, { recursive: true });
  await using other = startCommitter();
  await other.nextMessage(30_000);
  await expect(open()).rejects.toThrow(/Another Daybook \(process \d+, running since .+\) uses/);
  await other.kill('SIGKILL');
  const mine = await open();
  await mine.close();
});

test('a first start that was broken off leaves nothing that cannot be opened [DU4]', async () => {
  const whole = await open();
  await whole.close();
  const template = `${folder}.whole`;
  fs.renameSync(folder, template);
  for (const broken of ['', 'base', 'global']) {
    const partial = `${folder}.new`;
    fs.cpSync(template, partial, { recursive: true });
    fs.rmSync(join(partial, broken), { recursive: true, force: true });
    const opened = await open();
    expect(opened.firstStart).toBe(true);
    await opened.close();
    fs.rmSync(folder, { recursive: true });
  }
});

test('a folder of something else, or of another version, is left alone [DU5]', async () => {
  fs.mkdirSync(folder);
  fs.writeFileSync(join(folder, 'holiday.jpg'), 'x');
  await expect(open()).rejects.toThrow(/holds no book of Daybook's/);
  fs.rmSync(folder, { recursive: true });
  const ours = await open();
  await ours.close();
  const version = () => {
    const disk = encryptDisk(openRealDisk(), KEY);
    const file = disk.open(join(folder, 'PG_VERSION'), 'write');
    const bytes = Buffer.alloc(disk.size(file));
    return {
      read: () => bytes.subarray(0, disk.read(file, bytes, 0)).toString(),
      write: () => disk.write(file, Buffer.from('17\n'), 0),
      [Symbol.dispose]: () => disk.close(file),
    };
  };
  {
    using file = version();
    file.write();
  }
  await expect(open()).rejects.toThrow(/written by PostgreSQL 17/);
  using file = version();
  expect(file.read()).toBe('17\n');
});

test('killed at any moment, it has every acknowledged row [DU6]', async () => {
  let acknowledged = 0;
  for (let round = 0; round < 5; round += 1) {
    await using child = startCommitter();
    for (let i = 0; i < 5 + round * 7; i += 1) {
      const message = (await child.nextMessage(30_000)) as { acknowledged: number };
      acknowledged = Math.max(acknowledged, message.acknowledged);
    }
    await child.kill('SIGKILL');
  }
  await expectRows(acknowledged);
});

/** Every way in which the database changes a disk, and the two things that a disk may say. */
const BREAKS: readonly Break[] = [
  { operation: 'write', path: 'pg_wal', code: 'ENOSPC', after: 20 },
  { operation: 'write', path: 'base/5', code: 'ENOSPC', after: 5 },
  { operation: 'write', path: 'pgsql_tmp', code: 'ENOSPC', after: 2 },
  { operation: 'write', path: 'pg_control', code: 'EIO', after: 0 },
  { operation: 'write', path: 'pg_wal', code: 'EIO', after: 20 },
  { operation: 'write', path: 'base/5', code: 'EIO', after: 5 },
  { operation: 'write', path: 'pg_xact', code: 'EIO', after: 0 },
  { operation: 'sync', path: 'pg_xact', code: 'EIO', after: 0 },
  { operation: 'sync', path: 'pg_wal', code: 'EIO', after: 20 },
  { operation: 'sync', path: 'base/5', code: 'EIO', after: 2 },
  { operation: 'syncFolder', path: '', code: 'EIO', after: 0 },
  { operation: 'truncate', path: 'base/5', code: 'EIO', after: 0 },
  { operation: 'create', path: 'base/5', code: 'ENOSPC', after: 2 },
  { operation: 'makeFolder', path: 'pgsql_tmp', code: 'ENOSPC', after: 0 },
  { operation: 'rename', path: '', code: 'EIO', after: 0 },
  { operation: 'unlink', path: 'base/5', code: 'EIO', after: 0 },
  { operation: 'removeFolder', path: 'base', code: 'EIO', after: 0 },
];

test.each(BREAKS)(
  'when $operation of "$path" fails with $code it ends at once, and has every acknowledged row [DU7]',
  async (fault) => {
    fs.cpSync(made, place, { recursive: true });
    await using child = startCommitter('--break', JSON.stringify(fault));
    let acknowledged = 0;
    for (;;) {
      const message = await child.nextMessage(30_000).catch(() => null);
      if (message === null) break;
      acknowledged = (message as { acknowledged: number }).acknowledged;
    }
    expect(await child.ended).toBe(70);
    expect(acknowledged).toBeGreaterThan(0);
    await expectRows(acknowledged);
  },
);

async function expectRows(acknowledged: number): Promise<void> {
  const database = await open();
  const { rows } = await database.pglite.query<{ count: number; sound: boolean }>(
    `select count(*)::int4 as count, bool_and(text = 'row ' || n) as sound from kept
     where n <= $1`,
    [acknowledged],
  );
  expect(rows).toEqual([{ count: acknowledged, sound: true }]);
  const broken = await database.pglite.query(`select bt_index_check('kept_pkey'::regclass, true)`);
  expect(broken.rows).toHaveLength(1);
  await database.close();
}
