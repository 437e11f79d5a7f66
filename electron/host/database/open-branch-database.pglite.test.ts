import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startNode } from '../../../test/support/process.ts';
import type { BookDisk } from './disk/book-disk.ts';
import { openRealDisk } from './disk/open-real-disk.ts';
import { openBranchDatabase } from './open-branch-database.ts';

let place: string;
let folder: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-branch-'));
  folder = join(place, 'pg18');
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const open = (disk: BookDisk = openRealDisk()) =>
  openBranchDatabase({ folder, nowMs: Date.now(), disk });

const committer = join(import.meta.dirname, '../../../test/support/programs/commit-for-ever.ts');

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
  await using other = startNode(committer, [folder]);
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
  fs.writeFileSync(join(folder, 'PG_VERSION'), '17\n');
  await expect(open()).rejects.toThrow(/written by PostgreSQL 17/);
  expect(fs.readFileSync(join(folder, 'PG_VERSION'), 'utf8')).toBe('17\n');
});

test('killed at any moment, it has every acknowledged row [DU6]', async () => {
  let acknowledged = 0;
  for (let round = 0; round < 5; round += 1) {
    await using child = startNode(committer, [folder]);
    for (let i = 0; i < 5 + round * 7; i += 1) {
      const message = (await child.nextMessage(30_000)) as { acknowledged: number };
      acknowledged = Math.max(acknowledged, message.acknowledged);
    }
    await child.kill('SIGKILL');
  }
  await expectRows(acknowledged);
});

test('with the disk full in the middle of a write it ends at once, and has every acknowledged row [DU7]', async () => {
  await using child = startNode(committer, [folder, '--disk-full-after', '20']);
  let acknowledged = 0;
  for (;;) {
    const message = await child.nextMessage(30_000).catch(() => null);
    if (message === null) break;
    acknowledged = (message as { acknowledged: number }).acknowledged;
  }
  expect(await child.ended).toBe(70);
  expect(acknowledged).toBeGreaterThan(0);
  await expectRows(acknowledged);
});

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
