import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './postgres-account.ts';
import { type PostgresBinaries, renameUnlessThere } from './postgres-binaries.ts';

/** What a PostgreSQL server works on. */
export interface Cluster {
  readonly dataFolder: string;
  readonly password: string;
}

export interface ClusterOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  readonly durable: boolean;
}

/** The superuser of an embedded cluster. */
export const CLUSTER_USER = 'daybook';

/** A cluster opens only with the major version that made it. */
const MAJOR_VERSION = '18';

/**
 * The cluster inside `folder`, made when it is not there yet. It is made whole, with its password,
 * under a temporary name and then renamed: an interrupted first start leaves nothing to trip over.
 */
export async function initialiseCluster(folder: string, options: ClusterOptions): Promise<Cluster> {
  const cluster = join(folder, 'cluster');
  if (!existsSync(cluster)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const staging = mkdtempSync(join(folder, 'cluster-new-'));
    try {
      await createCluster(staging, options);
      renameUnlessThere(staging, cluster);
      if (options.durable) syncFolder(folder);
    } catch (error) {
      rmSync(staging, { recursive: true, force: true });
      throw error;
    }
  }
  return readCluster(cluster);
}

function readCluster(cluster: string): Cluster {
  const dataFolder = join(cluster, 'data');
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR_VERSION) {
    throw new Error(
      `${cluster} was made by PostgreSQL ${version}, and this Daybook brings PostgreSQL ` +
        `${MAJOR_VERSION}. Move it with pg_dump, or start the version that made it.`,
    );
  }
  return { dataFolder, password: readFileSync(join(cluster, 'password'), 'utf8').trim() };
}

/**
 * The sort order is that of code points with Unicode case mapping, from the server's own tables: it
 * is PGlite's order too, and it cannot change under an index when the machine is updated.
 */
async function createCluster(staging: string, options: ClusterOptions): Promise<void> {
  const { account, binaries } = options;
  const dataFolder = join(staging, 'data');
  const passwordFile = join(staging, 'password');
  mkdirSync(dataFolder, { mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (account) {
    for (const path of [staging, dataFolder, passwordFile]) {
      chownSync(path, account.uid, account.gid);
    }
  }
  const args = [
    ...dataFolderArguments(dataFolder, account),
    `--username=${CLUSTER_USER}`,
    '--pwfile=../password',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(options.durable ? [] : ['--no-sync']),
  ];
  await promisify(execFile)(binaries.initdb, args, processOptions(dataFolder, account));
}

/**
 * Under another account the data folder is named through the working directory: its parents may be
 * closed to that account (/root, a private temporary folder), but the directory a process stands in
 * is not.
 */
export const dataFolderArguments = (
  dataFolder: string,
  account: Account | undefined,
): readonly [string, string] => ['-D', account ? '/proc/self/cwd' : dataFolder];

/** How a program of PostgreSQL is run on `dataFolder`: where, as whom, and in plain English. */
export function processOptions(
  dataFolder: string,
  account: Account | undefined,
): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return account
    ? { cwd: dataFolder, env, uid: account.uid, gid: account.gid }
    : { cwd: dataFolder, env };
}

/** Makes a rename last: on Linux and macOS a folder's entries reach the disk by its own fsync. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
