import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { breakDisk } from '../../../test/support/break-disk.ts';
import { encryptDisk } from './cipher/encrypt-disk.ts';
import { checksumOf } from './control-file.ts';
import type { BookDisk } from './disk/book-disk.ts';
import { copyTree } from './disk/copy-tree.ts';
import { openRealDisk } from './disk/open-real-disk.ts';
import type { BookKey } from './inspect-book.ts';
import { settleBook } from './settle-book.ts';

/** Where PostgreSQL 18 has the checksum of pg_control on most machines. */
const CHECKSUM_AT = 288;
const OLD = randomBytes(64);
const NEW = randomBytes(64);
const CONTENT: Readonly<Record<string, Buffer>> = {
  PG_VERSION: Buffer.from('18\n'),
  'global/pg_control': controlFile(),
  'base/5/2619': Buffer.concat([randomBytes(8192), Buffer.alloc(8192), randomBytes(8192)]),
  'base/5/empty': Buffer.alloc(0),
  'pg_xact/0000': Buffer.alloc(8192),
  'pg_wal/000000010000000000000001': Buffer.concat([randomBytes(70_000), Buffer.alloc(61_072)]),
};

/** A new book is not the one that was there. */
const TEMPLATE = { ...CONTENT, 'base/5/2619': randomBytes(8192) };

let place: string;
let path: string;
let template: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-settle-'));
  path = join(place, 'book');
  template = join(place, 'template');
  writeBook(template, null, TEMPLATE);
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

function controlFile(): Buffer {
  const bytes = Buffer.alloc(8192, 7);
  bytes.writeUInt32LE(202_506_291, 12);
  bytes.writeUInt32LE(checksumOf(bytes.subarray(0, CHECKSUM_AT)), CHECKSUM_AT);
  return bytes;
}

const under = (key: BookKey, disk: BookDisk = openRealDisk()): BookDisk =>
  key === null ? disk : encryptDisk(disk, key);

function writeBook(folder: string, key: BookKey, content = CONTENT): void {
  const plain = join(place, 'plain');
  for (const [name, bytes] of Object.entries(content)) {
    fs.mkdirSync(join(plain, name, '..'), { recursive: true });
    fs.writeFileSync(join(plain, name), bytes);
  }
  copyTree({ disk: openRealDisk(), path: plain }, { disk: under(key), path: folder });
  fs.rmSync(plain, { recursive: true });
}

function expectWhole(disk: BookDisk, content = CONTENT): void {
  for (const [name, expected] of Object.entries(content)) {
    const file = disk.open(join(path, name), 'read');
    const bytes = Buffer.alloc(expected.byteLength + 1);
    const length = disk.read(file, bytes, 0);
    disk.close(file);
    expect(bytes.subarray(0, length).equals(expected), name).toBe(true);
  }
}

const names = (): readonly string[] =>
  fs.readdirSync(place).filter((name) => name.startsWith('book'));

/** A disk that is cut off from the power when it is about to change something the n-th time. */
function cutAt(operation: number, disk: BookDisk): BookDisk {
  let left = operation;
  const or =
    <Input extends unknown[], Output>(run: (...input: Input) => Output) =>
    (...input: Input): Output => {
      left -= 1;
      if (left < 0) throw new Error('The power is off.');
      return run(...input);
    };
  return {
    ...disk,
    write: or(disk.write),
    truncate: or(disk.truncate),
    sync: or(disk.sync),
    syncFolder: or(disk.syncFolder),
    create: or(disk.create),
    makeFolder: or(disk.makeFolder),
    rename: or(disk.rename),
    unlink: or(disk.unlink),
    removeFolder: or(disk.removeFolder),
  };
}

const settle = (key: BookKey, former: readonly BookKey[], disk = openRealDisk()) =>
  settleBook({ disk, path }, { key, former, template });

describe.each<[string, BookKey | 'absent', BookKey, readonly BookKey[]]>([
  ['a first start', 'absent', NEW, [null]],
  ['the first key of a book in clear', null, NEW, [null]],
  ['the next key', OLD, NEW, [OLD, null]],
])('%s', (_what, before, key, former) => {
  test('broken off at any point, it leaves the old book or the new one, and the next start goes on [DU4] [DU11]', () => {
    let operations = 0;
    for (let isCut = true; isCut; operations += 1) {
      for (const name of names()) fs.rmSync(join(place, name), { recursive: true });
      if (before !== 'absent') writeBook(path, before);
      isCut = false;
      try {
        const settled = settle(key, former, cutAt(operations, openRealDisk()));
        settled.forgetOld();
      } catch (error) {
        expect(String(error)).toContain('The power is off.');
        isCut = true;
      }
      const settled = settle(key, former);
      expect(settled.key).toBe(key);
      expectWhole(settled.disk, before === 'absent' ? TEMPLATE : CONTENT);
      settled.forgetOld();
      expect(names()).toEqual(['book']);
    }
    expect(operations).toBeGreaterThan(30);
    // Two starts for each operation, with real syncs.
  }, 90_000);

  test('without room for a copy it waits [DU11]', () => {
    if (before === 'absent') return;
    writeBook(path, before);
    const disk = { ...openRealDisk(), freeBytes: () => 64 * 1024 * 1024 + 1000 };
    const settled = settle(key, former, disk);
    expect(settled.key).toBe(before);
    expectWhole(settled.disk);
  });

  test('when the disk fills up while it is copied, it waits, or says so [DU7] [DU11]', () => {
    if (before !== 'absent') writeBook(path, before);
    const { disk, start } = breakDisk(openRealDisk());
    start({ operation: 'write', path: 'pg_wal', code: 'ENOSPC', after: 0 });
    if (before === 'absent') {
      expect(() => settle(key, former, disk)).toThrow(/The disk is full/);
      expect(names()).toEqual([]);
      return;
    }
    const settled = settle(key, former, disk);
    expect(settled.key).toBe(before);
    expectWhole(settled.disk);
    expect(names()).toEqual(['book']);
  });
});

test('a full disk is said at the start, and nothing is touched [DU7]', () => {
  writeBook(path, OLD);
  const disk = { ...cutAt(0, openRealDisk()), freeBytes: () => 1_000_000 };
  expect(() => settle(OLD, [], disk)).toThrow(/disk is full: Daybook needs 64 MB/);
});

test("a key that is not the book's, or none, opens nothing and touches nothing [DU9]", () => {
  const refusals: readonly (readonly [BookKey, BookKey, RegExp])[] = [
    [OLD, NEW, /not with the key that is at hand/],
    [OLD, null, /not with the key that is at hand/],
  ];
  for (const [has, key, sentence] of refusals) {
    writeBook(path, has);
    const disk = cutAt(0, openRealDisk());
    expect(() => settle(key, [null], disk)).toThrow(sentence);
    fs.rmSync(path, { recursive: true });
  }
  writeBook(path, null);
  expect(() => settle(NEW, [], cutAt(0, openRealDisk()))).toThrow(
    /is not encrypted, and should be/,
  );
});
