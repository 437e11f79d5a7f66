import { openPgConnector } from '../../server/postgres/pg-connector.ts';
import { type Engine, openEngine } from '../../shared/engine/open-engine.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import { createTestRandom } from './engine.ts';
import { createTestDatabase } from './postgres.ts';
import { startNode } from './process.ts';
import { CENTRAL, fileOf } from './programs.ts';
import { type CentralCalls, createCalls } from './real-central.ts';

/** The time of the machine, which processes of their own go by. */
export const machineClock = { nowMs: () => Date.now(), advance: () => undefined };

/** One process of central, as it is run. */
export interface CentralProcess extends CentralCalls {
  readonly url: string;
  readonly stderr: () => string;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<unknown>;
}

/** A database, and processes of central on it. For `*.pg.test.ts` files. */
export interface CentralProcesses extends AsyncDisposable {
  readonly connectionString: string;
  readonly connector: Connector;
  /** Looks into the database beside the processes. */
  readonly engine: Engine;
  readonly start: () => Promise<CentralProcess>;
}

/** `address`: of a database of the test's own; a fresh one on the shared server without. */
export async function openCentralProcesses(
  options: { readonly address?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<CentralProcesses> {
  const database = options.address === undefined ? await createTestDatabase() : null;
  const connectionString = options.address ?? database?.connectionString ?? '';
  const connector = openPgConnector(connectionString, 3);
  const running = new Set<AsyncDisposable>();
  return {
    connectionString,
    connector,
    engine: openEngine(connector, machineClock, createTestRandom(5)),
    start: async () => {
      const env = { ...options.env, DATABASE_URL: connectionString };
      const child = startNode(fileOf(CENTRAL), ['--json', '--port', '0'], { env });
      running.add(child);
      const url = String((await child.nextMessage(120_000)).url);
      return {
        ...createCalls(url),
        url,
        stderr: child.stderr,
        kill: () => {
          running.delete(child);
          return child.kill('SIGKILL');
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...running].map((child) => child[Symbol.asyncDispose]()));
      await connector.close();
      await database?.close();
    },
  };
}
