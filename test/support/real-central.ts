import { Writable } from 'node:stream';
import { hash } from '@node-rs/argon2';
import { pino } from 'pino';
import type { Fetch } from '../../electron/host/sync/central-request.ts';
import { type CentralOptions, type OpenCentral, openCentral } from '../../server/open-central.ts';
import { listenForSignals } from '../../server/postgres/listen-for-signals.ts';
import { openPgConnector } from '../../server/postgres/pg-connector.ts';
import type { Clock } from '../../shared/core/clock.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { type Engine, openEngine } from '../../shared/engine/open-engine.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { CodeRequest } from '../../shared/wire/exchange/administration.ts';
import { createTestRandom } from './engine.ts';
import { NO_LIMIT } from './no-limit.ts';
import { createTestDatabase } from './postgres.ts';

/** What administrators ask of central. */
export interface CentralCalls {
  readonly post: (path: string, body: unknown) => Promise<{ status: number; body: never }>;
  /** A code that enrols a device, made by an administrator. */
  readonly newCode: (
    admin: Pick<CodeRequest, 'login' | 'password' | 'organisationId'>,
    device: Partial<CodeRequest> & Pick<CodeRequest, 'name' | 'kind'>,
  ) => Promise<string>;
}

export interface RealCentral extends AsyncDisposable, CentralCalls {
  readonly url: string;
  readonly engine: Engine;
  readonly connector: Connector;
  /** Everything it logged. */
  readonly log: () => string;
}

export function createCalls(url: string, fetch: Fetch = globalThis.fetch): CentralCalls {
  const post: CentralCalls['post'] = async (path, body) => {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  return {
    post,
    newCode: async (admin, device) => {
      const asked = { branchId: null, doctorId: null, ...device, ...admin };
      const { status, body } = await post('/v1/codes', asked);
      if (status !== 200) throw new Error(`No code: ${JSON.stringify(body)}`);
      return (body as { readonly code: string }).code;
    },
  };
}

export const timers = {
  after: (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * The same for a central whose hours pass by a test's clock: what it looks after every few seconds,
 * it looks after every few tenths of one.
 */
export const quickTimers: Timers = {
  after: (delayMs, run) => timers.after(delayMs / 10, run),
};

/** A password's hash that is quickly made, for tests alone. */
export const quickHash = (password: string): Promise<string> =>
  hash(password, { memoryCost: 1024, timeCost: 1 });

/** Central as it is served, on a fresh PostgreSQL database. For `*.pg.test.ts` files. */
export async function openRealCentral(
  clock: Clock,
  options: Partial<
    Pick<
      CentralOptions,
      'security' | 'refusedByAddress' | 'foundingKey' | 'gateways' | 'pagesFolder' | 'timers'
    >
  > & {
    /** How to reach it, where its certificate is of a test's own. */
    readonly fetch?: Fetch;
  } = {},
): Promise<RealCentral> {
  const database = await createTestDatabase();
  const connector = openPgConnector(database.connectionString);
  await migrate(connector);
  const random = createTestRandom(71);
  const engine = openEngine(connector, clock, random);
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const central: OpenCentral = await openCentral({
    engine,
    connector,
    clock,
    random,
    timers: options.timers ?? timers,
    log: pino({ level: 'debug' }, sink),
    host: '127.0.0.1',
    port: 0,
    listen: listenForSignals(database.connectionString, timers),
    foundingKey: options.foundingKey ?? null,
    pagesFolder: options.pagesFolder ?? null,
    gateways: options.gateways ?? { sms: null, email: null },
    security: options.security ?? { kind: 'plain' },
    refusedByAddress: options.refusedByAddress ?? NO_LIMIT,
  });
  return {
    url: central.url,
    engine,
    connector,
    log: () => lines.join(''),
    ...createCalls(central.url, options.fetch),
    [Symbol.asyncDispose]: async () => {
      await central.close();
      await connector.close();
      await database.close();
    },
  };
}
