import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetTypedSecret, takeSecrets } from './take-secrets.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'daybook-secrets-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('secrets leave the environment with being taken', () => {
  const env = { DAYBOOK_PASSPHRASE: 'a quiet morning', DAYBOOK_RECOVERY_KEY: 'BAMK', HOME: '/x' };
  expect(takeSecrets(env, folder)).toEqual({ passphrase: 'a quiet morning', recoveryKey: 'BAMK' });
  expect(env).toEqual({ HOME: '/x' });
  expect(takeSecrets(env, folder)).toEqual({ passphrase: null, recoveryKey: null });
});

test('systemd hands them over as files, whose last line may end', () => {
  fs.writeFileSync(join(folder, 'daybook-passphrase'), 'a quiet morning\n');
  fs.writeFileSync(join(folder, 'daybook-recovery-key'), '');
  const env = { CREDENTIALS_DIRECTORY: folder };
  const elsewhere = join(folder, 'data');
  expect(takeSecrets(env, elsewhere)).toEqual({
    passphrase: 'a quiet morning',
    recoveryKey: null,
  });
});

test('a recovery key that was typed into a file is forgotten when it has done its work', () => {
  fs.writeFileSync(join(folder, 'recovery-key.txt'), 'BAMK-EQA4\r\n');
  expect(takeSecrets({}, folder).recoveryKey).toBe('BAMK-EQA4');
  expect(takeSecrets({ DAYBOOK_RECOVERY_KEY: 'X' }, folder).recoveryKey).toBe('X');
  forgetTypedSecret(folder);
  expect(takeSecrets({}, folder).recoveryKey).toBeNull();
});
