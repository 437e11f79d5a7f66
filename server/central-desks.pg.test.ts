import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openEngine } from '../shared/engine/open-engine.ts';
import type { Intent } from '../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import { ADMIN, type CentralClinic, openCentralClinic } from '../test/support/central-clinic.ts';
import { type DeskClient, enterBy, openDeskClient } from '../test/support/desk-client.ts';
import {
  aBooking,
  admin,
  aPatient,
  at,
  CONSULTATION,
  createTestClock,
  createTestRandom,
  MONDAY_8_MS,
  PATIENT,
  SALT_LAKE,
} from '../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../test/support/joined-host.ts';
import { openRealCentral, quickHash, type RealCentral } from '../test/support/real-central.ts';

// Managers in a browser at central: what they are shown, and what they and others are not.

const WAIT = { timeout: 60_000, interval: 100 };
const FOUNDING = { foundingKey: 'only whoever runs this central' };
const PASSWORD = 'a quiet evening';
const clock = createTestClock(MONDAY_8_MS);

let folder: string;
let central: RealCentral;
let clinic: CentralClinic;
let saltLake: JoinedHost;
/** Where people of the first organisation begin. */
let home: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-pages-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Daybook</title>');
  central = await openRealCentral(clock, { ...FOUNDING, pagesFolder: folder });
  clinic = await openCentralClinic(central, clock);
  home = `${central.url}/of/${clinic.organisationId}`;
  const service = { id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green' };
  await clinic.ask('save-service', { ...service, ...PLAIN_SERVICE, active: true });
  await clinic.ask('save-patient', aPatient(PATIENT, 'Meera Iyer'));
  const passwordHash = await quickHash(PASSWORD);
  for (const [login, role, branchIds] of [
    ['dev', 'manager', []],
    ['asha', 'front-desk', []],
  ] as const) {
    const id = central.engine.newId();
    const account = { id, login, name: `Person ${login}`, role, branchIds, doctorId: null };
    await clinic.ask('save-user', { ...account, passwordHash, active: true });
  }
  saltLake = await openJoinedHost({
    ...{ clock, seed: 9, centralUrl: central.url, code: await clinic.newCode(), ...ADMIN },
  });
  await saltLake.desk.watch(at('00:00'), at('24:00', 9));
  await saltLake.desk.shows('sessions', (rows) => rows.some(({ confirmed }) => confirmed));
}, 120_000);
afterAll(async () => {
  await saltLake[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function signedIn(login = 'dev', url = home): Promise<DeskClient & { token: string }> {
  const desk = await openDeskClient(url, 'Browser');
  await desk.hello();
  const answer = await desk.signIn(login, PASSWORD);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return Object.assign(desk, { token: answer.value.token });
}

/** How a request for a line is answered. */
const lineAs = (headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${central.url.replace('http', 'ws')}/desk`, { headers });
    socket.once('open', () => {
      resolve(101);
      socket.close();
    });
    socket.once('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.on('error', () => undefined);
  });

test('a manager is shown the book of all branches, and what a branch hands over as it comes [MB1]', async () => {
  const desk = await signedIn();
  await desk.watch(at('00:00'), at('24:00', 2));
  expect(desk.rows('branches').map(({ name }) => name)).toContain('Salt Lake');
  const id = central.engine.newId();
  const booked = await saltLake.desk.intend('book', aBooking(id, '09:00'));
  expect(booked).toMatchObject({ ok: true });
  await desk.shows('appointments', (rows) => rows.some((row) => row.id === id));
  expect(await desk.ask({ kind: 'alerts', filter: 'all', text: '' })).toEqual([]);
  const sought = { fromMs: 0, untilMs: at('24:00', 2), text: '', act: null, source: null };
  const trail = await desk.ask({ kind: 'trail', ...sought, recordId: null, beforeNo: null });
  expect(trail).toMatchObject({ ok: true });
  expect(await desk.ask({ kind: 'check-trail' })).toMatchObject({ value: { problems: [] } });
  const days = { firstDay: '2026-03-02', lastDay: '2026-03-02' };
  const scope = { ...days, branchId: null, doctorId: null, serviceId: null };
  expect(await desk.ask({ kind: 'report', ...scope })).toMatchObject({ ok: true });
  // They were told that by central, which did not write it: others have the book, too.
  const other = openEngine(central.connector, clock, createTestRandom(5));
  const patient = { ...aPatient(central.engine.newId(), 'Tapan Kundu') };
  const save = { id: other.newId(), kind: 'save-patient', input: patient, atMs: 0 } as Intent;
  const visit = { ...aBooking(other.newId(), '09:30'), patientId: patient.id };
  const book = { id: other.newId(), kind: 'book', input: visit, atMs: 0 } as Intent;
  for (const intent of [save, book]) {
    const done = await other.execute(clinic.organisationId, admin, intent);
    expect(done).toMatchObject({ ok: true });
  }
  await desk.shows('appointments', (rows) => rows.some((row) => row.id === visit.appointmentId));
  desk.close();
});

test('the book is looked at there, and what is for a branch’s computer is not to be had [MB2]', async () => {
  const desk = await signedIn();
  const id = central.engine.newId();
  expect(await desk.intend('book', aBooking(id, '10:00'))).toEqual({
    ok: false,
    refusal: { kind: 'only-looked-at' },
  });
  for (const ask of [
    { kind: 'backups' },
    { kind: 'desk-security' },
    { kind: 'export', branchId: SALT_LAKE },
  ]) {
    desk.send({ type: 'ask', id, ask });
    expect(await desk.next('refused')).toMatchObject({ id });
  }
  desk.send({ type: 'wall', id });
  expect(await desk.next('refused')).toMatchObject({ problems: ['This is done at a branch.'] });
  // What somebody has to know of is settled there, too.
  const rules = { 'conflict-waits': { isOn: true, mails: false, from: 12 } };
  const saved = await desk.intend('save-alerting', { rules, addresses: [] });
  expect(saved).toMatchObject({ ok: false, refusal: { kind: 'not-permitted' } });
  desk.close();
});

test('who answers for no branch signs in at theirs; who guesses waits, and is told of [MB3] [SE15]', async () => {
  const desk = await openDeskClient(home, 'Browser');
  await desk.hello();
  expect(await desk.signIn('asha', PASSWORD)).toEqual({
    ok: false,
    error: { kind: 'not-for-central' },
  });
  for (let n = 0; n < 5; n += 1) {
    expect(await desk.signIn('asha', 'a guess')).toMatchObject({
      error: { kind: 'wrong-login-or-password' },
    });
  }
  expect(await desk.signIn('asha', PASSWORD)).toMatchObject({
    error: { kind: 'too-many-attempts' },
  });
  desk.send({ type: 'watch', fromMs: at('00:00'), toMs: at('24:00') });
  await desk.next('signed-out');
  expect(desk.rows('branches')).toEqual([]);
  const manager = await signedIn();
  await vi.waitFor(async () => {
    const alerts = await manager.ask({ kind: 'alerts', filter: 'open', text: '' });
    expect(alerts).toMatchObject([{ kind: 'sign-in-failed', byName: 'Person asha', amount: 5 }]);
  }, WAIT);
  manager.close();
  desk.close();
});

test('a line is for a page of central itself, in the browser that signed in [MB4]', async () => {
  const cookie = await enterBy(home);
  const { origin } = new URL(central.url);
  expect(await lineAs({ cookie, origin })).toBe(101);
  expect(await lineAs({ cookie, origin: 'https://elsewhere.example' })).toBe(403);
  expect(await lineAs({ cookie })).toBe(403);
  expect(await lineAs({ origin })).toBe(403);
  const unknown = cookie.replace(clinic.organisationId, central.engine.newId());
  expect(await lineAs({ cookie: unknown, origin })).toBe(403);
  const page = await fetch(home, { redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([303, '/']);
  expect(page.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(`${central.url}/of/${central.engine.newId()}`)).status).toBe(404);
  const desk = await signedIn();
  const thief = await openDeskClient(home, 'Thief');
  expect(await thief.hello(desk.token)).toMatchObject({ signedIn: null });
  thief.close();
  desk.close();
});

test('a desk that somebody left is locked, and opens with the password alone [MB4] [DL1]', async () => {
  const desk = await signedIn();
  desk.send({ type: 'lock' });
  expect(await desk.next('locked')).toMatchObject({ locked: { login: 'dev', hasPin: false } });
  desk.send({ type: 'ask', id: central.engine.newId(), ask: { kind: 'rules' } });
  await desk.next('locked');
  expect(await desk.signIn('dev', PASSWORD)).toMatchObject({ ok: true });
  expect(await desk.ask({ kind: 'rules' })).toEqual([]);
  desk.close();
});

test('an organisation beside it is shown nothing of it, whatever cookie or token is brought [MB5] [CE3]', async () => {
  const neighbour = await openCentralClinic(central, clock, fetch, FOUNDING);
  const theirs = `${central.url}/of/${neighbour.organisationId}`;
  const stranger = await openDeskClient(theirs, 'Browser');
  const { replica } = await stranger.hello();
  expect(replica).toMatchObject({ kind: 'central', organisationName: 'Lakeside Clinics' });
  expect(await stranger.signIn('dev', PASSWORD)).toMatchObject({ ok: false });
  expect(await stranger.signIn(ADMIN.login, ADMIN.password)).toMatchObject({ ok: true });
  await stranger.watch(at('00:00'), at('24:00', 2));
  expect(stranger.rows('appointments')).toEqual([]);
  expect(stranger.rows('branches').length).toBeGreaterThan(0);
  expect(await stranger.ask({ kind: 'alerts', filter: 'all', text: '' })).toEqual([]);
  const desk = await signedIn();
  const mixed = await openDeskClient(theirs, 'Mixed');
  expect(await mixed.hello(desk.token)).toMatchObject({ signedIn: null });
  // What is wrong with the trail of one says nothing of the other's.
  await central.connector.withSession((session) =>
    session.query(
      `begin; set local daybook.writing = 'yes'; update audit set actor_name = 'Nobody'
        where organisation_id = '${clinic.organisationId}' and no = 1; commit`,
      [],
    ),
  );
  expect(await desk.ask({ kind: 'check-trail' })).toMatchObject({
    value: { problems: ['audit entry 1 does not follow from the one before'] },
  });
  expect(await stranger.ask({ kind: 'check-trail' })).toMatchObject({ value: { problems: [] } });
  // Whose book is meant has to be said, now that there are two.
  expect((await fetch(central.url)).status).toBe(300);
  for (const one of [stranger, desk, mixed]) one.close();
});

test('nothing of a patient, no password and no token is in the log [MB5] [SE13]', async () => {
  const desk = await signedIn();
  for (const text of ['Meera', 'Tapan', PASSWORD, 'a guess', desk.token]) {
    expect(central.log()).not.toContain(text);
  }
  desk.close();
});
