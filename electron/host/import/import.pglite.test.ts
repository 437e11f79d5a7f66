import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportMapping, ImportReport } from '../../../shared/wire/desk/import.ts';
import {
  aBooking,
  admin,
  CONSULTATION,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { importing, PEOPLE_MAPPING } from '../../../test/support/importing.ts';
import type { ImportJobs, ImportProgress } from '../desk/import-jobs.ts';
import { createImportJobs } from './create-import-jobs.ts';

let engine: TestEngine;
let folder: string;
let jobs: ImportJobs;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  folder = fs.mkdtempSync(join(tmpdir(), 'daybook-import-'));
  jobs = createImportJobs(importing(engine, folder));
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
  ...PEOPLE_MAPPING,
  columns: ['id', 'name', 'sex', 'birth-date'],
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
  expect(await ask('import-inspect', { importId: slots, shape: null })).toMatchObject({
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
  expect(await ask('import-inspect', { importId: patients, shape: null })).toMatchObject({
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

test('patients of a file are written to in the language of their branch [NO12]', async () => {
  const asks = { booked: 'yes', moved: 'yes', cancelled: 'yes', displaced: 'yes' } as const;
  const hours = { quietFromMin: null, quietUntilMin: null, reminderHours: null };
  const settings = { branchId: SALT_LAKE, asks, ...hours };
  expect(await engine.ask('save-messaging', { ...settings, language: 'bn' })).toMatchObject({
    ok: true,
  });
  // A desk of before, which knows of no such choice, leaves it as it is.
  expect(await engine.ask('save-messaging', settings)).toMatchObject({ ok: true });
  expect(await importFile(PATIENTS, patientsMapping())).toMatchObject({ ok: true });
  const patients = await engine.store.read((db) =>
    db.kysely.selectFrom('patient').select('language').where('number', 'in', ['1', '2']).execute(),
  );
  expect(patients.map(({ language }) => language)).toEqual(['bn', 'bn']);
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

test('a file read twice adds nobody twice [IM3]', async () => {
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
  for (const kind of ['import-inspect', 'import-dry-run', 'import-apply']) {
    expect(await ask(kind, { importId: commas, mapping: patientsMapping() })).toMatchObject({
      error: { kind: 'line-too-long', line: 1 },
    });
  }
  const empty = await upload('');
  expect(await ask('import-inspect', { importId: empty, shape: null })).toMatchObject({
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

test('only those who answer for a branch may import [AC1]', async () => {
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

test('slots that are taken and book nobody are blocked, and free times pass over them [IM2]', async () => {
  const ahead = SLOTS.replaceAll('2024-03-0', '2026-03-0');
  const mapping = slotsMapping({ bookedBecomeAppointments: false, serviceId: null });
  expect(await importFile(ahead, mapping)).toMatchObject({
    ok: true,
    value: { slots: 5, appointments: 0 },
  });
  const blocked = await engine.store.read((db) =>
    db.kysely.selectFrom('slot').select(['status', 'dotCounter']).orderBy('startMs').execute(),
  );
  expect(blocked.map((row) => [row.status, row.dotCounter !== null])).toEqual([
    ['blocked', true],
    ['available', false],
    ['blocked', true],
    ['available', false],
    ['blocked', true],
  ]);
  const booking = aBooking(engine.newId(), '09:00', {
    startMs: Date.UTC(2026, 2, 4, 3, 30),
    endMs: Date.UTC(2026, 2, 4, 3, 45),
  });
  expect(await engine.ask('book', booking)).toMatchObject({ ok: false });
  const [job] = await ask<{ importId: string }[]>('imports');
  expect(await ask('import-undo', { importId: job?.importId })).toMatchObject({ ok: true });
  expect(await count('slot')).toBe(0);
});

test('a file of slots that comes again is told line by line, and so is a time that is taken [IM3]', async () => {
  const mapping = slotsMapping({ bookedBecomeAppointments: false });
  await importFile(SLOTS, mapping);
  const again = await upload(SLOTS);
  const dry = await ask<Answer<ImportReport>>('import-dry-run', { importId: again, mapping });
  expect(dry.ok && dry.value.problems.map(({ line, kind }) => [line, kind])).toEqual([
    [2, 'duplicate-id'],
    [3, 'duplicate-id'],
    [4, 'duplicate-id'],
    [5, 'duplicate-id'],
    [6, 'duplicate-id'],
  ]);
  const shifted = await upload(
    'id,date,time,free\n1,2024-03-04,08:50,True\n2,2024-03-04,10:00,True\n',
  );
  expect(await ask('import-dry-run', { importId: shifted, mapping })).toMatchObject({
    value: { valid: 1, invalid: 1, problems: [{ line: 2, kind: 'overlap' }] },
  });
});

test('booked slots of people whom nobody imported are refused [IM3]', async () => {
  const nobody = await upload(SLOTS);
  expect(await ask('import-dry-run', { importId: nobody, mapping: slotsMapping() })).toMatchObject({
    value: { invalid: 3, problems: [{ line: 2, kind: 'unknown-patient' }, {}, {}] },
  });
  await importFile(PATIENTS, patientsMapping());
  const mapping = slotsMapping({ columns: ['id', 'date', 'time', 'available', 'patient-id'] });
  const named = `id,date,time,free,patient
1,2024-03-04,09:00,no,2
2,2024-03-04,09:15,no,77
`;
  const importId = await upload(named);
  expect(await ask('import-dry-run', { importId, mapping })).toMatchObject({
    value: { invalid: 1, problems: [{ line: 3, kind: 'unknown-patient', value: '77' }] },
  });
});

test('text in another encoding than it is read in is refused, and the right one found far down [IM1]', async () => {
  const many = Array.from({ length: 9000 }, (_, i) => `${i},Ana Roy,f,1980-01-01`).join('\n');
  const late = Buffer.from(
    `id,name,sex,dob\n${many}\nx,J\xfcrgen M\xfcller,m,1960-12-31\n`,
    'latin1',
  );
  const importId = await upload(late);
  const inspected = await ask<{ value: { encoding: string } }>('import-inspect', {
    importId,
    shape: null,
  });
  expect(inspected.value.encoding).toMatch(/^(windows-1252|iso-8859-\d+)$/);
  const wrong = patientsMapping({ encoding: 'utf-8' });
  expect(await ask('import-dry-run', { importId, mapping: wrong })).toMatchObject({
    value: { invalid: 1, problems: [{ line: 9002, kind: 'not-understood', column: 'name' }] },
  });
  const right = patientsMapping({ encoding: inspected.value.encoding });
  expect(await ask('import-dry-run', { importId, mapping: right })).toMatchObject({
    value: { invalid: 0, patients: 9001 },
  });
  const nonsense = patientsMapping({ encoding: 'ebcdic-klingon' });
  expect(await ask('import-dry-run', { importId, mapping: nonsense })).toMatchObject({
    error: { kind: 'not-a-table' },
  });
  const nul = await upload('id,name,sex,dob\n1,A\0na,f,1980-01-01\n');
  expect(await ask('import-dry-run', { importId: nul, mapping: patientsMapping() })).toMatchObject({
    value: { invalid: 1, problems: [{ kind: 'not-understood' }] },
  });
});

test('a packed file is read as what is in it; one that unpacks without end is refused [IM5]', async () => {
  const packed = await upload(gzipSync(PATIENTS), 'patients.csv.gz');
  expect(await ask('import-inspect', { importId: packed, shape: null })).toMatchObject({
    value: { subject: 'patients', header: ['patient_id', 'name', 'sex', 'dob'] },
  });
  expect(
    await ask('import-dry-run', { importId: packed, mapping: patientsMapping() }),
  ).toMatchObject({ value: { patients: 2, invalid: 0 } });
  // Short lines, so that no line is too long: 150 MB, packed piece by piece.
  const piece = gzipSync(Buffer.alloc(1_000_000, ',,,\n'));
  const bomb = Buffer.concat(Array.from({ length: 150 }, () => piece));
  const importId = await upload(bomb, 'bomb.csv.gz');
  expect(await ask('import-inspect', { importId, shape: null })).toMatchObject({
    error: { kind: 'file-too-large' },
  });
  const broken = await upload(gzipSync(PATIENTS).subarray(0, 40));
  expect(await ask('import-inspect', { importId: broken, shape: null })).toMatchObject({
    error: { kind: 'not-a-table' },
  });
});

test('lines of a thousand columns are no table, however short the lines [IM5]', async () => {
  const wide = await upload(`a,b,c,d\n${','.repeat(1000)}\n`);
  expect(await ask('import-dry-run', { importId: wide, mapping: patientsMapping() })).toMatchObject(
    { error: { kind: 'not-a-table', detail: expect.stringContaining('Line 2') } },
  );
});

test('two million rows are refused with the limit, and nothing of them stays [IM5]', async () => {
  const lines = Array.from({ length: 2_000_000 }, (_, i) => `${i},A\n`);
  const importId = await upload(`id,name\n${lines.join('')}`);
  const mapping = patientsMapping({ columns: ['id', 'name'] });
  expect(await ask('import-dry-run', { importId, mapping })).toEqual({
    ok: false,
    error: { kind: 'too-many-rows', max: 1_000_000 },
  });
  expect(await ask('import-apply', { importId })).toMatchObject({ error: { kind: 'not-checked' } });
  expect(await count('patient')).toBe(1);
}, 120_000);

test('what was written between the check and the import is not written over [IM3]', async () => {
  const [first, second] = [await upload(PATIENTS), await upload(PATIENTS)];
  for (const importId of [first, second]) {
    await ask('import-dry-run', { importId, mapping: patientsMapping() });
  }
  const applied = await Promise.all(
    [first, second].map((importId) => ask<Answer<ImportReport>>('import-apply', { importId })),
  );
  // Which of the two comes first is for neither to say.
  expect(applied.toSorted((one, other) => Number(other.ok) - Number(one.ok))).toMatchObject([
    { ok: true },
    { error: { kind: 'has-problems', invalid: 2 } },
  ]);
  expect(await count('patient')).toBe(3);
  const importId = applied[0]?.ok ? first : second;
  expect(await ask('import-undo', { importId })).toMatchObject({ ok: true });
  expect(await count('patient')).toBe(1);
});

test('calling off answers when nothing is going on any more; pieces that come later are dropped [IM6]', async () => {
  const importId = await upload(PATIENTS);
  await ask('import-dry-run', { importId, mapping: patientsMapping() });
  const applying = ask<Answer<ImportReport>>('import-apply', { importId });
  const cancelled = await ask<Answer<null>>('import-cancel', { importId });
  expect(cancelled).toMatchObject({ ok: true });
  expect(await applying).toMatchObject({ error: { kind: 'cancelled' } });
  expect(await count('patient')).toBe(1);
  const piece = { importId, name: 'file.csv', index: 1, base64: 'AAAA', last: true };
  await jobs.upload(admin, { type: 'upload', ...piece });
  expect(await ask('import-inspect', { importId, shape: null })).toMatchObject({
    error: { kind: 'unknown-import' },
  });
  expect(fs.readdirSync(join(folder, 'imports'))).toEqual([]);
});

test('whoever has a file worked on calls that off, and nobody else [IM6]', async () => {
  const importId = await upload(PATIENTS);
  await ask('import-dry-run', { importId, mapping: patientsMapping() });
  jobs.callOff(admin.userId, importId);
  const applying = ask<Answer<ImportReport>>('import-apply', { importId });
  jobs.callOff(engine.newId(), importId);
  expect(await applying).toMatchObject({ ok: true });
  const other = await upload('id,name,sex,dob\n3,Ines Roy,Female,1980-10-10\n');
  const checking = ask('import-dry-run', { importId: other, mapping: patientsMapping() });
  jobs.callOff(admin.userId, other);
  expect(await checking).toMatchObject({ error: { kind: 'cancelled' } });
  expect(await count('patient')).toBe(3);
});

test('while it is looked at, the file lies there for nobody else to read [DU8]', async () => {
  const importId = await upload(PATIENTS);
  expect(await ask('import-inspect', { importId, shape: null })).toMatchObject({ ok: true });
  const [name = ''] = fs.readdirSync(join(folder, 'imports'));
  const raw = fs.readFileSync(join(folder, 'imports', name));
  expect(raw.byteLength).toBe(Buffer.byteLength(PATIENTS));
  for (const word of PATIENTS.split(/[^\w ]+/).filter(({ length }) => length > 3)) {
    expect(raw.includes(word), word).toBe(false);
  }
});

test('a manager imports into branches that are theirs [AC1]', async () => {
  const importId = await upload(PATIENTS);
  const elsewhere = { ...admin, role: 'manager' as const, branchIds: [engine.newId()] };
  const dryRun = { kind: 'import-dry-run', importId, mapping: patientsMapping() } as const;
  expect(await jobs.answer(elsewhere, dryRun, () => {})).toMatchObject({
    error: { kind: 'not-permitted' },
  });
});

test('an import with a slot that was edited since is not taken back [IM4]', async () => {
  const ahead = SLOTS.replaceAll('2024-03-0', '2026-03-0');
  await importFile(ahead, slotsMapping({ bookedBecomeAppointments: false }));
  const [slot] = await engine.store.read((db) =>
    db.kysely.selectFrom('slot').selectAll().where('status', '=', 'available').execute(),
  );
  const edit = { id: slot?.id ?? '', status: 'blocked' as const, tags: [], note: 'Meeting' };
  expect(await engine.ask('edit-slot', edit)).toMatchObject({
    ok: true,
  });
  const [job] = await ask<{ importId: string }[]>('imports');
  expect(await ask('import-undo', { importId: job?.importId })).toMatchObject({
    error: { kind: 'undo-touches-newer', count: 1 },
  });
});

test('a mapping that names nobody is told what it lacks [IM3]', async () => {
  const importId = await upload(SLOTS);
  const mapping = slotsMapping({ doctorId: engine.newId(), serviceId: null });
  expect(await ask('import-dry-run', { importId, mapping })).toMatchObject({
    error: { kind: 'columns-missing', fields: ['doctor', 'service'] },
  });
});
