import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendPiece, openUpload, type UploadedFile } from './receive-upload.ts';

let folder: string;
let file: UploadedFile;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'daybook-upload-'));
  file = openUpload(folder, 'an-import', 'file.csv');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const PIECE_BYTES = 256 * 1024;
const GIGABYTE_PIECES = 4096;

/** Sends the same piece again and again, and says by how much the process grew meanwhile. */
function sendGigabyte(text: string): number {
  const base64 = Buffer.alloc(PIECE_BYTES, text).toString('base64');
  const before = process.memoryUsage().rss;
  let mostBytes = 0;
  for (let index = 0; index < GIGABYTE_PIECES; index += 1) {
    appendPiece(file, { index, base64, last: index === GIGABYTE_PIECES - 1 });
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
  }
  return (mostBytes - before) / 1e6;
}

test('a gigabyte of commas is refused after the first of them, and takes no room [IM5]', () => {
  expect(sendGigabyte(',')).toBeLessThan(50);
  expect(file.refusal).toEqual({ kind: 'line-too-long', line: 1 });
  expect(file.bytes).toBeLessThan(1_000_000);
  expect(file.isComplete).toBe(false);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a gigabyte of lines of commas is refused with the limit, and takes no room [IM5]', () => {
  expect(sendGigabyte(',,,\n')).toBeLessThan(150);
  const maxBytes = 128 * 1024 * 1024;
  expect(file.refusal).toEqual({ kind: 'file-too-large', maxBytes });
  expect(file.bytes).toBe(maxBytes + PIECE_BYTES);
  expect(fs.readdirSync(folder)).toEqual([]);
}, 60_000);

test('the line that never ends is named, wherever the pieces were cut', () => {
  const text = `id,name\n1,Ana\n${'x'.repeat(500_000)}`;
  for (const [index, part] of (text.match(/.{1,70000}/gs) ?? []).entries()) {
    appendPiece(file, { index, base64: Buffer.from(part).toString('base64'), last: false });
  }
  expect(file.refusal).toEqual({ kind: 'line-too-long', line: 3 });
});

test('lines are not looked for in a packed file, nor missed in one of wide letters', () => {
  const noise = Buffer.from(Array.from({ length: 600_000 }, (_, i) => (i * 7919 + (i >> 8)) % 10));
  const packed = Buffer.concat([gzipSync('a').subarray(0, 10), noise]);
  appendPiece(file, { index: 0, base64: packed.toString('base64'), last: true });
  expect(file).toMatchObject({ refusal: null, isComplete: true });
  const wide = openUpload(folder, 'another', 'wide.csv');
  const lines = Buffer.from(`\ufeff${'1;Zoë\r\n'.repeat(100_000)}`, 'utf16le');
  appendPiece(wide, { index: 0, base64: lines.toString('base64'), last: true });
  expect(wide).toMatchObject({ refusal: null, isComplete: true, line: 100_001 });
});

/** A file that takes nothing: every write of it says that the disk is full. */
const FULL_FILE = '/dev/full';

describe.skipIf(!fs.existsSync(FULL_FILE))('on a full disk', () => {
  const base64 = Buffer.from('id,name\n1,Ana\n').toString('base64');

  test('a file is refused as that, nothing of it stays, and the next one is taken [IM7]', () => {
    fs.symlinkSync(FULL_FILE, join(folder, 'an-import'));
    appendPiece(file, { index: 0, base64, last: true });
    expect(file).toMatchObject({ refusal: { kind: 'disk-full' }, isComplete: false });
    expect(fs.readdirSync(folder)).toEqual([]);
    appendPiece(file, { index: 1, base64, last: true });
    expect(fs.readdirSync(folder)).toEqual([]);
    const again = openUpload(folder, 'another', 'file.csv');
    appendPiece(again, { index: 0, base64, last: true });
    expect(again).toMatchObject({ refusal: null, isComplete: true });
  });

  test('what else a disk says is not taken for that', () => {
    fs.writeFileSync(join(folder, 'a-file'), '');
    const nowhere = openUpload(join(folder, 'a-file'), 'an-import', 'file.csv');
    expect(() => appendPiece(nowhere, { index: 0, base64, last: true })).toThrow(/EEXIST|ENOTDIR/);
  });
});
