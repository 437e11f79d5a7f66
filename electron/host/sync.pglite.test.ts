import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../shared/engine/store/migrate.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { openTestCentral, type TestCentral } from '../../test/support/central.ts';
import { type DeskClient, openDeskClient } from '../../test/support/desk-client.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  createTestRandom,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../test/support/engine.ts';
import { openBookPglite } from '../../test/support/pglite.ts';
import { createPgliteConnector } from './database/pglite-connector.ts';
import { noImports } from './desk/import-jobs.ts';
import { hashPassword } from './desk/password.ts';
import { openHost } from './open-host.ts';
import { serveBrowsers } from './serve-browsers.ts';
import { createNetworkSwitch, type NetworkSwitch } from './sync/network-switch.ts';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const PASSWORD = 'a quiet morning';
const DEVICE = {
  name: 'Front desk PC',
  kind: 'branch',
  branchId: SALT_LAKE,
  doctorId: null,
} as const;

let centralEngine: TestEngine;
let central: TestCentral;
let network: NetworkSwitch;
let folder: string;
let desk: DeskClient;
let stop: () => Promise<void>;
let requests: number;

beforeEach(async () => {
  requests = 0;
  central = await openTestCentral();
  centralEngine = central.engine;
  await centralEngine.ask('create-series', aSeries(id(1)));
  await centralEngine.ask('save-user', {
    id: id(2),
    login: 'asha',
    name: 'Asha Roy',
    role: 'front-desk',
    doctorId: null,
    branchIds: [],
    passwordHash: await hashPassword(PASSWORD),
    active: true,
  });
  network = createNetworkSwitch();
  folder = mkdtempSync(joinPath(tmpdir(), 'daybook-sync-'));
  writeFileSync(joinPath(folder, 'index.html'), '');
  const pglite = await openBookPglite();
  const connector = createPgliteConnector(pglite as never);
  await migrate(connector);
  const host = await openHost({
    connector,
    folder,
    clock: centralEngine.clock,
    timers: {
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: createTestRandom(3),
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
    network,
    sample: { seed: async () => ({ userId: '' }), logins: [] },
    openImports: () => noImports,
    onError: () => undefined,
  });
  const served = await serveBrowsers(host, {
    ...{ rendererFolder: folder, port: 0, control: null },
    standingCode: 'a-code-of-tests',
  });
  desk = await openDeskClient(served.url);
  await desk.hello();
  stop = async () => {
    desk.close();
    await served.close();
    await host.close();
    await pglite.close();
    await central[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  };
});
afterEach(() => stop());

const status = (state: string) =>
  desk.next('status', (message) => message.status.state === state).then((said) => said.status);

/** Joins, and tries to sign in until the accounts have arrived. */
async function join(): Promise<void> {
  const code = await central.newCode(DEVICE);
  const joined = await desk.setUp({ kind: 'join', centralUrl: central.url, code });
  expect(joined).toEqual({ ok: true, value: null });
  expect(await desk.next('welcome')).toMatchObject({ replica: { branchId: SALT_LAKE } });
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await desk.signIn('asha', PASSWORD)).ok) return;
    centralEngine.clock.advance(5 * 60_000);
  }
  throw new Error('The accounts never came.');
}

test('a branch joins with a code, gets its book, and its work reaches central [SY1]', async () => {
  const wrong = await desk.setUp({ kind: 'join', centralUrl: central.url, code: 'WRONG' });
  expect(wrong).toEqual({ ok: false, error: { kind: 'wrong-code' } });
  await join();
  expect(statSync(joinPath(folder, 'device-key.pem')).mode & 0o077).toBe(0);
  await desk.watch(at('00:00', 1), at('24:00', 1));
  await desk.shows('sessions', (rows) => rows.length === 1);
  await desk.intend('book', aBooking(id(20), '09:00', tomorrow('09:00')));
  await desk.shows('appointments', ([row]) => row?.unsynced === false);
  expect(await appointmentsAtCentral()).toEqual([id(20)]);
  expect(await status('synced')).toMatchObject({ waiting: 0, centralUrl: central.url });
});

test('with the network cut it works on and says so; when it is back, all is sent without being asked', async () => {
  await join();
  await desk.watch(at('00:00', 1), at('24:00', 1));
  await desk.shows('sessions', (rows) => rows.length === 1);
  network.set(true);
  const booked = await desk.intend('book', aBooking(id(20), '09:00', tomorrow('09:00')));
  expect(booked.ok).toBe(true);
  expect(desk.rows('appointments')).toMatchObject([{ unsynced: true }]);
  const offline = await status('offline');
  expect(offline.nextAttemptMs).not.toBeNull();
  expect(await appointmentsAtCentral()).toEqual([]);
  await centralEngine.ask('save-patient', aPatient(PATIENT, 'Meera Iyengar'));
  network.set(false);
  await desk.shows('appointments', ([row]) => row?.unsynced === false);
  await desk.shows('appointments', ([row]) => row?.patientName === 'Meera Iyengar');
  expect(await appointmentsAtCentral()).toEqual([id(20)]);
});

test('a network that goes while nothing happens is told, not kept back until something is sent', async () => {
  await join();
  await status('synced');
  network.set(true);
  expect(await status('offline')).toMatchObject({ waiting: 0 });
  network.set(false);
  await status('synced');
});

test('what changes at central comes on the open line, without a request [SY5]', async () => {
  await join();
  await desk.watch(at('00:00', 1), at('24:00', 1));
  await desk.shows('doctors', (rows) => rows.length === 2);
  await desk.shows('services', (rows) => rows.length === 1);
  await status('synced');
  const injection = {
    name: 'Injection',
    durationMin: 10,
    hue: 'teal',
    ...PLAIN_SERVICE,
    active: true,
  } as const;
  const before = requests;
  await centralEngine.ask('save-service', { id: id(30), ...injection });
  await desk.shows('services', (rows) => rows.length === 2);
  await centralEngine.ask('save-service', { id: id(31), ...injection, name: 'Dressing' });
  await desk.shows('services', (rows) => rows.length === 3);
  expect(requests).toBe(before);
});

test('a central that went down is out of reach, and heard again when it is back', async () => {
  await join();
  await central.goDown();
  await desk.ask({ kind: 'sync-now' });
  expect(await status('offline')).toMatchObject({ refusal: null });
  await central.comeUp();
  await status('synced');
});

const tomorrow = (clock: string) => ({
  startMs: at(clock, 1),
  endMs: at(clock, 1) + 15 * 60_000,
});

const appointmentsAtCentral = async (): Promise<readonly string[]> => {
  const rows = await centralEngine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  return rows.map((row) => row.id);
};
