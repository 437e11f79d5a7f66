import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FED_COLLECTIONS, type FedCollection } from '../shared/engine/feed/desk-sources.ts';
import { loadDeskRows } from '../shared/engine/feed/load-desk-rows.ts';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import { type CentralClinic, openCentralClinic } from '../test/support/central-clinic.ts';
import { type DeskClient, openDeskClient } from '../test/support/desk-client.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  createTestClock,
  DR_DAS,
  DR_SEN,
  MONDAY_8_MS,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
} from '../test/support/engine.ts';
import { openRealCentral, quickHash, type RealCentral } from '../test/support/real-central.ts';
import { CENTRAL_LIMITS } from './desks/desk-limits.ts';

// Who answers for one of two branches, in a browser at central: every byte that reaches them, and
// every question that central takes.

const PASSWORD = 'a quiet evening';
const clock = createTestClock(MONDAY_8_MS);
const id = (end: string): string => `00000000-0000-7000-8000-00000000${end}`;
const NEAR = { visit: id('0a01'), patient: PATIENT, series: id('0c01') };
const FAR = { visit: id('0a02'), patient: id('00a2'), series: id('0c02') };
const BOTH = { visit: id('0a03') };
const TIME_OFF = id('0f01');
/** What is of Park Street alone, and must never be in what is sent. */
const SECRETS = [FAR.visit, FAR.patient, FAR.series, TIME_OFF, 'Tapan', 'Park Street', 'Hernia'];

