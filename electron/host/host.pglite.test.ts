import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { insertBook } from '../../shared/engine/store/insert-book.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { type DeskClient, enterBy, openDeskClient } from '../../test/support/desk-client.ts';
import {
  createTestClock,
  createTestRandom,
  MONDAY_8_MS,
  type TestClock,
} from '../../test/support/engine.ts';
import { openBookPglite } from '../../test/support/pglite.ts';
import { createPgliteConnector } from './database/pglite-connector.ts';
import { noImports } from './desk/import-jobs.ts';
import { type Host, openHost, type Sample } from './open-host.ts';
import { serveBrowsers } from './serve-browsers.ts';
import { type ParentPort, serveShell } from './serve-shell.ts';
import { createNetworkSwitch } from './sync/network-switch.ts';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [DOCTOR, SERVICE, PATIENT, SERIES] = [id(1), id(2), id(3), id(4)];
const NINE_MS = MONDAY_8_MS + 3_600_000;
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const TODAY = [MONDAY_8_MS - 8 * 3_600_000, MONDAY_8_MS + 16 * 3_600_000] as const;
const PASSWORD = 'a quiet morning';

const NEW = {
  kind: 'new',
  organisationName: 'Lakeside Clinics',
  branchName: 'Salt Lake',
  timeZone: 'Asia/Kolkata',
  opensMin: 450,
  closesMin: 1140,
  adminName: 'Ruma Paul',
  login: 'ruma',
  password: PASSWORD,
} as const;

/** The smallest sample there is. */
const SAMPLE: Sample = {
  seed: async (engine, connector) => {
    const [organisationId, branchId, userId] = [id(60), id(61), id(62)];
    await insertBook(connector, {
      ...{ organisationId, branchId, doctorId: null, replica: 'sample.1', kind: 'branch' },
      ...{ name: 'Sample', isCentral: false, isSample: true, centralUrl: null },
    });
    const place = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
    const input = {
      organisationId,
      organisationName: 'Sample clinics',
      branch: { id: branchId, name: 'Sample', ...place },
      admin: { id: userId, name: 'Sam', login: 'sam', passwordHash: 'x' },
    };
    const actor = { userId, name: 'Sam', role: 'admin', doctorId: null, branchIds: [] } as const;
    await engine.execute(
      organisationId,
      { ...actor, desk: 'x' },
      {
        ...{ id: id(63), kind: 'set-up-organisation', atMs: 0, input },
      },
    );
    return { userId };
  },
  logins: [{ login: 'sam', password: 'sample', name: 'Sam' }],
};

let host: Host;
let clock: TestClock;
let url: string;
let folder: string;
/** Two thousand intents, on a machine that may be busy. */
const SLOW_MS = 300_000;
let errors: string[];
let stop: () => Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-host-'));
  writeFileSync(join(folder, 'index.html'), '<title>Daybook</title>');
  const pglite = await openBookPglite();
  const connector = createPgliteConnector(pglite as never);
  await migrate(connector);
  clock = createTestClock(MONDAY_8_MS);
  errors = [];
  host = await openHost({
    connector,
    folder,
    clock,
    timers: {
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: createTestRandom(7),
    fetch: globalThis.fetch,
    network: createNetworkSwitch(),
    sample: SAMPLE,
    openImports: () => noImports,
    onError: (error) => errors.push(String(error)),
  });
  const cut = { token: 'let me', cut: () => undefined };
  const served = await serveBrowsers(host, {
    ...{ rendererFolder: folder, port: 0, control: cut },
    standingCode: 'a-code-of-tests',
  });
  url = served.url;
  stop = async () => {
    await served.close();
    await host.close();
    await pglite.close();
    rmSync(folder, { recursive: true });
  };
});
afterEach(() => stop());

