import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportMapping, ImportReport } from '../../../shared/wire/desk/import.ts';
import {
  aBooking,
  admin,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { ImportJobs, ImportProgress } from '../desk/import-jobs.ts';
import { createImportJobs } from './create-import-jobs.ts';

let engine: TestEngine;
let folder: string;
let jobs: ImportJobs;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  folder = fs.mkdtempSync(join(tmpdir(), 'daybook-import-'));
  jobs = createImportJobs(engine, ORGANISATION, join(folder, 'imports'));
});
afterEach(async () => {
  await engine.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const reported: ImportProgress[] = [];
const ask = <T>(kind: string, more: object = {}): Promise<T> =>
  jobs.answer(admin, { kind, ...more } as never, (progress) =>
    reported.push(progress),
  ) as Promise<T>;

async function upload(text: string | Uint8Array, name = 'file.csv'): Promise<string> {
  const importId = engine.newId();
  const bytes = Buffer.from(text);
  const size = 100_000;
  const pieces = Math.max(1, Math.ceil(bytes.byteLength / size));
  for (let index = 0; index < pieces; index += 1) {
    const base64 = bytes.subarray(index * size, (index + 1) * size).toString('base64');
    const piece = { importId, name, index, base64, last: index === pieces - 1 };
    await jobs.upload(admin, { type: 'upload', ...piece });
  }
  return importId;
}

const patientsMapping = (changes: Partial<ImportMapping> = {}): ImportMapping => ({
  subject: 'patients',
  columns: ['id', 'name', 'sex', 'birth-date'],
  dateFormat: 'yyyy-mm-dd',
  encoding: 'utf-8',
  delimiter: ',',
  hasHeader: true,
  branchId: SALT_LAKE,
  doctorId: null,
  serviceId: null,
  slotMin: null,
  bookedBecomeAppointments: false,
  ...changes,
});
const slotsMapping = (changes: Partial<ImportMapping> = {}): ImportMapping =>
  patientsMapping({
    subject: 'slots',
    columns: ['id', 'date', 'time', 'available'],
    doctorId: DR_DAS,
    serviceId: CONSULTATION,
    slotMin: 15,
    bookedBecomeAppointments: true,
    ...changes,
  });

const PATIENTS = `patient_id,name,sex,dob
1,Zoë Çelik,Female,1980-10-10
2,Arun Rao,Male,1984-11-16
`;
const SLOTS = `slot_id,appointment_date,appointment_time,is_available
1,2024-03-04,09:00:00,False
2,2024-03-04,09:15:00,True
3,2024-03-04,09:30:00,False
4,2024-03-04,11:00:00,True
5,2024-03-05,09:00:00,False
`;

type Answer<T> = { ok: true; value: T } | { ok: false; error: { kind: string } };

async function importFile(text: string, mapping: ImportMapping): Promise<Answer<ImportReport>> {
  const importId = await upload(text);
  const dry = await ask<Answer<ImportReport>>('import-dry-run', { importId, mapping });
  return dry.ok ? ask('import-apply', { importId }) : dry;
}

const count = async (table: 'patient' | 'session' | 'slot' | 'appointment' | 'claim') =>
  (await engine.store.read((db) => db.kysely.selectFrom(table).select('id').execute())).length;

test('what a file holds is guessed from its headings and first rows [IM1]', async () => {
  const slots = await upload(SLOTS, 'slots.csv');
  expect(await ask('import-inspect', { importId: slots })).toMatchObject({
    ok: true,
    value: {
      subject: 'slots',
      fileName: 'slots.csv',
      columns: ['id', 'date', 'time', 'available'],
      dateFormat: 'yyyy-mm-dd',
      hasHeader: true,
      encoding: 'utf-8',
    },
  });
  const german = Buffer.from('Patient;Name;Geburtstag dob\n7;J\xfcrgen;31.12.1960\n', 'latin1');
  const patients = await upload(german);
  expect(await ask('import-inspect', { importId: patients })).toMatchObject({
    ok: true,
    value: { subject: 'patients', delimiter: ';', dateFormat: 'dd.mm.yyyy' },
  });
});

test('patients and slots come in, booked slots as appointments of the patients in turn [IM2]', async () => {
  expect(await importFile(PATIENTS, patientsMapping())).toMatchObject({
    ok: true,
    value: { rows: 2, invalid: 0, patients: 2 },
  });
  const result = await importFile(SLOTS, slotsMapping());
  expect(result).toMatchObject({
    ok: true,
    value: { rows: 5, sessions: 3, slots: 5, appointments: 3 },
  });
  expect([await count('session'), await count('slot'), await count('appointment')]).toEqual([
    3, 5, 3,
  ]);
  const appointments = await engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .innerJoin('patient', 'patient.id', 'appointment.patientId')
      .innerJoin('claim', 'claim.id', 'appointment.id')
      .select(['patient.name', 'appointment.status', 'claim.verdict', 'appointment.dotCounter'])
      .orderBy('appointment.startMs')
      .execute(),
  );
  expect(appointments).toMatchObject([
    { name: 'Zoë Çelik', status: 'completed', verdict: 'active' },
    { name: 'Arun Rao', status: 'completed', verdict: 'active' },
    { name: 'Zoë Çelik', status: 'completed', verdict: 'active' },
  ]);
  const dots = await engine.store.read((db) =>
    db.kysely.selectFrom('dirty').select(['kind', 'counter']).execute(),
  );
  expect(new Set(dots.map((row) => row.counter)).size).toBe(dots.length);
});

test('every wrong row is reported with its line, and nothing is written [IM3]', async () => {
  const wrong = `id,date,time,free
1,2024-02-30,09:00,True
2,2024-03-04,25:00,True
3,2024-03-04,09:00,maybe
4,2024-03-04,10:00
4,2024-03-04,10:15,True
4,2024-03-04,10:30,True
5,2024-03-04,10:20,True
`;
  const importId = await upload(wrong);
  const mapping = slotsMapping({ bookedBecomeAppointments: false });
  const dry = await ask<Answer<ImportReport>>('import-dry-run', { importId, mapping });
  expect(dry.ok && dry.value.problems.map(({ line, kind }) => [line, kind])).toEqual([
    [2, 'impossible-date'],
    [3, 'impossible-time'],
    [4, 'not-understood'],
    [5, 'wrong-column-count'],
    [7, 'duplicate-id'],
    [8, 'overlap'],
  ]);
  expect(await ask('import-apply', { importId })).toMatchObject({
    error: { kind: 'has-problems' },
  });
  expect(await count('session')).toBe(0);
});

test('a file read twice adds nobody twice', async () => {
  await importFile(PATIENTS, patientsMapping());
  const again = await importFile(PATIENTS, patientsMapping());
  expect(again).toMatchObject({ ok: false, error: { kind: 'has-problems' } });
  expect(await count('patient')).toBe(3);
});

test('a whole import is taken back, but not when something was built on it [IM4]', async () => {
  await importFile(PATIENTS, patientsMapping());
  await importFile(SLOTS, slotsMapping());
  const [slots, patients] = await ask<{ importId: string; subject: string }[]>('imports');
  expect([slots?.subject, patients?.subject].sort()).toEqual(['patients', 'slots']);
  const ids = new Map([slots, patients].map((one) => [one?.subject, one?.importId]));
  expect(await ask('import-undo', { importId: ids.get('patients') })).toMatchObject({
    error: { kind: 'undo-touches-newer' },
  });
  expect(await ask('import-undo', { importId: ids.get('slots') })).toMatchObject({ ok: true });
  expect(await ask('import-undo', { importId: ids.get('patients') })).toMatchObject({ ok: true });
  for (const table of ['session', 'slot', 'appointment', 'claim'] as const) {
    expect(await count(table)).toBe(0);
  }
  expect(await count('patient')).toBe(1);
});

test('commas without end, a picture, and an empty file are refused before they cost anything [IM5]', async () => {
  const commas = await upload(','.repeat(3_000_000));
  expect(await ask('import-inspect', { importId: commas })).toMatchObject({ ok: false });
  expect(
    await ask('import-dry-run', { importId: commas, mapping: patientsMapping() }),
  ).toMatchObject({ ok: false, error: { kind: 'line-too-long' } });
  const empty = await upload('');
  expect(await ask('import-inspect', { importId: empty })).toMatchObject({
    error: { kind: 'not-a-table' },
  });
  expect(
    await ask('import-dry-run', { importId: engine.newId(), mapping: patientsMapping() }),
  ).toMatchObject({
    error: { kind: 'unknown-import' },
  });
});

test('an import that is called off leaves nothing [IM6]', async () => {
  const importId = await upload(PATIENTS);
  await ask('import-dry-run', { importId, mapping: patientsMapping() });
  const applying = jobs.answer(admin, { kind: 'import-apply', importId }, () => {
    void ask('import-cancel', { importId });
  });
  expect(await applying).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  expect(await count('patient')).toBe(1);
  expect(await ask('imports')).toEqual([]);
});

test('only those who answer for a branch may import', async () => {
  const frontDesk = { ...admin, role: 'front-desk' as const };
  const answer = jobs.answer(
    frontDesk,
    { kind: 'import-apply', importId: engine.newId() },
    () => {},
  );
  expect(await answer).toMatchObject({ error: { kind: 'not-permitted' } });
});

test('a slot that was imported is taken for whoever books next', async () => {
  await importFile(PATIENTS, patientsMapping());
  const ahead = SLOTS.replaceAll('2024-03-0', '2026-03-0');
  await importFile(ahead, slotsMapping());
  const taken = await engine.ask(
    'book',
    aBooking(engine.newId(), '09:00', {
      startMs: Date.UTC(2026, 2, 4, 3, 30),
      endMs: Date.UTC(2026, 2, 4, 3, 45),
    }),
  );
  expect(taken).toMatchObject({ ok: false, error: { kind: 'time-taken' } });
});
