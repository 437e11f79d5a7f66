import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from './is-stale.ts';

let folder: string;
const at = (path: string, second: number): void => utimesSync(join(folder, path), second, second);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-stale-'));
  mkdirSync(join(folder, 'source', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'source', 'deep', 'a.ts'), '');
  writeFileSync(join(folder, 'index.html'), '');
  for (const path of ['source/deep/a.ts', 'source/deep', 'source']) at(path, 100);
  at('index.html', 200);
});
afterEach(() => rmSync(folder, { recursive: true }));

const isIndexStale = (): boolean => isStale(join(folder, 'index.html'), [join(folder, 'source')]);

test('what is newer than its sources is kept', () => {
  expect(isIndexStale()).toBe(false);
});

test('what is missing is stale', () => {
  rmSync(join(folder, 'index.html'));
  expect(isIndexStale()).toBe(true);
});

test('a source that changed makes it stale, and so does one that went away', () => {
  at('source/deep/a.ts', 300);
  expect(isIndexStale()).toBe(true);
  at('source/deep/a.ts', 100);
  expect(isIndexStale()).toBe(false);
  rmSync(join(folder, 'source', 'deep', 'a.ts'));
  expect(isIndexStale()).toBe(true);
});