/** A desk of an organisation that was just set up, signed in as its administrator. */
async function openClinic(): Promise<DeskClient> {
  const desk = await openDeskClient(url);
  await desk.hello();
  expect(await desk.setUp(NEW)).toMatchObject({ ok: true, value: { name: 'Ruma Paul' } });
  const { replica } = await desk.next('welcome');
  const branchId = replica?.branchId ?? '';
  const steps = [
    desk.intend('save-doctor', {
      id: DOCTOR,
      name: 'Priya Das',
      speciality: 'ENT',
      kind: 'full-time',
      active: true,
      branchIds: [branchId],
    }),
    desk.intend('save-service', {
      id: SERVICE,
      name: 'Consultation',
      durationMin: 15,
      hue: 'green',
      ...PLAIN_SERVICE,
      active: true,
    }),
    desk.intend('save-patient', {
      id: PATIENT,
      branchId,
      name: 'Meera Iyer',
      birthDate: null,
      sex: 'female',
      phone: '98300 11842',
      number: null,
      note: '',
      ...NEW_CONTACT,
    }),
    desk.intend('create-series', {
      id: SERIES,
      branchId,
      doctorId: DOCTOR,
      rule: 'FREQ=DAILY;COUNT=14',
      firstDay: '2026-03-02',
      startMin: 540,
      endMin: 780,
      slotMin: 15,
      capacity: 1,
      tags: [],
      requestOverlap: false,
    }),
  ];
  for (const outcome of await Promise.all(steps)) expect(outcome.ok).toBe(true);
  return desk;
}

/** Another desk of the same person. */
async function openSecondDesk(): Promise<DeskClient> {
  const desk = await openDeskClient(url, 'Front desk 2');
  await desk.hello();
  expect(await desk.signIn('ruma', PASSWORD)).toMatchObject({ ok: true });
  return desk;
}

async function branchIdOf(desk: DeskClient): Promise<string> {
  const { replica } = await desk.hello();
  return replica?.branchId ?? '';
}

const bookingAt = (
  branchId: string,
  appointmentId: string,
  startMs: number,
): IntentInput<'book'> => ({
  appointmentId,
  branchId,
  doctorId: DOCTOR,
  serviceId: SERVICE,
  patientId: PATIENT,
  newPatient: null,
  startMs,
  endMs: startMs + QUARTER_MS,
  holdId: null,
  note: '',
  overbookReason: null,
  emergency: false,
});

describe('the first start', () => {
  test('a host without a book says so, and a new organisation is signed in at once', async () => {
    using desk = await openDeskClient(url);
    expect(await desk.hello()).toMatchObject({ replica: null, signedIn: null });
    const done = await desk.setUp(NEW);
    expect(done).toMatchObject({ ok: true, value: { role: 'admin' } });
    const welcome = await desk.next('welcome');
    expect(welcome.replica).toMatchObject({
      replica: 'salt-lake.1',
      name: 'Salt Lake',
      organisationName: 'Lakeside Clinics',
    });
    expect(Buffer.from(welcome.signedIn?.storeKey ?? '', 'base64')).toHaveLength(32);
    expect(await desk.setUp(NEW)).toEqual({ ok: false, error: { kind: 'already-set-up' } });
  });

  test('every other desk hears of it, and an unknown time zone changes nothing', async () => {
    using desk = await openDeskClient(url);
    using other = await openDeskClient(url, 'Front desk 2');
    await desk.hello();
    await other.hello();
    const nowhere = await desk.setUp({ ...NEW, timeZone: 'Mars/Olympus' });
    expect(nowhere).toMatchObject({ ok: false, error: { kind: 'unknown-time-zone' } });
    await desk.setUp(NEW);
    expect(await other.next('welcome')).toMatchObject({
      replica: { name: 'Salt Lake' },
      signedIn: null,
    });
  });
});

