import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createCentralClient } from '../electron/host/sync/central-client.ts';
import { createNetworkSwitch } from '../electron/host/sync/network-switch.ts';
import { openSync, type Sync } from '../electron/host/sync/open-sync.ts';
import { present } from '../shared/core/assert.ts';
import { MIGRATIONS } from '../shared/engine/store/migrations/migrations.ts';
import {
  ADMIN,
  type CentralClinic,
  openCentralClinic,
  type TestDevice,
} from '../test/support/central-clinic.ts';
import {
  type CentralProcess,
  type CentralProcesses,
  machineClock,
  openCentralProcesses,
} from '../test/support/central-processes.ts';
import {
  admin,
  aPatient,
  createTestRandom,
  openTestEngine,
  type TestEngine,
} from '../test/support/engine.ts';
import { exchangeBy } from '../test/support/exchange-by.ts';

const WAIT = { timeout: 100_000, interval: 20 };
/** Nobody comes just because time has passed: whoever hears of something was told. */
const withoutPolls = {
  after: (delayMs: number, run: () => void) => {
    if (delayMs >= 30_000) return () => undefined;
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

interface Branch {
  readonly engine: TestEngine;
  readonly device: TestDevice;
}

let folder: string;
let centrals: CentralProcesses;
let a: CentralProcess;
let b: CentralProcess;
let clinic: CentralClinic;
/** Exchanges at A when it is told to. */
let writer: Branch;
/** Has its line at B, and exchanges there. */
let listener: Branch;
let sync: Sync;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-several-'));
  centrals = await openCentralProcesses();
  [a, b] = await Promise.all([centrals.start(), centrals.start()]);
  clinic = await openCentralClinic({ ...a, engine: centrals.engine }, machineClock);
  writer = await openBranch(1);
  listener = await openBranch(2);
  sync = openSync({
    engine: listener.engine,
    book: { ...present(await listener.engine.loadBook(), 'It was opened.'), centralUrl: b.url },
    keys: () => ({
      current: () => listener.device.key,
      isDue: () => false,
      next: () => listener.device.key,
      takeNext: () => undefined,
    }),
    clock: machineClock,
    timers: withoutPolls,
    random: createTestRandom(3),
    fetch,
    authority: null,
    network: createNetworkSwitch(),
    onError: () => undefined,
  });
}, 200_000);
afterAll(async () => {
  sync.close();
  await sync.now();
  for (const { engine } of [writer, listener]) await engine.close();
  await centrals[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function openBranch(seed: number): Promise<Branch> {
  const device = await clinic.enrol(folder);
  const { organisationId } = clinic;
  const book = { organisationId, replica: device.replica, centralUrl: a.url };
  return { device, engine: await openTestEngine({ clock: machineClock, seed, book }) };
}

/** A patient that the writer enters and hands over to A. */
async function pushPatient(name: string): Promise<void> {
  const { engine, device } = writer;
  const input = aPatient(engine.newId(), name);
  const intent = { id: engine.newId(), kind: 'save-patient', input } as const;
  const atMs = machineClock.nowMs();
  const done = await engine.execute(clinic.organisationId, admin, { ...intent, atMs });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  await exchangeBy(engine, clinic.organisationId, device.client);
}

const arrives = (name: string): Promise<void> =>
  vi.waitFor(async () => {
    const known = await listener.engine.store.read((db) =>
      db.kysely.selectFrom('patient').select('name').where('name', '=', name).execute(),
    );
    expect(known).toHaveLength(1);
  }, WAIT);

test('processes that start at once on an empty database migrate it once [MI2]', async () => {
  const { rows } = await centrals.connector.withSession((session) =>
    session.query('select no from schema_version order by no', []),
  );
  expect(rows).toEqual(MIGRATIONS.map(({ no }) => ({ no })));
});

test('what is handed over at one process is told on the lines of another [CE1]', async () => {
  await sync.now();
  await pushPatient('Told at once');
  await arrives('Told at once');
  await pushPatient('And again');
  await arrives('And again');
});

test('what happened while a process could not hear the others is told once it can [CE1]', async () => {
  const deafen = () =>
    centrals.connector.withSession((session) =>
      session.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'daybook signals' and datname = current_database()`,
        [],
      ),
    );
  const { affected } = await deafen();
  expect(affected).toBe(2);
  await pushPatient('Made up for');
  await arrives('Made up for');
  // They hear each other again.
  await pushPatient('Heard again');
  await arrives('Heard again');
});

const statusOf = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
  });

test('who is revoked at one process is heard at none, and its lines end at all [CE1]', async () => {
  const { replica, key } = await clinic.enrol(folder);
  const { organisationId } = clinic;
  const atB = createCentralClient({
    ...{ centralUrl: b.url, organisationId, replica, former: null, key },
    ...{ clock: machineClock, fetch },
  });
  const { url, headers } = atB.wakeRequest();
  const line = new WebSocket(url, { headers });
  await once(line, 'open');
  const ended = once(line, 'close');
  expect((await a.post('/v1/revocations', { ...ADMIN, replica })).status).toBe(200);
  await ended;
  const again = atB.wakeRequest();
  expect(await statusOf(again.url, again.headers)).toBe(403);
});

test('a request taken at one process is taken at no other [SE4]', async () => {
  const { url, headers } = listener.device.client.wakeRequest();
  expect(await statusOf(url, headers)).toBe(101);
  const atB = new URL(url);
  atB.port = new URL(b.url).port;
  expect(await statusOf(atB.href, headers)).toBe(409);
});

test('who guesses passwords or codes has to wait at every process [SE15]', async () => {
  const guess = async (central: CentralProcess, n: number): Promise<number> =>
    (await central.post('/v1/revocations', { ...ADMIN, password: `${n}`, replica: 'x.1' })).status;
  const statuses: number[] = [];
  for (let n = 0; n < 5; n += 1) statuses.push(await guess(n % 2 === 0 ? a : b, n));
  expect(statuses).toEqual([401, 401, 401, 401, 401]);
  expect([await guess(a, 6), await guess(b, 7)]).toEqual([429, 429]);
  const shown = { protocol: 1, name: 'X', publicKey: writer.device.key.publicKey };
  const codes: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const code = `AAAA-AAAA-AAA${n}`;
    codes.push((await (n % 2 === 0 ? a : b).post('/v1/enrol', { ...shown, code })).status);
  }
  expect(codes).toEqual([403, 403, 403, 403, 403, 429]);
});
