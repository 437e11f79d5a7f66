import fs from 'node:fs';
import { join } from 'node:path';

/** What this process was given to open a keyring with. */
export interface GivenSecrets {
  readonly passphrase: string | null;
  readonly recoveryKey: string | null;
}

type Environment = Record<string, string | undefined>;

/**
 * Takes the secrets out of the environment, so that no process started from here inherits them, or
 * from the credentials that systemd gives a service (LoadCredential=daybook-passphrase).
 */
export function takeSecrets(env: Environment): GivenSecrets {
  return {
    passphrase: take(env, 'DAYBOOK_PASSPHRASE') ?? readCredential(env, 'daybook-passphrase'),
    recoveryKey: take(env, 'DAYBOOK_RECOVERY_KEY') ?? readCredential(env, 'daybook-recovery-key'),
  };
}

function take(env: Environment, name: string): string | null {
  const value = env[name];
  delete env[name];
  return value || null;
}

function readCredential(env: Environment, name: string): string | null {
  const folder = env.CREDENTIALS_DIRECTORY;
  if (!folder || !fs.existsSync(join(folder, name))) return null;
  return fs.readFileSync(join(folder, name), 'utf8').replace(/\r?\n$/, '') || null;
}