describe('the sample organisation', () => {
  test('signs in who asked for it, and a link to it signs in once', async () => {
    using desk = await openDeskClient(url);
    await desk.hello();
    const done = await desk.setUp({ kind: 'sample', today: null });
    expect(done).toMatchObject({ ok: true, value: { name: 'Sam' } });
    expect((await desk.next('welcome')).sampleLogins).toHaveLength(1);
    const again = await serveBrowsers(host, {
      ...{ rendererFolder: folder, port: 0, control: null },
      standingCode: 'a-code-of-tests',
    });
    const code = new URL(again.url).hash.replace('#code=', '');
    using linked = await openDeskClient(again.url);
    const { signedIn } = await linked.hello(code);
    expect(signedIn).toMatchObject({ name: 'Sam' });
    expect(signedIn?.token).not.toBe(code);
    expect((await linked.hello(code)).signedIn).toMatchObject({ name: 'Sam' });
    using stolen = await openDeskClient(again.url);
    expect((await stolen.hello(code)).signedIn).toBeNull();
    await again.close();
  });
});

describe('signing in', () => {
  test('by password, and again by the token until sign-out', async () => {
    using desk = await openClinic();
    using other = await openDeskClient(url);
    await other.hello();
    const signedIn = await other.signIn(' RUMA ', PASSWORD);
    const token = signedIn.ok ? signedIn.value.token : '';
    expect(await desk.hello(token)).toMatchObject({ signedIn: { name: 'Ruma Paul', token } });
    other.send({ type: 'sign-out' });
    await other.next('signed-out');
    expect(await other.hello(token)).toMatchObject({ signedIn: null });
  });

  test('a token is worth nothing after twelve idle hours', async () => {
    using desk = await openClinic();
    const signedIn = await desk.signIn('ruma', PASSWORD);
    const token = signedIn.ok ? signedIn.value.token : '';
    clock.advance(11 * 3_600_000);
    expect(await desk.hello(token)).toMatchObject({ signedIn: { token } });
    clock.advance(11 * 3_600_000);
    expect(await desk.hello(token)).toMatchObject({ signedIn: { token } });
    clock.advance(12 * 3_600_000);
    using late = await openDeskClient(url);
    expect(await late.hello(token)).toMatchObject({ signedIn: null });
    desk.send({ type: 'watch', fromMs: TODAY[0], toMs: TODAY[1] });
    await desk.next('signed-out');
  });

  test('a wrong password is refused, and guessing gets slow', async () => {
    using _clinic = await openClinic();
    using desk = await openDeskClient(url);
    await desk.hello();
    for (let n = 0; n < 5; n += 1) {
      const guess = await desk.signIn('ruma', `guess ${n}`);
      expect(guess).toEqual({ ok: false, error: { kind: 'wrong-login-or-password' } });
    }
    const early = await desk.signIn('ruma', PASSWORD);
    expect(early).toMatchObject({ ok: false, error: { kind: 'too-many-attempts' } });
    clock.advance(2_000);
    expect(await desk.signIn('ruma', PASSWORD)).toMatchObject({ ok: true });
  });

  test('an unknown login is refused like a wrong password', async () => {
    using desk = await openClinic();
    const nobody = await desk.signIn('nobody', PASSWORD);
    expect(nobody).toEqual({ ok: false, error: { kind: 'wrong-login-or-password' } });
  });

  test('without it nothing is done and nothing is shown', async () => {
    using clinic = await openClinic();
    const branchId = await branchIdOf(clinic);
    using desk = await openDeskClient(url);
    await desk.hello();
    desk.send({ type: 'watch', fromMs: TODAY[0], toMs: TODAY[1] });
    await desk.next('signed-out');
    const intent = {
      id: id(90),
      kind: 'book',
      input: bookingAt(branchId, id(91), NINE_MS),
      atMs: 0,
    };
    desk.send({ type: 'intent', intent });
    await desk.next('signed-out');
    await clinic.watch(...TODAY);
    expect(clinic.rows('appointments')).toEqual([]);
    expect(desk.rows('doctors')).toEqual([]);
  });

  test('keys and tokens lie in a file that others cannot read', async () => {
    using _desk = await openClinic();
    expect(statSync(join(folder, 'desk-access.json')).mode & 0o077).toBe(0);
  });
});

