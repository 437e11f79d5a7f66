import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Result } from '../../shared/core/result.ts';
import { err, ok } from '../../shared/core/result.ts';
import { dataFolderArguments, processOptions } from './initialise-cluster.ts';
import type { Account } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

export interface PostmasterOptions {
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  readonly durable: boolean;
  readonly port: number;
  /** Hears every line of the server's log. */
  readonly log: (line: string) => void;
}

/** A running server. `stop` ends sessions, writes everything and returns when it is gone. */
export interface Postmaster {
  readonly stop: () => Promise<void>;
}

export interface StartFailure {
  readonly kind: 'port-taken' | 'folder-in-use' | 'failed';
  /** The last lines of the server's log. */
  readonly log: string;
}

const READY = 'database system is ready to accept connections';
const KEPT_LINES = 12;
const POLITE_STOP_MS = 30_000;

/** Starts the server on a cluster and waits until it takes connections, however long recovery is. */
export async function startPostmaster(
  dataFolder: string,
  options: PostmasterOptions,
): Promise<Result<Postmaster, StartFailure>> {
  const { account, binaries } = options;
  const child = spawn(
    binaries.postgres,
    [...dataFolderArguments(dataFolder, account), ...settings(options)],
    // A group of its own: Ctrl-C at the terminal is for the program, which then stops the server.
    { ...processOptions(dataFolder, account), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  endWithThisProcess(child, account);
  const lines: string[] = [];
  const ready = await new Promise<boolean>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      options.log(line);
      if (line.includes(READY)) resolve(true);
    });
    child.once('error', (error) => {
      lines.push(error.message);
      resolve(false);
    });
    child.once('close', () => resolve(false));
  });
  if (!ready) return err({ kind: failureKind(lines.join('\n')), log: lines.join('\n') });
  return ok({ stop: () => stopServer(child, { binaries, dataFolder }) });
}

function settings(options: PostmasterOptions): readonly string[] {
  const promise = options.durable ? 'on' : 'off';
  const values: Record<string, string> = {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: promise,
    synchronous_commit: promise,
    full_page_writes: promise,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function failureKind(log: string): StartFailure['kind'] {
  if (/could not (bind|create any TCP)/.test(log)) return 'port-taken';
  if (/lock file "[^"]*" already exists/.test(log)) return 'folder-in-use';
  return 'failed';
}

/**
 * Asks the server to stop when this process is gone, even killed: a shell waits on a pipe that only
 * we hold open. Windows has no such shell; there a killed program leaves its server behind.
 */
function endWithThisProcess(server: ChildProcess, account: Account | undefined): void {
  if (process.platform === 'win32' || server.pid === undefined) return;
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(server.pid)], {
    ...(account && { uid: account.uid, gid: account.gid }),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  server.once('close', () => watcher.kill());
}

async function stopServer(
  server: ChildProcess,
  place: { readonly binaries: PostgresBinaries; readonly dataFolder: string },
): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  if (process.platform === 'win32') {
    const args = ['stop', '--mode=fast', '-D', place.dataFolder];
    await promisify(execFile)(place.binaries.pgCtl, args);
  } else {
    server.kill('SIGINT');
  }
  const impatience = setTimeout(() => server.kill('SIGQUIT'), POLITE_STOP_MS);
  await exited;
  clearTimeout(impatience);
}