let folder: string;
let central: RealCentral;
let clinic: CentralClinic;
let home: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-pages-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Daybook</title>');
  central = await openRealCentral(clock, { pagesFolder: folder });
  clinic = await openCentralClinic(central, clock);
  home = `${central.url}/of/${clinic.organisationId}`;
  const { ask } = clinic;
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  await ask('save-branch', { id: PARK_STREET, name: 'Park Street', ...hours });
  const sen = { id: DR_SEN, name: 'Anita Sen', speciality: 'ENT', active: true };
  await ask('save-doctor', { ...sen, kind: 'full-time', branchIds: [PARK_STREET] });
  const service = { id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green' };
  await ask('save-service', { ...service, ...PLAIN_SERVICE, active: true });
  const atPark = { branchId: PARK_STREET, doctorId: DR_SEN };
  await ask('create-series', aSeries(FAR.series, atPark));
  await ask('set-travel-time', { between: null, minutes: 30 });
  await ask('set-travel-time', { between: [SALT_LAKE, PARK_STREET], minutes: 20 });
  await ask('save-patient', aPatient(NEAR.patient, 'Meera Iyer'));
  await ask('save-patient', { ...aPatient(FAR.patient, 'Tapan Kundu'), branchId: PARK_STREET });
  await ask('book', aBooking(NEAR.visit, '09:00'));
  await ask('book', { ...aBooking(FAR.visit, '09:00'), ...atPark, patientId: FAR.patient });
  const away = { startMs: at('09:00', 3), endMs: at('12:00', 3) };
  await ask('add-time-off', {
    ...{ doctorId: DR_SEN, kind: 'surgery', reason: 'Hernia', roomId: null },
    ...{ times: [{ id: TIME_OFF, ...away }] },
  });
  await save('near', 'manager', [SALT_LAKE]);
  await save('owner', 'admin', [SALT_LAKE]);
}, 120_000);
afterAll(async () => {
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const accounts = new Map<string, string>();
async function save(login: string, role: string, branchIds: readonly string[]): Promise<void> {
  const passwordHash = await quickHash(PASSWORD);
  const userId = accounts.get(login) ?? central.engine.newId();
  accounts.set(login, userId);
  const account = { id: userId, login, name: `Person ${login}`, role, branchIds, doctorId: null };
  await clinic.ask('save-user', { ...account, passwordHash, active: true });
}

async function signedIn(login = 'near'): Promise<DeskClient> {
  const desk = await openDeskClient(home, 'Browser');
  await desk.hello();
  const answer = await desk.signIn(login, PASSWORD);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return desk;
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id).toSorted();
const expectNoSecret = (desk: DeskClient): void => {
  for (const secret of SECRETS) expect(desk.heard(), secret).not.toContain(secret);
};

test('who answers for one branch is sent no byte of another, then or later [MB6]', async () => {
  using desk = await signedIn();
  await desk.watch(at('00:00'), at('24:00', 9));
  expect(idsOf(desk.rows('branches'))).toEqual([SALT_LAKE]);
  expect(idsOf(desk.rows('appointments'))).toEqual([NEAR.visit]);
  expect(new Set(desk.rows('sessions').map((row) => row.doctorId))).toEqual(new Set([DR_DAS]));
  expect(desk.rows('timeOff')).toEqual([]);
  expect(desk.rows('travelTimes').map(({ minutes }) => minutes)).toEqual([30]);
  // What changes elsewhere is not told at all; what changes here is, and what comes from there.
  const before = desk.heard().length;
  await clinic.ask('save-patient', {
    ...{ ...aPatient(FAR.patient, 'Tapan Kundu'), note: 'Comes by train' },
    branchId: PARK_STREET,
  });
  const atPark = { branchId: PARK_STREET, doctorId: DR_SEN, patientId: FAR.patient };
  const elsewhere = { ...aBooking(central.engine.newId(), '09:15'), ...atPark };
  await clinic.ask('book', elsewhere);
  await clinic.ask('book', aBooking(BOTH.visit, '09:30'));
  await desk.shows('appointments', (rows) => rows.some((row) => row.id === BOTH.visit));
  expect(desk.heard().slice(before)).not.toContain(elsewhere.appointmentId);
  expectNoSecret(desk);
});

test('what is of other branches is not read for them at all, so that it takes no room of theirs [MB6]', async () => {
  const { organisationId } = clinic;
  const window = { startMs: at('00:00'), endMs: at('24:00', 9) };
  const read = (collection: FedCollection, near: string[] | null) =>
    central.engine.store.read((db) =>
      loadDeskRows(db, { organisationId, nowMs: clock.nowMs() }, collection, window, near),
    );
  const branchesOf = (rows: Awaited<ReturnType<typeof read>>) =>
    new Set(rows.map((row) => row.branchId));
  for (const collection of ['appointments', 'sessions'] as const) {
    const near = await read(collection, [SALT_LAKE]);
    expect(branchesOf(near)).toEqual(new Set([SALT_LAKE]));
    const all = await read(collection, null);
    expect(branchesOf(all)).toEqual(new Set([SALT_LAKE, PARK_STREET]));
    expect(near).toEqual(all.filter((row) => row.branchId === SALT_LAKE));
  }
  // What says of no branch whose it is, is of its doctor's; branches, travel and accounts are too.
  expect(idsOf(await read('timeOff', [SALT_LAKE]))).toEqual([]);
  expect(idsOf(await read('timeOff', [PARK_STREET]))).toEqual([TIME_OFF]);
  expect(idsOf(await read('branches', [SALT_LAKE]))).toEqual([SALT_LAKE]);
  // Between any two is for whoever has two; between these two is for whoever has both.
  const travelOf = async (near: string[]) =>
    (await read('travelTimes', near)).map(({ minutes }) => minutes).toSorted();
  expect(await travelOf([SALT_LAKE])).toEqual([30]);
  expect(await travelOf([SALT_LAKE, PARK_STREET])).toEqual([20, 30]);
  const accountsOf = async (near: string[]) => idsOf(await read('users', near));
  expect(await accountsOf([SALT_LAKE])).toContain(accounts.get('near'));
  expect(await accountsOf([PARK_STREET])).not.toContain(accounts.get('near'));
  // And all that a desk would have been narrowed to is there, whatever collection it is in.
  const everywhere = idsOf(await read('branches', null));
  for (const collection of FED_COLLECTIONS) {
    const near = await read(collection, everywhere);
    expect(idsOf(near), collection).toEqual(idsOf(await read(collection, null)));
  }
});

test('whatever they ask for, central answers of their branch alone [MB6] [RP4]', async () => {
  using desk = await signedIn();
  const days = { firstDay: '2026-03-02', lastDay: '2026-03-02', doctorId: null, serviceId: null };
  const of = (branchId: string | null) => ({ kind: 'report', ...days, branchId }) as const;
  const group = await desk.ask(of(null));
  expect(group).toMatchObject({ value: { branches: [{ id: SALT_LAKE }], all: { booked: 2 } } });
  expect(await desk.ask(of(PARK_STREET))).toMatchObject({ error: { kind: 'not-permitted' } });
  const drill = {
    ...{ state: null, weekday: null, hour: null, waitFromMin: null, waitUntilMin: null },
    limit: 50,
  };
  const behind = { ...of(null), kind: 'report-visits', drill } as const;
  expect(await desk.ask(behind)).toMatchObject({ value: { count: 2 } });
  for (const more of [
    { kind: 'report-sessions', limit: 50 },
    { kind: 'report-walk-ins', state: 'open', limit: 50 },
  ] as const) {
    expect(await desk.ask({ ...of(null), ...more })).toMatchObject({ value: { count: 0 } });
    expect(await desk.ask({ ...of(PARK_STREET), ...more })).toMatchObject({
      error: { kind: 'not-permitted' },
    });
  }
  expect(await desk.ask({ kind: 'advice', branchId: null })).toMatchObject({ ok: true });
  expect(await desk.ask({ kind: 'advice', branchId: PARK_STREET })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  const file = { ...of(PARK_STREET), kind: 'report-file', format: 'csv' } as const;
  expect(await desk.ask(file)).toMatchObject({ error: { kind: 'not-permitted' } });
  const find = (text: string) => desk.ask({ kind: 'find-patients', text, limit: 5 });
  expect(idsOf(await find('Meera'))).toEqual([PATIENT]);
  expect(await find('Tap')).toEqual([]);
  expect(await find('Kunduu')).not.toContainEqual(expect.objectContaining({ id: FAR.patient }));
  expect(await desk.ask({ kind: 'patient', patientId: FAR.patient })).toBeNull();
  expect(await desk.ask({ kind: 'patient', patientId: PATIENT })).toMatchObject({ id: PATIENT });
  expect(await desk.ask({ kind: 'visit-times', patientIds: [FAR.patient] })).toEqual([]);
  const story = (appointmentId: string) => desk.ask({ kind: 'appointment-story', appointmentId });
  expect(await story(FAR.visit)).toEqual({ entries: [], names: {} });
  expect((await story(NEAR.visit)).entries).toHaveLength(1);
  expect(await desk.ask({ kind: 'open-visits', branchId: PARK_STREET })).toMatchObject({
    count: 0,
  });
  const sheet = { kind: 'day-sheet', doctorId: null, day: '2026-03-02' } as const;
  expect(await desk.ask({ ...sheet, branchId: PARK_STREET })).toBeNull();
  expect(await desk.ask({ ...sheet, branchId: SALT_LAKE })).toMatchObject({ branch: 'Salt Lake' });
  expect(await desk.ask({ kind: 'times-off' })).toEqual([]);
  const hours = await desk.ask({ kind: 'week-hours' });
  expect(hours.doctors.map(({ doctorId }) => doctorId)).toEqual([DR_DAS]);
  for (const kind of ['found-conflicts', 'templates', 'rotations', 'rules'] as const) {
    await desk.ask({ kind });
  }
  expect(await desk.ask({ kind: 'alerts', filter: 'all', text: '' })).toEqual([]);
  expectNoSecret(desk);
});

test('they read in the trail what was done at their branch, and save none that is of all branches [MB6]', async () => {
  using desk = await signedIn();
  const sought = { fromMs: 0, untilMs: at('24:00', 9), act: null, source: null, recordId: null };
  const read = (more: object) =>
    desk.ask({ kind: 'trail', ...sought, text: '', beforeNo: null, ...more });
  const page = await read({});
  expect(page).toMatchObject({ ok: true });
  const entries = page.ok ? page.value.entries : [];
  const changed = entries.flatMap(({ changes }) => changes);
  expect(changed.map((change) => change.id)).toContain(NEAR.visit);
  expect(entries.every(({ count }) => count > 0)).toBe(true);
  expect(await read({ recordId: FAR.visit })).toMatchObject({ value: { entries: [] } });
  expect(await read({ text: 'Tapan' })).toMatchObject({ value: { entries: [] } });
  // No computer of theirs has handed over its trail yet.
  expect(await desk.ask({ kind: 'check-trail' })).toMatchObject({
    value: { own: null, problems: [], kept: { trails: 0 } },
  });
  const refused = { ok: false, error: { kind: 'not-permitted' } };
  expect(await desk.ask({ kind: 'record-story', recordId: FAR.visit })).toEqual(refused);
  expect(await desk.ask({ kind: 'record-story', recordId: NEAR.visit })).toMatchObject({
    ok: true,
  });
  expect(await desk.ask({ kind: 'kept-trails' })).toEqual({ ok: true, value: [] });
  const span = { fromMs: 0, untilMs: at('24:00', 9) };
  expect(await desk.ask({ kind: 'trail-file', ...span })).toMatchObject({ ok: false });
  expectNoSecret(desk);
});

test('every question that central answers is asked above; what is for all branches is refused [MB6] [MB2]', async () => {
  expect([...CENTRAL_LIMITS.asks].toSorted()).toEqual(
    [
      ...['alerts', 'trail', 'trail-file', 'check-trail', 'appointment-story', 'day-sheet'],
      ...['found-conflicts', 'times-off', 'week-hours', 'rotations', 'templates', 'rules'],
      ...[
        'kept-trails',
        'record-story',
        'open-visits',
        'find-patients',
        'visit-times',
        'patient',
        'report',
        'report-visits',
        'report-sessions',
        'report-walk-ins',
        'advice',
        'report-file',
      ],
    ].toSorted(),
  );
  using owner = await signedIn('owner');
  const rules = { 'conflict-waits': { isOn: true, mails: false, from: 12 } };
  expect(await owner.intend('save-alerting', { rules, addresses: [] })).toMatchObject({
    refusal: { kind: 'only-looked-at' },
  });
});

test('an administrator of some branches lets computers of those join alone, and retires no other [PE2]', async () => {
  const { organisationId } = clinic;
  const claim = { organisationId, login: 'owner', password: PASSWORD };
  const code = (place: object) =>
    central.post('/v1/codes', {
      ...{ ...claim, name: 'Laptop', kind: 'branch', branchId: null, doctorId: null },
      ...place,
    });
  for (const place of [
    { branchId: PARK_STREET },
    { kind: 'doctor', doctorId: DR_DAS },
    { kind: 'review', branchIds: [SALT_LAKE, PARK_STREET] },
  ]) {
    expect(await code(place), JSON.stringify(place)).toMatchObject({ status: 403 });
  }
  expect(await code({ branchId: SALT_LAKE })).toMatchObject({ status: 200 });
  expect(await code({ kind: 'review', branchIds: [SALT_LAKE] })).toMatchObject({ status: 200 });
  const { replica } = await clinic.enrol(folder);
  await save('owner', 'admin', [PARK_STREET]);
  expect(await central.post('/v1/revocations', { ...claim, replica })).toMatchObject({
    status: 403,
  });
  await save('owner', 'admin', [SALT_LAKE]);
  expect(await central.post('/v1/revocations', { ...claim, replica })).toMatchObject({
    status: 200,
  });
});

test('who is given another branch is shown it, and who is given none nothing more [MB6]', async () => {
  await save('moved', 'manager', [SALT_LAKE]);
  using desk = await signedIn('moved');
  await desk.watch(at('00:00'), at('24:00', 2));
  await save('moved', 'manager', [PARK_STREET]);
  await desk.closed;
  using again = await signedIn('moved');
  await again.watch(at('00:00'), at('24:00', 2));
  expect(idsOf(again.rows('branches'))).toEqual([PARK_STREET]);
  expect(idsOf(again.rows('appointments'))).toContain(FAR.visit);
  expect(idsOf(again.rows('appointments'))).not.toContain(NEAR.visit);
  await save('moved', 'front-desk', [PARK_STREET]);
  await again.closed;
  using last = await openDeskClient(home, 'Browser');
  await last.hello();
  expect(await last.signIn('moved', PASSWORD)).toMatchObject({
    error: { kind: 'not-for-central' },
  });
  last.send({ type: 'watch', fromMs: at('00:00'), toMs: at('24:00') });
  await last.next('signed-out');
  expect(last.rows('branches')).toEqual([]);
});
