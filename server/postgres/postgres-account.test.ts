import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mayEnter, parsePasswd } from './postgres-account.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-account-'));
const inner = join(folder, 'inner');
mkdirSync(inner, { mode: 0o755 });
chmodSync(inner, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stranger = { name: 'stranger', uid: 64_001, gid: 64_001 };
const owner = {
  name: 'owner',
  uid: process.getuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
};

test('root and broken lines of a passwd file are not accounts to run as', () => {
  const text = 'root:x:0:0:root:/root:/bin/bash\n\nbroken\nnobody:x:65534:65533::/:/bin/false\n';
  expect(parsePasswd(text)).toEqual([{ name: 'nobody', uid: 65_534, gid: 65_533 }]);
});

test.runIf(process.platform !== 'win32')('a closed parent closes the folders inside it', () => {
  chmodSync(folder, 0o700);
  expect(mayEnter(stranger, inner)).toBe(false);
  expect(mayEnter(owner, inner)).toBe(true);
  chmodSync(folder, 0o711);
  expect(mayEnter(stranger, inner)).toBe(true);
});

test.runIf(process.platform !== 'win32')('the owner is judged by the mode of the owner', () => {
  chmodSync(folder, 0o077);
  expect(mayEnter(owner, folder)).toBe(false);
  expect(mayEnter(stranger, folder)).toBe(true);
  chmodSync(folder, 0o755);
});
