import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IpcMain } from 'electron';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SHELL_CHANNEL } from '../../shared/wire/shell/shell-channel.ts';
import type { SafeStorage } from './answer-keychain.ts';
import { APP_ORIGIN } from './app-origin.ts';
import { createSeatKeeper } from './seat-keeper.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-seat-'));
  file = join(folder, 'seat');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A keychain that turns every byte over. */
const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
const keychain = (more: Partial<SafeStorage> = {}): SafeStorage => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => turn(Buffer.from(text)),
  decryptStringAsync: async (bytes) => ({
    result: turn(bytes).toString(),
    shouldReEncrypt: false,
  }),
  ...more,
});

function open(storage: SafeStorage) {
  const ipc = new EventEmitter();
  const keeper = createSeatKeeper(storage, file);
  keeper.listen(ipc as unknown as IpcMain);
  const found: unknown[] = [];
  const sender = { postMessage: (_channel: string, seat: unknown) => found.push(seat) };
  const own = { sender, senderFrame: { url: `${APP_ORIGIN}/index.html`, parent: null } };
  return {
    keep: async (seat: unknown, event: object = own) => {
      ipc.emit(SHELL_CHANNEL.keepSeat, event, seat);
      await keeper.settled();
    },
    find: async (event: object = own): Promise<unknown> => {
      ipc.emit(SHELL_CHANNEL.requestSeat, event);
      await keeper.settled();
      return found.pop();
    },
    own,
  };
}

test('a seat is there at the next start, sealed on the disk, until it is forgotten [DL5]', async () => {
  const first = open(keychain());
  await first.keep('{"token":"secret"}');
  expect(readFileSync(file, 'latin1')).not.toContain('secret');
  const second = open(keychain());
  expect(await second.find()).toBe('{"token":"secret"}');
  await second.keep(null);
  expect(existsSync(file)).toBe(false);
  expect(await second.find()).toBeNull();
});

test.each([
  ['there is no keychain', { isAsyncEncryptionAvailable: async () => false }],
  ['its password is known to all', { getSelectedStorageBackend: () => 'basic_text' }],
  ['it fails', { encryptStringAsync: () => Promise.reject(new Error('locked')) }],
])('nothing is kept where %s, and what was kept before is gone [DL5]', async (_, more) => {
  await open(keychain()).keep('{"token":"before"}');
  const shell = open(keychain(more));
  await shell.keep('{"token":"secret"}');
  expect(existsSync(file)).toBe(false);
  expect(await shell.find()).toBeNull();
});

test('what the keychain cannot read, or is no seat, is none', async () => {
  const fails = { decryptStringAsync: () => Promise.reject(new Error('another user')) };
  await open(keychain()).keep('{"token":"secret"}');
  expect(await open(keychain(fails)).find()).toBeNull();
  const shell = open(keychain());
  await shell.keep('x'.repeat(8001));
  expect(await shell.find()).toBeNull();
  writeFileSync(file, 'kept');
  await shell.keep({ not: 'a text' });
  expect(existsSync(file)).toBe(false);
});

test('a page that is not the program’s, or a frame in it, keeps and learns nothing', async () => {
  const shell = open(keychain());
  await shell.keep('{"token":"secret"}');
  const { sender, senderFrame } = shell.own;
  const strangers = [
    { sender, senderFrame: { ...senderFrame, url: 'https://example.com/' } },
    { sender, senderFrame: { ...senderFrame, parent: senderFrame } },
    { sender, senderFrame: null },
  ];
  for (const stranger of strangers) {
    expect(await shell.find(stranger)).toBeUndefined();
    await shell.keep('{"token":"theirs"}', stranger);
  }
  expect(await shell.find()).toBe('{"token":"secret"}');
});
