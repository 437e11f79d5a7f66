import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../shared/engine/store/migrate.ts';
import { NEW_CONTACT } from '../../../shared/model/choices.ts';
import { type DeskClient, openDeskClient } from '../../../test/support/desk-client.ts';
import {
  createTestClock,
  createTestRandom,
  MONDAY_8_MS,
  type TestClock,
} from '../../../test/support/engine.ts';
import { openBookPglite } from '../../../test/support/pglite.ts';
import { createPgliteConnector } from '../database/pglite-connector.ts';
import { openHost } from '../open-host.ts';
import { serveBrowsers } from '../serve-browsers.ts';
import { createNetworkSwitch } from '../sync/network-switch.ts';
import { noImports } from './import-jobs.ts';

const PASSWORD = 'a quiet morning';
const MINUTE_MS = 60_000;

/** Timers that a test lets run out, by how long they were to wait. */
type Waiting = { readonly delayMs: number; readonly run: () => void };

let clock: TestClock;
let folder: string;
let url: string;
let timers: Set<Waiting>;
let restart: () => Promise<void>;
let stop: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-lock-'));
  writeFileSync(join(folder, 'index.html'), '');
  const pglite = await openBookPglite();
  const connector = createPgliteConnector(pglite);
  await migrate(connector);
  clock = createTestClock(MONDAY_8_MS);
  timers = new Set();
  let close = async (): Promise<void> => undefined;
  const start = async (): Promise<void> => {
    const host = await openHost({
      ...{ connector, folder, clock, fetch: globalThis.fetch, random: createTestRandom(7) },
      timers: {
        after: (delayMs, run) => {
          const one = { delayMs, run };
          timers.add(one);
          // What the feed waits for is milliseconds.
          if (delayMs < 1000) setTimeout(run, delayMs);
          return () => void timers.delete(one);
        },
      },
      network: createNetworkSwitch(),
      sample: { seed: async () => ({ userId: '' }), logins: [] },
      openImports: () => noImports,
      onError: (error) => {
        throw error;
      },
    });
    const served = await serveBrowsers(host, {
      ...{ rendererFolder: folder, port: 0, control: null },
      standingCode: 'a-code-of-tests',
    });
    url = served.url;
    close = async () => {
      await served.close();
      await host.close();
    };
  };
  await start();
  restart = async () => {
    await close();
    await start();
  };
  stop = async () => {
    await close();
    await pglite.close();
    rmSync(folder, { recursive: true });
  };
}, 60_000);
afterEach(() => stop());

/** An organisation that was just set up; its administrator has a PIN, if one is given. */
async function openClinic(pin: string | null = '2468') {
  const desk = await openDeskClient(url);
  await desk.hello();
  const done = await desk.setUp({
    ...{ kind: 'new', organisationName: 'Lakeside', branchName: 'Salt Lake' },
    ...{ timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 },
    ...{ adminName: 'Ruma Paul', login: 'ruma', password: PASSWORD },
  } as const);
  if (!done.ok || !done.value) throw new Error('It is set up.');
  if (pin) await desk.ask({ kind: 'set-pin', password: PASSWORD, pin });
  return { desk, token: done.value.token };
}

const lock = async (desk: DeskClient): Promise<unknown> => {
  desk.send({ type: 'lock' });
  return (await desk.next('locked')).locked;
};
const unlock = async (desk: DeskClient, pin: string) => {
  const id = crypto.randomUUID();
  desk.send({ type: 'unlock', id, pin });
  return (await desk.next('answer', (answer) => answer.id === id)).answer;
};
const patient = {
  ...{ id: '00000000-0000-7000-8000-000000000001', name: 'Meera Iyer', birthDate: null },
  ...{ sex: 'female', phone: null, number: null, note: '' },
  ...NEW_CONTACT,
} as const;

test('a locked desk is shown nothing and does nothing, until its user’s PIN [DL1]', async () => {
  const { desk, token } = await openClinic();
  expect(await lock(desk)).toEqual({ name: 'Ruma Paul', login: 'ruma', hasPin: true });
  const question = { kind: 'find-patients', text: 'm', limit: 5 } as const;
  desk.send({ type: 'ask', id: crypto.randomUUID(), ask: question });
  await desk.next('locked');
  const intent = { kind: 'save-patient', input: { ...patient, branchId: patient.id }, atMs: 0 };
  desk.send({ type: 'intent', intent: { id: crypto.randomUUID(), ...intent } });
  await desk.next('locked');
  desk.send({ type: 'watch', fromMs: clock.nowMs(), toMs: clock.nowMs() + MINUTE_MS });
  await desk.next('locked');
  expect(desk.rows('branches')).toEqual([]);

  const again = await openDeskClient(url);
  const { signedIn, locked } = await again.hello(token);
  expect([signedIn, locked?.name]).toEqual([null, 'Ruma Paul']);
  expect(await unlock(desk, '2468')).toMatchObject({ ok: true, value: { token } });
  expect(await desk.ask(question)).toEqual([]);
});

