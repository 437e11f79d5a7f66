import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BookDisk } from './disk/book-disk.ts';
import { openRealDisk } from './disk/open-real-disk.ts';
import { type BookKeys, openBranchDatabase } from './open-branch-database.ts';

const NAME = 'Meera Iyer';
const KEY = randomBytes(64);
const NEXT_KEY = randomBytes(64);

let place: string;
let folder: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-encrypted-'));
  folder = join(place, 'book');
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const open = (keys: BookKeys | null, disk: BookDisk = openRealDisk()) =>
  openBranchDatabase({ folder, nowMs: Date.now(), keys, disk });

/** Which kinds of file have the name in them: the log, the data, what was written meanwhile. */
function findName(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const entry of fs.readdirSync(place, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (fs.readFileSync(path).includes(NAME)) found.add(kindOf(path));
  }
  return found;
}
const kindOf = (path: string): string =>
  ['pg_wal', 'pgsql_tmp', 'base'].find((kind) => path.includes(`/${kind}`)) ?? path;

/** Writes many rows of the patient, sorts them on the disk, and looks while the files are there. */
async function live(keys: BookKeys | null): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const real = openRealDisk();
  const database = await open(keys, {
    ...real,
    unlink: (path) => {
      if (fs.readFileSync(path).includes(NAME)) found.add(kindOf(path));
      real.unlink(path);
    },
  });
  await database.pglite.exec(`
    create table seen (n int4 primary key, name text not null);
    insert into seen select n, '${NAME} ' || n from generate_series(1, 20000) n;
    set work_mem = '64kB';
    select count(*) from (select name from seen order by name desc offset 3) x;
  `);
  for (const kind of findName()) found.add(kind);
  await database.close();
  for (const kind of findName()) found.add(kind);
  return found;
}

test("a search of a book's files, the log and temporary ones too, finds no name [DU8]", async () => {
  expect(await live({ current: KEY, former: null })).toEqual(new Set());
  // Nor anything of PostgreSQL's: not one file was left out.
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = fs.readFileSync(join(entry.parentPath, entry.name));
    expect(bytes.includes('postgres') || bytes.includes('pg_class'), entry.name).toBe(false);
    if (bytes.byteLength > 0) expect(bytes.subarray(0, 8).toString(), entry.name).toBe('DAYBOOK1');
  }
});

test('in a book without a key the same search finds it everywhere [DU8]', async () => {
  expect(await live(null)).toEqual(new Set(['pg_wal', 'pgsql_tmp', 'base']));
});

test('a book in clear gets a key at its next start, and then another; nothing is lost [DU11]', async () => {
  await live(null);
  const count = async (keys: BookKeys): Promise<number | undefined> => {
    const database = await open(keys);
    expect(database.isUnderCurrentKey).toBe(true);
    expect(database.firstStart).toBe(false);
    const { rows } = await database.pglite.query<{ count: number }>(
      `select count(*)::int4 as count from seen where name = '${NAME} ' || n`,
    );
    await database.pglite.query(`select bt_index_check('seen_pkey'::regclass, true)`);
    await database.close();
    return rows[0]?.count;
  };
  expect(await count({ current: KEY, former: null })).toBe(20_000);
  expect(findName()).toEqual(new Set());
  expect(await count({ current: NEXT_KEY, former: KEY })).toBe(20_000);
  expect(fs.readdirSync(place).filter((name) => /\.(old|new)$/.test(name))).toEqual([]);
  await expect(open({ current: KEY, former: null })).rejects.toThrow(/not with the key/);
  expect(await count({ current: NEXT_KEY, former: null })).toBe(20_000);
});
