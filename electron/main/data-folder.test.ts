import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, makeDataFolder, type Surroundings } from './data-folder.ts';

const home = resolve('/home/anna');
const at = (platform: NodeJS.Platform, env: Surroundings['env'] = {}): Surroundings => ({
  platform,
  env,
  home,
});

test('the book lies where the operating system keeps the data of programs', () => {
  expect(dataFolder([], at('linux'))).toBe(join(home, '.local', 'share', 'Daybook'));
  expect(dataFolder([], at('linux', { XDG_DATA_HOME: '/data' }))).toBe(join('/data', 'Daybook'));
  expect(dataFolder([], at('linux', { XDG_DATA_HOME: '' }))).toBe(
    join(home, '.local', 'share', 'Daybook'),
  );
  expect(dataFolder([], at('darwin'))).toBe(
    join(home, 'Library', 'Application Support', 'Daybook'),
  );
  expect(dataFolder([], at('win32', { LOCALAPPDATA: 'C:\\Local' }))).toBe(
    join('C:\\Local', 'Daybook'),
  );
});

test('or where the person says, whatever else stands in the command', () => {
  for (const args of [
    ['--data-folder', 'books/one'],
    ['--data-folder=books/one'],
    ['.', '--no-sandbox', '--inspect=0', '--data-folder', 'books/one'],
  ]) {
    expect(dataFolder(args, at('linux'))).toBe(resolve('books/one'));
  }
  expect(dataFolder(['--data-folder'], at('linux'))).toBe(dataFolder([], at('linux')));
});

test('nobody else on the machine can look into it', { skip: process.platform === 'win32' }, () => {
  const above = mkdtempSync(join(tmpdir(), 'daybook-folder-'));
  const folder = join(above, 'data', 'Daybook');
  makeDataFolder(folder);
  expect(statSync(folder).mode & 0o077).toBe(0);
  makeDataFolder(folder);
  rmSync(above, { recursive: true });
});
