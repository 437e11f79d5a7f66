import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEngine } from '../../shared/engine/open-engine.ts';
import type { Intent } from '../../shared/model/intent.ts';
import { TOLD_TRAIL } from '../../shared/wire/desk/trail-choices.ts';
import { openTestCentral, type TestCentral } from '../../test/support/central.ts';
import { type DeskClient, openDeskClient } from '../../test/support/desk-client.ts';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  createTestRandom,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
} from '../../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../../test/support/joined-host.ts';
import { hashPassword } from './desk/password.ts';

// A manager's laptop that holds the books of two of three branches, on a train.

/** As the central of tests has it. */
const CENTRAL_ADMIN = { login: 'admin', password: 'keeps the keys' };
const MANAGER = { login: 'dev', password: 'a quiet evening' };
const WAIT = { timeout: 60_000, interval: 100 };
const id = (end: string): string => `00000000-0000-7000-8000-00000000${end}`;
const HOWRAH = id('00b3');
const DR_BOSE = id('00d3');
const VISITS = { saltLake: id('0a01'), parkStreet: id('0a02'), howrah: id('0a03') };
const FAR_PATIENT = id('00a2');
const BOTH = [SALT_LAKE, PARK_STREET];

let central: TestCentral;
let laptop: JoinedHost;

beforeAll(async () => {
  central = await openTestCentral();
  const { engine } = central;
  const ask: typeof engine.ask = async (kind, input) => {
    const done = await engine.ask(kind, input);
    if (!done.ok) throw new Error(`${kind}: ${JSON.stringify(done.error)}`);
    return done;
  };
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  await ask('save-branch', { id: HOWRAH, name: 'Howrah', ...hours });
  const bose = { id: DR_BOSE, name: 'Nila Bose', speciality: 'ENT', kind: 'full-time' as const };
  await ask('save-doctor', { ...bose, active: true, branchIds: [HOWRAH] });
  await ask('save-patient', { ...aPatient(FAR_PATIENT, 'Tapan Kundu'), branchId: HOWRAH });
  const afternoon = { startMin: 840, endMin: 1020 };
  await ask('create-series', aSeries(id('0c01')));
  await ask('create-series', aSeries(id('0c02'), { branchId: PARK_STREET, ...afternoon }));
  const far = { branchId: HOWRAH, doctorId: DR_BOSE };
  await ask('create-series', aSeries(id('0c03'), far));
  await ask('book', aBooking(VISITS.saltLake, '09:00'));
  await ask('book', aBooking(VISITS.parkStreet, '14:00', { branchId: PARK_STREET }));
  await ask('book', aBooking(VISITS.howrah, '09:00', { ...far, patientId: FAR_PATIENT }));
  await account('dev', 'manager', []);
  await account('near', 'manager', [PARK_STREET]);
  await account('asha', 'front-desk', []);
  // One of the two branches was heard by central; the other never was.
  const branch = {
    name: 'Salt Lake',
    kind: 'branch',
    branchId: SALT_LAKE,
    doctorId: null,
  } as const;
  const saltLake = await open(await central.newCode(branch), 8);
  await saltLake[Symbol.asyncDispose]();
  laptop = await open(await newCode(), 9);
}, 180_000);
afterAll(async () => {
  await laptop[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
});

async function account(login: string, role: 'manager' | 'front-desk', branchIds: string[]) {
  const { engine } = central;
  await engine.ask('save-user', {
    ...{ id: engine.newId(), login, name: `Person ${login}`, role, branchIds, doctorId: null },
    ...{ passwordHash: await hashPassword(MANAGER.password), active: true },
  });
}

const newCode = (branchIds = BOTH) =>
  central.newCode({
    name: 'Review laptop',
    kind: 'review',
    branchId: null,
    doctorId: null,
    branchIds,
  });

function open(code: string, seed: number): Promise<JoinedHost> {
  const { clock } = central.engine;
  return openJoinedHost({ clock, seed, centralUrl: central.url, code, ...MANAGER });
}

const idsIn = async (table: string, column = 'id'): Promise<readonly string[]> => {
  const { rows } = await laptop.connector.withSession((session) =>
    session.query(`select distinct ${column} as id from ${table} order by 1`, []),
  );
  return (rows as { id: string }[]).map((row) => row.id);
};

const scope = {
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-02', doctorId: null, serviceId: null },
};
const report = (desk: DeskClient, branchId: string | null) =>
  desk.ask({ kind: 'report', ...scope, branchId });

test('the laptop has the books of its branches whole, and nothing of another [RV1]', async () => {
  const { desk } = laptop;
  await desk.watch(at('00:00'), at('24:00', 9));
  await desk.shows('appointments', (rows) => rows.length === 2);
  const shown = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id).toSorted();
  expect(shown(desk.rows('appointments'))).toEqual([VISITS.saltLake, VISITS.parkStreet]);
  expect(shown(desk.rows('branches'))).toEqual(BOTH);
  expect(new Set(desk.rows('sessions').map((row) => row.branchId))).toEqual(new Set(BOTH));
  // Not in its database either, whatever a window is shown.
  expect(await idsIn('appointment')).toEqual([VISITS.saltLake, VISITS.parkStreet]);
  expect(await idsIn('patient')).toEqual([PATIENT]);
  expect(await idsIn('claim', 'branch_id')).toEqual(BOTH);
  expect(await idsIn('session', 'branch_id')).toEqual(BOTH);
  expect(await idsIn('dirty')).toEqual([]);
});

