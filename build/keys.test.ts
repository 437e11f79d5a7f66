import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../electron/host/database/folder-lock.ts';
import { openKeyFiles } from '../electron/host/keyring/open-key-files.ts';
import { createKeyring } from '../electron/host/keyring/open-keyring.ts';

const KEYS = join(import.meta.dirname, 'keys.ts');
const RECOVERY_KEY = /(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}/;

let folder: string;
let keyFolder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  keyFolder = join(folder, 'keys');
  const keychains = [openKeyFiles(keyFolder)];
  await createKeyring(folder, Date.now, { keychains, passphrase: null });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keys(args: readonly string[], options: { input?: string; env?: object } = {}) {
  const folders = ['--data-folder', folder, '--key-folder', keyFolder];
  const run = spawnSync(process.execPath, [KEYS, ...folders, ...args], {
    encoding: 'utf8',
    input: options.input ?? '',
    env: { ...process.env, ...options.env },
  });
  return { code: run.status, said: run.stdout.trim(), complained: run.stderr };
}

test('shows the recovery key until it is written down, and changes the ways [DU10]', () => {
  const listed = keys([]).said;
  expect(listed).toMatch(/key-file, since .+\n.+ recovery-key, since/);
  const [recoveryKey = ''] = RECOVERY_KEY.exec(listed) ?? [];
  const other = lockFolder(join(folder, 'book'), Date.now());
  expect(keys([])).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^Another Daybook/),
  });
  other.release();
  expect(keys(['noted']).said).not.toMatch(RECOVERY_KEY);
  const [keyFile = ''] = listed.split(' ');
  const stays = keys(['remove', keyFile]);
  expect(stays).toMatchObject({ code: 1, complained: expect.stringMatching(/Two ways have to/) });

  expect(keys(['add-passphrase'], { input: 'short\n' }).code).toBe(1);
  const added = keys(['add-passphrase'], { input: 'a quiet morning\n' }).said;
  expect(added).toMatch(/passphrase, since/);
  expect(keys(['remove', keyFile]).said).not.toMatch(/key-file/);
  expect(keys([])).toMatchObject({ code: 1, complained: expect.stringMatching(/locked/) });
  for (const env of [
    { DAYBOOK_PASSPHRASE: 'a quiet morning' },
    { DAYBOOK_RECOVERY_KEY: recoveryKey },
  ]) {
    expect(keys([], { env }).code).toBe(0);
  }
  const env = { DAYBOOK_RECOVERY_KEY: recoveryKey };
  expect(keys(['new-key'], { env }).said).toMatch(/next start copies/);
  expect(JSON.parse(readFileSync(join(folder, 'keyring.json'), 'utf8')).former).not.toBeNull();
  // Ten programs one after the other, some of which make a passphrase dear to guess.
}, 90_000);