describe('working', () => {
  test('a booking at one desk shows at the other, and leaves a window it is moved out of', async () => {
    using desk = await openClinic();
    const branchId = await branchIdOf(desk);
    using other = await openSecondDesk();
    await desk.watch(...TODAY);
    await other.watch(...TODAY);
    expect(other.rows('sessions')).toMatchObject([{ doctorId: DOCTOR, confirmed: true }]);
    const done = await desk.intend('book', bookingAt(branchId, id(20), NINE_MS));
    expect(done).toEqual({ ok: true, undoable: true, recordId: id(20) });
    // The rows overtake the outcome, so a desk never shows the time as free again.
    expect(desk.rows('appointments')).toMatchObject([{ id: id(20), patientName: 'Meera Iyer' }]);
    await other.shows('appointments', (rows) => rows.length === 1);
    const { appointmentId, ...time } = {
      appointmentId: id(20),
      branchId,
      doctorId: DOCTOR,
      startMs: NINE_MS + DAY_MS,
      endMs: NINE_MS + DAY_MS + QUARTER_MS,
    };
    expect((await desk.intend('move', { appointmentId, ...time })).ok).toBe(true);
    await other.shows('appointments', (rows) => rows.length === 0);
    await other.watch(TODAY[0] + DAY_MS, TODAY[1] + DAY_MS);
    expect(other.rows('appointments')).toMatchObject([{ id: id(20) }]);
    expect(errors).toEqual([]);
  });

  test('two desks hold one time at the same instant: one has it, the other hears who [HD1]', async () => {
    using desk = await openClinic();
    const branchId = await branchIdOf(desk);
    using other = await openSecondDesk();
    await other.watch(...TODAY);
    const time = { branchId, doctorId: DOCTOR, startMs: NINE_MS, endMs: NINE_MS + QUARTER_MS };
    const outcomes = await Promise.all([
      desk.intend('hold', { holdId: id(30), ...time }),
      other.intend('hold', { holdId: id(31), ...time }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      refusal: { kind: 'held-by-other', userName: 'Ruma Paul' },
    });
    await other.shows('holds', (rows) => rows.length === 1);
  });

  test(
    'of a thousand bookings of one time over the lines of twenty desks there is one [HD1]',
    async () => {
      using desk = await openClinic();
      const branchId = await branchIdOf(desk);
      await using desks = new AsyncDisposableStack();
      const lines = [desk];
      while (lines.length < 20) lines.push(desks.use(await openSecondDesk()));
      const time = { branchId, doctorId: DOCTOR, startMs: NINE_MS, endMs: NINE_MS + QUARTER_MS };
      const attempts = lines.flatMap((line) => Array.from({ length: 50 }, () => line));
      const held = await Promise.all(
        attempts.map((line) => line.intend('hold', { holdId: crypto.randomUUID(), ...time })),
      );
      expect(held.filter(({ ok }) => ok)).toHaveLength(1);
      for (const outcome of held) {
        if (outcome.ok) continue;
        expect(outcome.refusal).toMatchObject({
          ...{ kind: 'held-by-other', userName: 'Ruma Paul' },
          expiresAtMs: clock.nowMs() + 5 * 60_000,
        });
      }
      const [winner] = held.filter((outcome) => outcome.ok);
      const holdId = winner?.ok ? winner.recordId : null;
      const booked = await Promise.all(
        attempts.map((line, i) => {
          const booking = bookingAt(branchId, crypto.randomUUID(), NINE_MS);
          return line.intend('book', { ...booking, holdId: held[i]?.ok ? holdId : null });
        }),
      );
      expect(booked.filter(({ ok }) => ok)).toHaveLength(1);
      await desk.watch(...TODAY);
      expect(desk.rows('appointments')).toHaveLength(1);
      expect(desk.rows('holds')).toEqual([]);
    },
    SLOW_MS,
  );

  test('a desk that is signed out, or whose window is closed, holds nothing any more [HD4]', async () => {
    using desk = await openClinic();
    const branchId = await branchIdOf(desk);
    const time = { branchId, doctorId: DOCTOR, startMs: NINE_MS, endMs: NINE_MS + QUARTER_MS };
    await desk.watch(...TODAY);
    using other = await openSecondDesk();
    await other.intend('hold', { holdId: id(30), ...time });
    await desk.shows('holds', (rows) => rows.length === 1);
    other.send({ type: 'sign-out' });
    await desk.shows('holds', (rows) => rows.length === 0);
  });

  test('an intent sent again gives the same outcome and does nothing twice [IN1]', async () => {
    using desk = await openClinic();
    const branchId = await branchIdOf(desk);
    const booking = bookingAt(branchId, id(20), NINE_MS);
    const first = await desk.intend('book', booking, id(40));
    expect(await desk.intend('book', booking, id(40))).toEqual(first);
    await desk.watch(...TODAY);
    expect(desk.rows('appointments')).toHaveLength(1);
  });

  test('questions are answered', async () => {
    using desk = await openClinic();
    const branchId = await branchIdOf(desk);
    await desk.intend('book', bookingAt(branchId, id(20), NINE_MS));
    expect(await desk.ask({ kind: 'find-patients', text: 'iyer', limit: 5 })).toMatchObject([
      { id: PATIENT, nextVisitMs: NINE_MS },
    ]);
    expect(await desk.ask({ kind: 'patient', patientId: PATIENT })).toMatchObject({ id: PATIENT });
    expect(
      await desk.ask({
        kind: 'free-times',
        branchId,
        doctorId: null,
        serviceId: null,
        durationMin: 15,
        fromMs: MONDAY_8_MS,
        limit: 1,
      }),
    ).toMatchObject([{ startMs: NINE_MS + QUARTER_MS }]);
    const story = await desk.ask({ kind: 'appointment-story', appointmentId: id(20) });
    expect(story.entries).toMatchObject([{ who: 'Ruma Paul', act: 'book' }]);
    expect(await desk.ask({ kind: 'imports' })).toEqual([]);
    expect(await desk.ask({ kind: 'sync-now' })).toBeNull();
    expect(await desk.next('status')).toMatchObject({ status: { state: 'standalone' } });
  });

  test('an account that is closed is signed out at its next step', async () => {
    using desk = await openClinic();
    await desk.watch(...TODAY);
    const [user] = desk.rows('users');
    if (!user) throw new Error('The administrator is a user.');
    const closed = { ...user, passwordHash: 'x', active: false };
    expect((await desk.intend('save-user', closed)).ok).toBe(true);
    desk.send({ type: 'watch', fromMs: TODAY[0], toMs: TODAY[1] });
    await desk.next('signed-out');
  });
});

describe('a desk that is not as it should be', () => {
  test('another protocol is refused with ours', async () => {
    using desk = await openDeskClient(url);
    desk.send({ type: 'hello', protocol: 999, desk: 'Old', token: null });
    expect(await desk.next('refused')).toEqual({
      type: 'refused',
      reason: 'protocol-unsupported',
      ours: 1,
    });
    await desk.closed;
  });

  test('whoever does not begin with hello is shown out', async () => {
    using desk = await openDeskClient(url);
    desk.send({ type: 'sign-out' });
    await desk.next('refused');
    await desk.closed;
  });

  test.each([
    [{ type: 'intent', intent: { id: id(50), kind: 'fly', input: {}, atMs: 0 } }],
    [{ type: 'intent', intent: { id: id(50), kind: 'book', input: { startMs: 'x' }, atMs: 0 } }],
  ])('a malformed intent is refused by its id', async (message) => {
    using desk = await openClinic();
    desk.send(message);
    expect(await desk.next('outcome', (outcome) => outcome.intentId === id(50))).toMatchObject({
      outcome: { ok: false, refusal: { kind: 'malformed' } },
    });
  });

  test('nonsense is refused, and too much of it ends the line but not the host', async () => {
    using desk = await openClinic();
    for (const nonsense of [
      null,
      7,
      'hello',
      [],
      {},
      { type: 'watch' },
      { type: 'ask', id: 'x' },
    ]) {
      desk.send(nonsense);
      expect(await desk.next('refused')).toMatchObject({ reason: 'malformed' });
    }
    desk.send({ type: 'watch', fromMs: 0, toMs: 400 * DAY_MS });
    expect(await desk.next('refused')).toMatchObject({ reason: 'malformed' });
    for (let n = 0; n < 20; n += 1) desk.send({ n });
    await desk.closed;
    using next = await openSecondDesk();
    await next.watch(...TODAY);
    expect(next.rows('doctors')).toHaveLength(1);
    expect(errors).toEqual([]);
  });
});

test('a window of the shell is served over the port it brings, and the heart beats', async () => {
  const shell = new EventEmitter();
  const said: unknown[] = [];
  let stops = 0;
  const parent = Object.assign(shell, { postMessage: (message: unknown) => said.push(message) });
  serveShell(host, parent as unknown as ParentPort, () => {
    stops += 1;
  });
  shell.emit('message', { data: { kind: 'ping', n: 4 }, ports: [] });
  shell.emit('message', { data: { kind: 'nonsense' }, ports: [] });
  shell.emit('message', { data: { kind: 'stop' }, ports: [] });
  expect(said).toEqual([{ kind: 'ready' }, { kind: 'pong', n: 4 }]);
  expect(stops).toBe(1);
  const { port1, port2 } = new MessageChannel();
  shell.emit('message', { data: { kind: 'desk' }, ports: [port1] });
  const welcome = once(port2, 'message');
  port2.postMessage({ type: 'hello', protocol: 1, desk: 'Window', token: null });
  expect((await welcome)[0]).toMatchObject({ type: 'welcome', replica: null });
  port2.close();
});

describe('the door', () => {
  const statusOf = async (host: string, path = '/', init: RequestInit = {}): Promise<number> => {
    const { port } = new URL(url);
    const { request } = await import('node:http');
    return new Promise((resolve, reject) => {
      const headers = { ...(init.headers as Record<string, string>), host };
      const sent = request({
        port,
        host: '127.0.0.1',
        path,
        headers,
        method: init.method ?? 'GET',
      });
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end(init.body as string | undefined);
    });
  };

  const deskStatus = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
    const socket = new WebSocket(`ws://${new URL(url).host}/desk`, { headers });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve('open'));
    });
    socket.on('error', () => undefined);
    socket.terminate();
    return status;
  };

  test('pages come with a policy, to this machine by its own name only', async () => {
    const { host } = new URL(url);
    const headers = { cookie: await enterBy(url) };
    const page = await fetch(new URL('/', url), { headers });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await statusOf(host, '/', { headers })).toBe(200);
    expect(await statusOf('evil.example', '/', { headers })).toBe(421);
    expect(await statusOf(host, '/..%2f..%2fetc/passwd', { headers })).not.toBe(200);
  });

  test('a browser that no link of the host opened gets neither pages nor a desk [SE16]', async () => {
    const { host, origin } = new URL(url);
    for (const path of ['/', '/open/', '/open/guess', '/index.html']) {
      expect(await statusOf(host, path)).not.toBe(200);
    }
    const shut = await fetch(origin);
    expect(shut.status).toBe(403);
    expect(await shut.text()).toContain('Open the link that Daybook printed');
    expect(await deskStatus({ origin })).toBe(403);
    const cookie = await enterBy(url);
    expect(await deskStatus({ origin, cookie: `${cookie}x` })).toBe(403);
    expect(await deskStatus({ origin, cookie })).toBe('open');
  });

  test.each([['http://evil.example'], ['null'], [undefined]])(
    'a page of %s does not get a desk',
    async (origin) => {
      const cookie = await enterBy(url);
      expect(await deskStatus(origin === undefined ? { cookie } : { origin, cookie })).toBe(403);
    },
  );

  test('the network is cut only for who has the token', async () => {
    const { host } = new URL(url);
    const body = JSON.stringify({ cut: true });
    const json = { 'content-type': 'application/json' };
    const cut = (authorization: string) =>
      statusOf(host, '/control/network', {
        method: 'POST',
        body,
        headers: { ...json, authorization },
      });
    expect(await cut('Bearer guess')).toBe(401);
    expect(await cut('Bearer let me')).toBe(200);
  });
});