test('without a network it says of each branch, and of both, what came of their days, as of when [RV2] [RP5]', async () => {
  const { desk } = laptop;
  laptop.network.set(true);
  const heardMs = central.engine.clock.nowMs();
  central.engine.clock.advance(40 * 60_000);
  const both = await report(desk, null);
  expect(both).toMatchObject({ ok: true, value: { all: { booked: 2 } } });
  const parts = both.ok ? both.value.perBranch.map(({ key, counts }) => [key, counts.booked]) : [];
  expect(parts.toSorted()).toEqual(BOTH.map((branchId) => [branchId, 1]));
  for (const branchId of BOTH) {
    expect(await report(desk, branchId)).toMatchObject({ ok: true, value: { all: { booked: 1 } } });
  }
  // Whose book is not here is said, and not counted.
  const branches = both.ok ? both.value.branches : [];
  expect(branches.map(({ name, asOfMs }) => [name, asOfMs])).toEqual([
    ['Howrah', null],
    ['Park Street', null],
    ['Salt Lake', heardMs],
  ]);
  expect(branches.filter(({ isElsewhere }) => isElsewhere).map(({ name }) => name)).toEqual([
    'Howrah',
  ]);
  expect(await report(desk, HOWRAH)).toMatchObject({ error: { kind: 'book-elsewhere' } });
  expect(await desk.ask({ kind: 'alerts', filter: 'all', text: '' })).toEqual([]);
  expect(await desk.ask({ kind: 'found-conflicts' })).toMatchObject({ found: [] });
  const patient = await desk.ask({ kind: 'patient', patientId: PATIENT });
  expect(patient).toMatchObject({ name: 'Meera Iyer' });
  // Who did what to a visit was told with it.
  const story = await desk.ask({ kind: 'record-story', recordId: VISITS.parkStreet });
  expect(story).toMatchObject({
    ok: true,
    value: { entries: [{ act: 'book', who: 'Ruma Paul' }] },
  });
  // And what was done to all that is here, of everybody and by whom; nothing of the branch that is not.
  const sought = { fromMs: 0, untilMs: at('24:00', 9), text: '', source: null, recordId: null };
  const told = (act: string | null) =>
    desk.ask({ kind: 'trail', of: TOLD_TRAIL, ...sought, act, beforeNo: null });
  const books = await told('book');
  const booked = books.ok ? books.value.entries : [];
  const ids = booked.flatMap(({ changes }) => changes.map((change) => change.id));
  expect(ids).toEqual(expect.arrayContaining([VISITS.saltLake, VISITS.parkStreet]));
  expect(booked.every(({ who, replica }) => who === 'Ruma Paul' && replica === 'central')).toBe(
    true,
  );
  expect(JSON.stringify(await told(null))).not.toMatch(new RegExp(`${VISITS.howrah}|Tapan`));
  expect(await told('save-patient')).toMatchObject({
    value: { entries: [{ changes: [{ id: PATIENT }] }] },
  });
  expect(await told('save-branch')).toMatchObject({
    value: { entries: expect.arrayContaining([expect.objectContaining({ who: 'Ruma Paul' })]) },
  });
});

