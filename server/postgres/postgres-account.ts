import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** An account of this machine, by its numbers. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Tried in this order; PostgreSQL refuses to run as root and wants an account that has a name. */
const UNPRIVILEGED_NAMES = ['postgres', 'nobody'] as const;

/**
 * The account PostgreSQL has to run as, or undefined when the one of this process will do. Only
 * root needs another, as in most containers; no account is created for it.
 */
export function findPostgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== 'linux') {
    throw new Error('PostgreSQL does not run as root. Start Daybook as an ordinary user.');
  }
  const accounts = parsePasswd(readFileSync('/etc/passwd', 'utf8'));
  for (const name of UNPRIVILEGED_NAMES) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account) return account;
  }
  throw new Error(
    'PostgreSQL does not run as root, and /etc/passwd names neither "postgres" nor "nobody". ' +
      'Start Daybook as an ordinary user, or set DATABASE_URL.',
  );
}

/** The unprivileged accounts of a passwd(5) file. */
export function parsePasswd(text: string): readonly Account[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0);
}

/** Whether `account` may enter a folder, judged by the modes of it and of all its parents. */
export function mayEnter(account: Account, folder: string): boolean {
  const path = resolve(folder);
  const stats = statSync(path);
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  const open = ((stats.mode >> shift) & 1) === 1;
  const parent = dirname(path);
  return open && (parent === path || mayEnter(account, parent));
}
