import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CLUSTER_USER, initialiseCluster } from './initialise-cluster.ts';
import { findPostgresAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { type Postmaster, type PostmasterOptions, startPostmaster } from './postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** Of 127.0.0.1; without it a free one is taken. */
  readonly port?: number;
  /** False trades safety for speed, for tests only: nothing is forced to the disk. Default true. */
  readonly durable?: boolean;
  /** How long to wait for another server on the same folder to end. Default 10 s. */
  readonly patienceMs?: number;
  /** Hears every line of the server's log. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** A `postgres://` address of the database `daybook`, for its superuser, with the password. */
  readonly connectionString: string;
  /** Ends every session, writes everything, and returns when the server is gone. */
  readonly stop: () => Promise<void>;
}

const DATABASE = 'daybook';
const PORT_ATTEMPTS = 5;
const RETRY_MS = 100;

/**
 * A real PostgreSQL 18 on `folder`, reachable on the loopback interface only. The folder is filled
 * at the first start and used again by later ones. Runs for root too, under an unprivileged
 * account. The server ends with this process, even if that is killed.
 *
 * Throws with the server's last log lines when it does not start, or when another server keeps the
 * folder for longer than `patienceMs`.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const account = findPostgresAccount();
  const binaries = findPostgresBinaries(account);
  const { durable = true, log = () => undefined } = options;
  const cluster = await initialiseCluster(resolve(folder), { binaries, account, durable });
  const { port, postmaster } = await startOnFreePort(cluster.dataFolder, {
    ...options,
    server: { binaries, account, durable, log },
  });
  const address = `postgres://${CLUSTER_USER}:${cluster.password}@127.0.0.1:${port}`;
  try {
    await createDatabaseOnce(address);
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
  return { connectionString: `${address}/${DATABASE}`, stop: postmaster.stop };
}

async function startOnFreePort(
  dataFolder: string,
  options: EmbeddedPostgresOptions & { readonly server: Omit<PostmasterOptions, 'port'> },
): Promise<{ readonly port: number; readonly postmaster: Postmaster }> {
  const deadline = performance.now() + (options.patienceMs ?? 10_000);
  let portsLeft = options.port === undefined ? PORT_ATTEMPTS : 1;
  while (true) {
    const port = options.port ?? (await findFreePort());
    const started = await startPostmaster(dataFolder, { ...options.server, port });
    if (started.ok) return { port, postmaster: started.value };
    const { kind, log } = started.error;
    if (kind === 'port-taken') portsLeft -= 1;
    const again =
      (kind === 'port-taken' && portsLeft > 0) ||
      (kind === 'folder-in-use' && performance.now() < deadline);
    if (!again) throw new Error(`${SENTENCES[kind]} (${dataFolder})\n${log}`);
    await delay(RETRY_MS);
  }
}

const SENTENCES = {
  'port-taken': 'PostgreSQL could not start because its port is taken.',
  'folder-in-use': 'PostgreSQL could not start because another server uses its data folder.',
  failed: 'PostgreSQL could not start.',
} as const;

/** A port that was free a moment ago. PostgreSQL cannot choose one itself. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}

async function createDatabaseOnce(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${address}/postgres` });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