test('nothing is entered there, and central takes nothing that would be [RV3]', async () => {
  const { desk } = laptop;
  const refused = { ok: false, refusal: { kind: 'only-looked-at' } };
  expect(await desk.intend('book', aBooking(central.engine.newId(), '10:00'))).toEqual(refused);
  expect(await desk.intend('save-patient', aPatient(PATIENT, 'Meera Sen'))).toEqual(refused);
  desk.send({ type: 'ask', id: PATIENT, ask: { kind: 'backups' } });
  expect(await desk.next('refused')).toMatchObject({ id: PATIENT });
  laptop.network.set(false);
  // Somebody who goes round the host is not listened to by central.
  const { clock } = central.engine;
  const engine = openEngine(laptop.connector, clock, createTestRandom(77));
  const input = aPatient(engine.newId(), 'Nobody at all');
  const intent = { id: engine.newId(), kind: 'save-patient', input, atMs: 0 } as Intent;
  expect(await engine.execute(ORGANISATION, admin, intent)).toMatchObject({ ok: true });
  await desk.ask({ kind: 'sync-now' });
  await vi.waitFor(async () => expect(await idsIn('refused_row')).toEqual([input.id]), WAIT);
  const known = await central.engine.store.read((db) =>
    db.kysely.selectFrom('patient').select('id').where('id', '=', input.id).execute(),
  );
  expect(known).toEqual([]);
});

test('what changes at its branches comes as it happens [RV1]', async () => {
  const { desk } = laptop;
  const added = central.engine.newId();
  const booked = await central.engine.ask('book', aBooking(added, '10:00'));
  expect(booked).toMatchObject({ ok: true });
  await desk.shows('appointments', (rows) => rows.some((row) => row.id === added));
  const cancelled = await central.engine.ask('cancel', {
    appointmentId: added,
    reason: 'Ill',
  } as never);
  expect(cancelled).toMatchObject({ ok: true });
  await desk.shows('appointments', (rows) =>
    rows.some((row) => row.id === added && row.status === 'cancelled'),
  );
});

test('people see there what they answer for, and a front desk does not sign in [RV4] [MB6]', async () => {
  const { desk } = laptop;
  expect(await desk.signIn('asha', MANAGER.password)).toMatchObject({
    error: { kind: 'not-for-central' },
  });
  expect(await desk.signIn('near', MANAGER.password)).toMatchObject({ ok: true });
  await desk.watch(at('00:00'), at('24:00', 9));
  expect(desk.rows('branches').map((row) => row.id)).toEqual([PARK_STREET]);
  expect(desk.rows('appointments').map((row) => row.id)).toEqual([VISITS.parkStreet]);
  expect(await report(desk, SALT_LAKE)).toMatchObject({ error: { kind: 'not-permitted' } });
});

test('nobody signs in where central was not heard for 30 days, until it was [RV5]', async () => {
  const { desk } = laptop;
  const { clock } = central.engine;
  laptop.network.set(true);
  clock.advance(31 * 86_400_000);
  expect(await desk.signIn(MANAGER.login, MANAGER.password)).toEqual({
    ok: false,
    error: { kind: 'unheard-too-long', days: 30 },
  });
  laptop.network.set(false);
  await vi.waitFor(async () => {
    const signedIn = await desk.signIn(MANAGER.login, MANAGER.password);
    expect(signedIn).toMatchObject({ ok: true });
  }, WAIT);
});

test('taken out of service it forgets all of it, and joins anew by another code [RV5]', async () => {
  const retired = await fetch(`${central.url}/v1/revocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...CENTRAL_ADMIN, replica: 'review-laptop.1' }),
  });
  expect(retired.status).toBe(200);
  await laptop.desk.closed;
  for (const table of ['book', 'appointment', 'patient', 'app_user', 'session', 'audit']) {
    expect(await idsIn(table, 'organisation_id'), table).toEqual([]);
  }
  using desk = await openDeskClient(laptop.url, 'Again');
  expect(await desk.hello()).toMatchObject({ replica: null, signedIn: null });
  const code = await newCode([PARK_STREET]);
  expect(await desk.setUp({ kind: 'join', centralUrl: central.url, code })).toMatchObject({
    ok: true,
  });
  await vi.waitFor(async () => expect(await idsIn('app_user')).not.toEqual([]), WAIT);
  expect(await desk.signIn(MANAGER.login, MANAGER.password)).toMatchObject({ ok: true });
  await desk.watch(at('00:00'), at('24:00', 9));
  await desk.shows('appointments', (rows) => rows.length > 0);
  expect(desk.rows('appointments').map((row) => row.id)).toEqual([VISITS.parkStreet]);
});
