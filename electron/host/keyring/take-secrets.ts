import fs from 'node:fs';
import { join } from 'node:path';

/** Where a person without a terminal types a recovery key. */
const TYPED_NAME = 'recovery-key.txt';

/** What this process was given to open a keyring with. */
export interface GivenSecrets {
  readonly passphrase: string | null;
  readonly recoveryKey: string | null;
}

type Environment = Record<string, string | undefined>;

/**
 * Takes the secrets out of the environment, so that no process started from here inherits them, or
 * from the credentials that systemd gives a service (LoadCredential=daybook-passphrase). A
 * recovery key may also stand in a file beside the book, which anyone can write who reads paper.
 */
export function takeSecrets(env: Environment, folder: string): GivenSecrets {
  return {
    passphrase: take(env, 'DAYBOOK_PASSPHRASE') ?? readCredential(env, 'daybook-passphrase'),
    recoveryKey:
      take(env, 'DAYBOOK_RECOVERY_KEY') ??
      readCredential(env, 'daybook-recovery-key') ??
      readText(join(folder, TYPED_NAME)),
  };
}

function take(env: Environment, name: string): string | null {
  const value = env[name];
  delete env[name];
  return value || null;
}

function readCredential(env: Environment, name: string): string | null {
  const folder = env.CREDENTIALS_DIRECTORY;
  return folder ? readText(join(folder, name)) : null;
}

function readText(path: string): string | null {
  if (!fs.existsSync(path)) return null;
  return fs.readFileSync(path, 'utf8').replace(/\r?\n$/, '') || null;
}

/** The recovery key has opened the book: it should not lie beside it. */
export const forgetTypedSecret = (folder: string): void =>
  fs.rmSync(join(folder, TYPED_NAME), { force: true });
