import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fc } from '../../../../test/support/fast-check.ts';
import { openRealDisk } from '../disk/open-real-disk.ts';
import { encryptDisk } from './encrypt-disk.ts';
import { HEADER_BYTES } from './file-header.ts';

const PAGE = 8192;
const SECTOR = 512;
const KEY = randomBytes(64);

let folder: string;
let path: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'daybook-cipher-'));
  path = join(folder, 'file');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const openDisk = (key = KEY) => encryptDisk(openRealDisk(), key);

function contentOf(file: string, key = KEY): Buffer {
  const disk = openDisk(key);
  const handle = disk.open(file, 'read');
  const bytes = Buffer.alloc(disk.size(handle));
  expect(disk.read(handle, bytes, 0)).toBe(bytes.byteLength);
  expect(disk.statOf(file).size).toBe(bytes.byteLength);
  disk.close(handle);
  return bytes;
}

/** A file of pages that are all different, and not zero. */
function writePages(count: number): Buffer {
  const disk = openDisk();
  const handle = disk.create(path, 0o600);
  const bytes = randomBytes(count * PAGE);
  disk.write(handle, bytes, 0);
  disk.close(handle);
  return bytes;
}

const place = fc.oneof(
  fc.nat(40_000),
  fc.nat(9).map((n) => n * 4096),
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), at: place, length: place, fill: fc.nat(255) }),
  fc.record({ kind: fc.constant('truncate' as const), length: place }),
  fc.record({ kind: fc.constant('read' as const), at: place, length: place }),
  fc.record({ kind: fc.constantFrom('reopen' as const, 'rename' as const) }),
);

test('holds what a plain file would hold, whatever is done to it [DU8]', () => {
  let run = 0;
  const check = fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
    run += 1;
    let at = join(folder, String(run));
    let disk = openDisk();
    let handle = disk.create(at, 0o600);
    let other = disk.open(at, 'write');
    let plain = Buffer.alloc(0);
    for (const one of steps) {
      if (one.kind === 'write') {
        const bytes = Buffer.alloc(one.length, one.fill);
        disk.write(handle, bytes, one.at);
        const length = one.length === 0 ? 0 : one.at + one.length;
        plain = Buffer.concat([plain, Buffer.alloc(Math.max(0, length - plain.byteLength))]);
        bytes.copy(plain, one.at);
      } else if (one.kind === 'truncate') {
        disk.truncate(other, one.length);
        const more = Buffer.alloc(Math.max(0, one.length - plain.byteLength));
        plain = Buffer.concat([plain.subarray(0, one.length), more]);
      } else if (one.kind === 'read') {
        const bytes = Buffer.alloc(one.length);
        const expected = plain.subarray(one.at, one.at + one.length);
        expect(disk.read(other, bytes, one.at)).toBe(expected.byteLength);
        expect(bytes.subarray(0, expected.byteLength).equals(expected)).toBe(true);
      } else {
        disk.close(handle);
        disk.close(other);
        if (one.kind === 'rename') disk.rename(at, `${at}x`);
        if (one.kind === 'rename') at = `${at}x`;
        disk = openDisk();
        handle = disk.open(at, 'write');
        other = disk.open(at, 'write');
      }
      expect(disk.size(handle)).toBe(plain.byteLength);
    }
    disk.close(handle);
    disk.close(other);
    expect(contentOf(at).equals(plain)).toBe(true);
  });
  fc.assert(check, { numRuns: 150 });
});

test('a page of zeros that reaches the disk in part is still a page of zeros [DU8]', () => {
  const before = writePages(2);
  const disk = openDisk();
  const handle = disk.open(path, 'write');
  disk.write(handle, Buffer.alloc(PAGE), 2 * PAGE);
  disk.close(handle);
  const raw = fs.readFileSync(path);
  const added = raw.subarray(HEADER_BYTES + 2 * PAGE);
  expect(added.every((byte) => byte === 0)).toBe(true);
  for (let kept = 0; kept < PAGE; kept += SECTOR) {
    fs.writeFileSync(path, raw.subarray(0, HEADER_BYTES + 2 * PAGE + kept));
    const content = contentOf(path);
    expect(content.subarray(0, 2 * PAGE).equals(before)).toBe(true);
    expect(content.subarray(2 * PAGE).every((byte) => byte === 0)).toBe(true);
  }
});

test('writing a page again changes nothing of what stayed the same in it [DU8]', () => {
  const before = writePages(1);
  const raw = fs.readFileSync(path);
  const disk = openDisk();
  const handle = disk.open(path, 'write');
  disk.write(handle, Buffer.concat([before.subarray(0, 5000), randomBytes(PAGE - 5000)]), 0);
  disk.close(handle);
  const after = fs.readFileSync(path);
  const same = HEADER_BYTES + Math.floor(5000 / SECTOR) * SECTOR;
  expect(after.subarray(0, same).equals(raw.subarray(0, same))).toBe(true);
  // So a torn write leaves the old or the new of each sector, and what was durable before is.
  fs.writeFileSync(
    path,
    Buffer.concat([after.subarray(0, same + SECTOR), raw.subarray(same + SECTOR)]),
  );
  expect(contentOf(path).subarray(0, 4096).equals(before.subarray(0, 4096))).toBe(true);
});

test('where the beginning of a new file never reached the disk, it reads as zeros and stays so [DU8]', () => {
  writePages(3);
  const raw = fs.readFileSync(path);
  raw.fill(0, 0, HEADER_BYTES);
  fs.writeFileSync(path, raw);
  expect(contentOf(path).equals(Buffer.alloc(3 * PAGE))).toBe(true);
  const disk = openDisk();
  const handle = disk.open(path, 'write');
  const page = randomBytes(PAGE);
  disk.write(handle, page, PAGE);
  disk.close(handle);
  const zeros = Buffer.alloc(PAGE);
  expect(contentOf(path).equals(Buffer.concat([zeros, page, zeros]))).toBe(true);
});

test('the same page in two files, and twice in one, looks different each time [DU8]', () => {
  const page = Buffer.alloc(PAGE, 'Meera Iyer ');
  const disk = openDisk();
  const seen = new Set<string>();
  for (const name of ['one', 'two']) {
    const handle = disk.create(join(folder, name), 0o600);
    for (const at of [0, PAGE]) disk.write(handle, page, at);
    disk.close(handle);
    const raw = fs.readFileSync(join(folder, name));
    expect(raw.includes('Meera')).toBe(false);
    for (let at = HEADER_BYTES; at < raw.byteLength; at += 4096) {
      seen.add(raw.subarray(at, at + 4096).toString('base64'));
    }
  }
  expect(seen.size).toBe(8);
});

test('another key, no key of ours, and a changed header are errors, and change nothing [DU9]', () => {
  writePages(1);
  const raw = fs.readFileSync(path);
  expect(() => openDisk(randomBytes(64)).open(path, 'write')).toThrow(/not written with the key/);
  expect(fs.readFileSync(path).equals(raw)).toBe(true);
  for (const at of [0, 8, 24]) {
    const changed = Buffer.from(raw);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    fs.writeFileSync(path, changed);
    expect(() => openDisk().open(path, 'write'), String(at)).toThrow(/not written with the key/);
  }
  fs.writeFileSync(path, 'in clear');
  expect(() => openDisk().open(path, 'write')).toThrow(/not written with the key/);
});