test('no byte of a private note comes to another person’s desk, whoever that is [PN1]', async () => {
  using desk = await openClinic();
  const branchId = await branchIdOf(desk);
  const hash = await desk.ask({ kind: 'hash-password', password: PASSWORD });
  const asha = {
    name: 'Asha Roy',
    role: 'front-desk',
    doctorId: null,
    branchIds: [branchId],
  } as const;
  const account = { ...asha, branchIds: [branchId], passwordHash: hash, active: true };
  expect(await desk.intend('save-user', { id: id(70), login: 'asha', ...account })).toMatchObject({
    ok: true,
  });
  expect(await desk.intend('book', bookingAt(branchId, id(71), NINE_MS))).toMatchObject({
    ok: true,
  });
  using hers = await openDeskClient(url, 'Front desk 2');
  await hers.hello();
  expect(await hers.signIn('asha', PASSWORD)).toMatchObject({ ok: true });
  for (const one of [desk, hers]) await one.watch(...TODAY);
  const about = { kind: 'appointment', id: id(71) } as const;
  const text = 'Xylophonic remark';
  expect(await hers.intend('save-private-note', { about, text })).toMatchObject({ ok: true });
  expect(await hers.ask({ kind: 'private-note', about })).toBe(text);
  expect(hers.heard()).toContain(text);

  // The administrator asks for it, and is sent all that comes after it.
  expect(await desk.ask({ kind: 'private-note', about })).toBeNull();
  expect(
    await desk.intend('book', bookingAt(branchId, id(72), NINE_MS + QUARTER_MS)),
  ).toMatchObject({
    ok: true,
  });
  await desk.shows('appointments', (rows) => rows.some((row) => row.id === id(72)));
  await desk.ask({ kind: 'appointment-story', appointmentId: id(71) });
  const days = { firstDay: '2026-03-02', lastDay: '2026-03-02', namesPatients: true };
  const place = { branchId, phone: '', address: '' };
  const wish = { kind: 'export', format: 'csv', content: 'appointments', doctorId: null } as const;
  const exported = await desk.ask({ ...wish, ...days, ...place });
  expect(exported).toMatchObject({ ok: true, value: { count: 2 } });
  if (!exported.ok) return;
  expect(Buffer.from(exported.value.base64, 'base64').toString()).not.toContain('Xylophonic');
  expect(desk.heard()).toContain(id(72));
  expect(desk.heard()).not.toContain('Xylophonic');
  expect(desk.heard()).not.toContain('private');
});

