import { pino } from 'pino';
import { hashPassword } from '../../electron/host/desk/password.ts';
import { openCentral } from '../../server/open-central.ts';
import type { CodeRequest } from '../../shared/wire/exchange/administration.ts';
import { createTestRandom, openTestEngine, setUpClinic, type TestEngine } from './engine.ts';
import { NO_LIMIT } from './no-limit.ts';

const ADMIN = { login: 'admin', password: 'keeps the keys' };

export interface TestCentral extends AsyncDisposable {
  readonly engine: TestEngine;
  readonly url: string;
  /** A code that enrols one device. */
  readonly newCode: (
    device: Pick<CodeRequest, 'name' | 'kind' | 'branchId' | 'doctorId'> &
      Partial<Pick<CodeRequest, 'branchIds'>>,
  ) => Promise<string>;
  /** The server goes away; its book stays. */
  readonly goDown: () => Promise<void>;
  /** It comes back at the same address. */
  readonly comeUp: () => Promise<void>;
}

/** The real central with the clinic of the tests, over a PGlite in memory. */
export async function openTestCentral(): Promise<TestCentral> {
  const engine = await openTestEngine({
    book: {
      replica: 'central',
      kind: 'central',
      name: 'Central',
      branchId: null,
      isCentral: true,
    },
  });
  await setUpClinic(engine);
  await engine.ask('save-user', {
    id: engine.newId(),
    login: ADMIN.login,
    name: 'Central admin',
    role: 'admin',
    doctorId: null,
    branchIds: [],
    passwordHash: await hashPassword(ADMIN.password),
    active: true,
  });
  const open = (port: number) =>
    openCentral({
      engine,
      connector: engine.connector,
      clock: engine.clock,
      random: createTestRandom(11),
      timers: {
        after: (delayMs, run) => {
          const timer = setTimeout(run, delayMs);
          return () => clearTimeout(timer);
        },
      },
      log: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port,
      listen: null,
      foundingKey: null,
      pagesFolder: null,
      gateways: { sms: null, email: null },
      security: { kind: 'plain' },
      refusedByAddress: NO_LIMIT,
    });
  let running = await open(0);
  const { url } = running;
  return {
    engine,
    url,
    newCode: async (device) => {
      const answer = await fetch(`${url}/v1/codes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...ADMIN, ...device }),
      });
      const { code } = (await answer.json()) as { readonly code?: string };
      if (code === undefined) throw new Error(`Central gave no code: ${answer.status}.`);
      return code;
    },
    goDown: () => running.close(),
    comeUp: async () => {
      running = await open(Number(new URL(url).port));
    },
    [Symbol.asyncDispose]: async () => {
      await running.close();
      await engine.close();
    },
  };
}