test('five wrong PINs in a row take the password, over a restart too [DL2]', async () => {
  const { desk, token } = await openClinic();
  await lock(desk);
  for (const left of [4, 3, 2]) {
    expect(await unlock(desk, '1111')).toEqual({ ok: false, error: { kind: 'wrong-pin', left } });
  }
  await restart();
  const again = await openDeskClient(url);
  expect((await again.hello(token)).locked).not.toBeNull();
  expect(await unlock(again, '1111')).toMatchObject({ error: { kind: 'wrong-pin', left: 1 } });
  expect(await unlock(again, '1111')).toEqual({ ok: false, error: { kind: 'password-required' } });
  await again.next('signed-out');
  expect(await unlock(again, '2468')).toEqual({ ok: false, error: { kind: 'password-required' } });
  const third = await openDeskClient(url);
  expect(await third.hello(token)).toMatchObject({ signedIn: null, locked: null });
  expect(await third.signIn('ruma', PASSWORD)).toMatchObject({ ok: true });
});

test('nobody at the desk locks it, as soon as the organisation says; somebody there does not [DL3]', async () => {
  const { desk } = await openClinic();
  // A desk has a minute more than the organisation says; nothing else of a host waits as long.
  const waits = [11, 6].map((minutes) => minutes * MINUTE_MS);
  const ours = (): Waiting[] => [...timers].filter(({ delayMs }) => waits.includes(delayMs));
  expect(ours().map(({ delayMs }) => delayMs)).toEqual([11 * MINUTE_MS]);
  const [before] = ours();
  desk.send({ type: 'active' });
  expect(await desk.ask({ kind: 'set-idle-lock', minutes: 5 })).toEqual({ ok: true, value: null });
  expect(before && timers.has(before)).toBe(false);
  await desk.ask({ kind: 'desk-security' });
  expect(ours().map(({ delayMs }) => delayMs)).toEqual([6 * MINUTE_MS]);
  ours()[0]?.run();
  expect((await desk.next('locked')).locked.name).toBe('Ruma Paul');
});

test('a PIN is set with the password, unlocks its own user alone, and nothing without one [DL4]', async () => {
  const { desk } = await openClinic(null);
  expect(await desk.ask({ kind: 'set-pin', password: 'a guess', pin: '1357' })).toMatchObject({
    error: { kind: 'wrong-login-or-password' },
  });
  expect(await desk.ask({ kind: 'desk-security' })).toEqual({ hasPin: false, idleLockMin: 10 });
  await desk.ask({ kind: 'set-pin', password: PASSWORD, pin: '1357' });
  const asha = {
    ...{ id: crypto.randomUUID(), login: 'asha', name: 'Asha Roy', role: 'front-desk' as const },
    ...{ doctorId: null, branchIds: [], active: true },
    passwordHash: await desk.ask({ kind: 'hash-password', password: PASSWORD }),
  } as const;
  expect(await desk.intend('save-user', { ...asha, branchIds: [] })).toMatchObject({ ok: true });
  const second = await openDeskClient(url, 'Front desk 2');
  await second.hello();
  expect(await second.signIn('asha', PASSWORD)).toMatchObject({ ok: true });
  expect(await second.ask({ kind: 'set-idle-lock', minutes: 60 })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await lock(second)).toEqual({ name: 'Asha Roy', login: 'asha', hasPin: false });
  expect(await unlock(second, '1357')).toMatchObject({ error: { kind: 'password-required' } });
});

test('a window that was locked without a line is locked when it has one [DL1]', async () => {
  const { token } = await openClinic();
  const again = await openDeskClient(url);
  again.send({ type: 'hello', protocol: 1, desk: 'Front desk 1', token, locked: true });
  const { signedIn, locked } = await again.next('welcome');
  expect([signedIn, locked?.hasPin]).toEqual([null, true]);
});