test('a desk hears how far a change of many sessions is, and one it calls off changes nothing [SD12]', async () => {
  using desk = await openClinic();
  const branchId = await branchIdOf(desk);
  await desk.watch(...TODAY);
  await desk.shows('sessions', (rows) => rows.length > 0);
  const change = {
    choice: {
      ...{ doctorIds: [DOCTOR], branchId, weekdays: [], tag: null, slotMin: null },
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: '2026-03-20' },
    },
    to: {
      ...{ slotMin: 30, capacity: null, addTags: [], removeTags: [] },
      ...{ doctorId: null, branchId: null, shiftMin: 0 },
    },
    newIdsFrom: id(80),
    requestOverlap: false,
  };
  const shown = await desk.ask({ kind: 'many-sessions-change', change });
  if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  const input = { ...change, seen: shown.value.seen, affected: null };
  const outcome = desk.intend('change-many-sessions', input, id(81));
  desk.send({ type: 'call-off', intentId: id(81) });
  expect(await outcome).toEqual({ ok: false, refusal: { kind: 'called-off' } });
  expect(desk.rows('sessions').map(({ slotMin }) => slotMin)).not.toContain(30);

  expect(await desk.intend('change-many-sessions', input, id(82))).toMatchObject({ ok: true });
  const told = await desk.next('intent-progress', ({ intentId }) => intentId === id(82));
  expect(told.percent).toBeGreaterThan(0);
  await desk.shows('sessions', (rows) => rows.every(({ slotMin }) => slotMin === 30));
});
