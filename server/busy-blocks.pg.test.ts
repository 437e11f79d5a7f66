import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Connector } from '../shared/engine/store/session.ts';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import { ADMIN, openCentralClinic } from '../test/support/central-clinic.ts';
import {
  aBooking,
  aPatient,
  at,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  PARK_STREET,
  SALT_LAKE,
  type TestClock,
} from '../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../test/support/joined-host.ts';
import { openRealCentral, type RealCentral } from '../test/support/real-central.ts';
import { openRecordingProxy, type RecordingProxy } from '../test/support/recording-proxy.ts';

// What another branch receives of a doctor's appointments: looked for in every byte of its line,
// and in every row of its database.

/** Stands in every text that anyone at Salt Lake typed about a patient or a visit. */
const MARK = 'zqmark';
const HOSTILE = `'";--\\N\\.\t{"a":[]}<b>\u202E😀é\u0301`;
const typed = (field: string): string => `${MARK}-${field} ${HOSTILE}`;

let clock: TestClock;
let central: RealCentral;
let proxy: RecordingProxy;
let saltLake: JoinedHost;
let parkStreet: JoinedHost;
const patientIds: string[] = [];

beforeAll(async () => {
  clock = createTestClock(MONDAY_8_MS);
  central = await openRealCentral(clock);
  const clinic = await openCentralClinic(central, clock);
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  await clinic.ask('save-branch', { id: PARK_STREET, name: 'Park Street', ...hours });
  const doctor = { id: DR_DAS, name: 'Priya Das', speciality: 'ENT', active: true };
  const branchIds = [SALT_LAKE, PARK_STREET];
  await clinic.ask('save-doctor', { ...doctor, kind: 'full-time', branchIds });
  const service = { id: aBooking('', '09:00').serviceId, name: 'Consultation', hue: 'green' };
  await clinic.ask('save-service', {
    ...{ ...service, ...PLAIN_SERVICE },
    ...{ durationMin: 15, active: true },
  });
  proxy = await openRecordingProxy(central.url);
  const open = async (branchId: string, name: string, seed: number, centralUrl: string) => {
    const code = await central.newCode(ADMIN, { name, kind: 'branch', branchId });
    return openJoinedHost({ clock, seed, centralUrl, code, ...ADMIN });
  };
  saltLake = await open(SALT_LAKE, 'Salt Lake', 3, central.url);
  parkStreet = await open(PARK_STREET, 'Park Street', 4, proxy.url);
  for (const { desk } of [saltLake, parkStreet]) {
    await desk.watch(at('00:00', 0), at('24:00', 2));
    await desk.shows('sessions', (rows) => rows.length > 0);
    await desk.shows('services', (rows) => rows.length > 0);
  }
}, 300_000);
afterAll(async () => {
  for (const host of [saltLake, parkStreet]) await host[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
});

/** Books for a new patient, with the mark in whatever can be typed. */
async function book(host: JoinedHost, clockTime: string, changes: object = {}): Promise<string> {
  const id = crypto.randomUUID();
  const named = host === saltLake;
  const newPatient = {
    ...aPatient(crypto.randomUUID(), named ? typed('name') : 'Of Park Street'),
    ...(named ? { phone: `${MARK} 98300`, number: `${MARK}-7`, note: typed('patient-note') } : {}),
    branchId: named ? SALT_LAKE : PARK_STREET,
  };
  const about = { patientId: newPatient.id, newPatient, note: named ? typed('note') : '' };
  if (named) patientIds.push(newPatient.id);
  const { branchId } = newPatient;
  const done = await host.desk.intend('book', {
    ...aBooking(id, clockTime),
    ...{ branchId, ...about, ...changes },
  });
  expect(done).toMatchObject({ ok: true });
  return id;
}

const shown = (ids: readonly string[]) =>
  parkStreet.desk.shows('busy', (rows) => ids.every((id) => rows.some((row) => row.id === id)));

/** Every row of every table, as text. */
async function rowsOf(connector: Connector): Promise<Buffer> {
  return connector.withSession(async (session) => {
    const { rows } = await session.query(
      "select tablename as name from pg_tables where schemaname = 'public'",
      [],
    );
    const tables = (rows as { readonly name: string }[]).map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(20);
    const parts: Uint8Array[] = [];
    for (const name of tables) parts.push(await session.copyOut(name));
    return Buffer.concat(parts);
  });
}

/** Which of these are somewhere in the bytes, in one of the ways texts are written. */
const foundIn = (bytes: Buffer, words: readonly string[]): readonly string[] => {
  const lower = bytes.toString('latin1').toLowerCase();
  return words.filter(
    (word) => lower.includes(word) || bytes.includes(Buffer.from(word, 'utf16le')),
  );
};

test('whatever happens to the appointments of a branch, no byte about the patients reaches another [SC1]', async () => {
  const { desk } = saltLake;
  const kept = await book(saltLake, '09:00');
  const moved = await book(saltLake, '09:15');
  const cancelled = await book(saltLake, '09:30');
  const overbooked = await book(saltLake, '09:00', { overbookReason: typed('overbook') });
  await shown([kept, moved, cancelled, overbooked]);
  const to = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('11:00'), endMs: at('11:15') };
  expect(await desk.intend('move', { appointmentId: moved, ...to })).toMatchObject({ ok: true });
  const cancel = { appointmentId: cancelled, reason: typed('cancel') };
  expect(await desk.intend('cancel', cancel)).toMatchObject({ ok: true });
  const arrived = { appointmentId: kept, status: 'arrived' } as const;
  expect(await desk.intend('set-status', arrived)).toMatchObject({ ok: true });
  const patientId = patientIds[0] ?? '';
  const patient = { ...aPatient(patientId, typed('new-name')), note: typed('new-note') };
  expect(await desk.intend('save-patient', patient)).toMatchObject({ ok: true });
  await parkStreet.desk.shows('busy', (rows) => rows.every((row) => row.id !== cancelled));

  // Both give away one hour while they do not hear of each other.
  saltLake.network.set(true);
  const session = { branchId: PARK_STREET, doctorId: DR_DAS, slotMin: 15, capacity: 1, tags: [] };
  const times = { startMs: at('09:00', 1), endMs: at('12:00', 1), requestOverlap: true };
  const asked = { id: crypto.randomUUID(), ...session, ...times };
  expect(await parkStreet.desk.intend('create-session', asked)).toMatchObject({ ok: true });
  const tomorrow = { startMs: at('10:00', 1), endMs: at('10:30', 1) };
  const loser = await book(parkStreet, '10:00', tomorrow);
  const winner = await book(saltLake, '10:00', tomorrow);
  saltLake.network.set(false);
  await shown([winner]);
  await parkStreet.desk.shows('conflicts', (rows) => rows.some((row) => row.recordId === loser));

  const right = { branchId: SALT_LAKE, doctorId: DR_DAS, toReplica: 'park-street.1', note: '' };
  const day = { startMs: at('00:00', 1), endMs: at('24:00', 1) };
  const given = { handoverId: crypto.randomUUID(), ...right, ...day };
  expect(await desk.intend('hand-over-right', given)).toMatchObject({ ok: true });
  await parkStreet.desk.shows('sessions', (rows) =>
    rows.some((row) => row.branchId === SALT_LAKE && row.homeReplica === 'park-street.1'),
  );
  const late = await book(saltLake, '09:00', { startMs: at('09:00', 2), endMs: at('09:15', 2) });
  await shown([kept, moved, overbooked, winner, late]);
  await vi.waitFor(async () => expect(await desk.ask({ kind: 'sync-now' })).toBeNull());

  const words = [MARK, ...patientIds];
  // The mark is where it belongs, and in central's book.
  for (const { connector } of [saltLake, central]) {
    expect(foundIn(await rowsOf(connector), words)).toEqual(words);
  }
  expect(foundIn(await rowsOf(parkStreet.connector), [...words, late])).toEqual([late]);
  const received = proxy.received();
  const kinds = new Set(received.map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['head', 'answer', 'news']));
  const line = Buffer.concat(received.map(({ bytes }) => bytes));
  expect(foundIn(line, [...words, kept, winner, late])).toEqual([kept, winner, late]);
}, 300_000);
