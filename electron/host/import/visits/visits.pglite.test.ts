import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportMapping, ImportReport } from '../../../../shared/wire/desk/import.ts';
import {
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../../test/support/engine.ts';
import { openImports } from '../../../../test/support/open-imports.ts';

let engine: TestEngine;
let imports: ReturnType<typeof openImports>;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  imports = openImports(engine);
});
afterEach(async () => {
  imports[Symbol.dispose]();
  await engine.close();
});

const HEAD = 'appointment no,date,start,minutes,doctor,service,status,patient,birth,phone,note';
const MAPPING: ImportMapping = {
  subject: 'appointments',
  columns: [
    ...['id', 'date', 'time', 'duration', 'doctor', 'service', 'status'],
    ...['name', 'birth-date', 'phone', 'note'],
  ],
  ...{ dateFormat: 'yyyy-mm-dd', encoding: 'utf-8', delimiter: ',', hasHeader: true },
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION, slotMin: null },
  bookedBecomeAppointments: false,
};
const file = (...rows: readonly string[]): string => `${[HEAD, ...rows].join('\n')}\n`;
const row = (no: string, time: string, name: string, more = ''): string => {
  const [status = '', birth = '', phone = ''] = more.split('|');
  return `${no},2026-03-03,${time},15,Dr. Priya Das,Consultation,${status},${name},${birth},${phone},`;
};

async function check(text: string, mapping = MAPPING): Promise<ImportReport> {
  const importId = await imports.upload(text);
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}

const visits = () =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('appointment')
      .innerJoin('patient', 'patient.id', 'appointment.patientId')
      .select(['appointment.startMs', 'appointment.status', 'patient.name'])
      .where('appointment.status', '<>', 'entered-in-error')
      .orderBy('appointment.startMs')
      .orderBy('patient.name')
      .execute();
    return rows.map(({ startMs, status, name }) => [startMs, status, name]);
  });
const patients = () =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('patient')
      .select('name')
      .where('deleted', '=', false)
      .orderBy('name')
      .execute();
    return rows.map(({ name }) => name);
  });
const reasons = ({ problems }: ImportReport) =>
  problems.map(({ line, kind, refusal }) => [line, refusal?.kind ?? kind]);

test('a file of appointments is known by its headings [IV1]', async () => {
  const importId = await imports.upload(file(row('1', '10:00', 'Joya Mitra')));
  expect(await imports.ask({ kind: 'import-inspect', importId, shape: null })).toMatchObject({
    ok: true,
    value: { subject: 'appointments', columns: MAPPING.columns },
  });
});

test('rows become appointments in working time that is there, of people the book knows or does not, and a dry run leaves nothing [IV1] [IV2]', async () => {
  const before = await patients();
  const text = file(
    row('1', '10:00', 'MEERA IYER'),
    row('2', '10:15', 'Joya Mitra', '|1990-01-31|98300 11842'),
    row('3', '10:30', 'J. Mitra', '|1990-01-31|+91 9830011842'),
  );
  expect(await check(text)).toMatchObject({
    ...{ rows: 3, invalid: 0, patients: 1, appointments: 3, problems: [] },
    calendar: { added: 3, changed: 0, removed: 0, unchanged: 0, leftOut: 0 },
  });
  expect(await visits()).toEqual([]);
  expect(await patients()).toEqual(before);
  await imports.bring(text, MAPPING);
  expect(await visits()).toEqual([
    [at('10:00', 1), 'booked', 'Meera Iyer'],
    [at('10:15', 1), 'booked', 'Joya Mitra'],
    [at('10:30', 1), 'booked', 'Joya Mitra'],
  ]);
  expect(await patients()).toEqual([...before, 'Joya Mitra'].toSorted());
});

test('what the book refuses is told row by row, and the others come in [IV3]', async () => {
  for (const name of ['Asha Roy', 'Asha Roy']) {
    await engine.ask('save-patient', aPatient(engine.newId(), name));
  }
  const text = file(
    row('1', '10:00', 'Joya Mitra'),
    row('2', '10:05', 'Rina Dey'),
    row('3', '03:00', 'Rina Dey'),
    row('4', '11:00', 'Asha Roy'),
    row('5', '11:15', 'Tara Sen').replace('Priya Das', 'Nobody'),
    row('6', '11:30', 'Tara Sen').replace('Consultation', 'Dancing'),
    row('7', '11:45', 'Tara Sen', 'cancelled'),
    row('8', '12:00', 'Tara Sen').replace('2026-03-03', '2026-02-03'),
  );
  const report = await check(text);
  expect(reasons(report)).toEqual([
    [3, 'time-taken'],
    [4, expect.stringMatching(/session|time/)],
    [5, 'several-patients'],
    [6, 'unknown-doctor'],
    [7, 'unknown-service'],
    [8, 'visit-over'],
    [9, 'visit-over'],
  ]);
  expect(report).toMatchObject({ appointments: 1, patients: 1, calendar: { leftOut: 7 } });
  // Nobody chooses among other times for a row, so none are looked for.
  expect(report.problems[0]?.refusal).toMatchObject({ kind: 'time-taken', offers: [] });
  await imports.bring(text, MAPPING);
  expect(await visits()).toEqual([[at('10:00', 1), 'booked', 'Joya Mitra']]);
});

test('an appointment for a service that is called otherwise here is for what a person says it is [SV10]', async () => {
  const text = file(
    row('1', '10:00', 'Joya Mitra').replace('Consultation', 'Consult'),
    row('2', '10:30', 'Rina Dey').replace('Consultation', 'Dancing'),
  );
  const before = await check(text);
  expect(before.strangeServices).toEqual(['Consult', 'Dancing']);
  expect(reasons(before)).toEqual([
    [2, 'unknown-service'],
    [3, 'unknown-service'],
  ]);
  const services = [
    { name: 'consult', serviceId: CONSULTATION },
    // As where the file does not say.
    { name: 'Dancing', serviceId: null },
  ];
  expect(await check(text, { ...MAPPING, services })).toMatchObject({
    ...{ problems: [], appointments: 2, strangeServices: ['Consult', 'Dancing'] },
  });
});

test('rows that cannot be read, or come twice, hold the file up [IV3]', async () => {
  const text = file(
    row('1', '10:00', 'Joya Mitra'),
    row('1', '10:30', 'Joya Mitra'),
    row('2', '25:00', 'Rina Dey'),
    row('3', '11:00', ''),
    row('4', '11:15', 'Tara Sen', '|31.31.1990'),
  );
  const report = await check(text);
  expect(reasons(report)).toEqual([
    [3, 'duplicate-id'],
    [4, 'impossible-time'],
    [5, 'missing'],
    [6, 'impossible-date'],
  ]);
  const importId = await imports.upload(text);
  await imports.ask({ kind: 'import-dry-run', importId, mapping: MAPPING });
  expect(await imports.ask({ kind: 'import-apply', importId })).toEqual({
    ok: false,
    error: { kind: 'has-problems', invalid: 4 },
  });
  expect(await visits()).toEqual([]);
});

test('a row without a number comes twice if who, when and with whom are the same [IV3]', async () => {
  const columns = MAPPING.columns.map((field) => (field === 'id' ? 'ignore' : field));
  const text = file(
    row('1', '10:00', 'Joya Mitra'),
    row('2', '10:00', 'JOYA MITRA'),
    row('3', '10:15', 'Joya Mitra'),
  );
  expect(reasons(await check(text, { ...MAPPING, columns }))).toEqual([[3, 'duplicate-id']]);
  expect(await check(text)).toMatchObject({ invalid: 0 });
});

test('a file that comes again moves what is at another time and calls off what is called off, but for what went on here; taken back, all is as it was [IV4]', async () => {
  const first = file(
    row('1', '10:00', 'Joya Mitra'),
    row('2', '10:15', 'Rina Dey'),
    row('3', '10:30', 'Tara Sen'),
    row('4', '10:45', 'Uma Pal'),
  );
  await imports.bring(first, MAPPING);
  expect(await check(first)).toMatchObject({ calendar: { added: 0, unchanged: 4 }, patients: 0 });
  const [gone] = await engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select('id')
      .where('startMs', '=', at('10:45', 1))
      .execute(),
  );
  await engine.ask('cancel', { appointmentId: gone?.id ?? '', reason: 'Rang' });
  const was = await visits();
  const second = file(
    row('1', '10:00', 'Joya Mitra'),
    row('2', '11:15', 'Rina Dey'),
    row('3', '10:30', 'Tara Sen', 'Cancelled'),
    row('4', '10:45', 'Uma Pal'),
    row('5', '10:15', 'Vani Rao'),
  );
  const report = await check(second);
  expect(report).toMatchObject({
    calendar: { added: 1, changed: 1, removed: 1, unchanged: 1, leftOut: 1 },
  });
  expect(reasons(report)).toEqual([[5, 'visit-went-on']]);
  const importId = await imports.bring(second, MAPPING);
  expect(await visits()).toEqual([
    [at('10:00', 1), 'booked', 'Joya Mitra'],
    [at('10:15', 1), 'booked', 'Vani Rao'],
    [at('10:30', 1), 'cancelled', 'Tara Sen'],
    [at('10:45', 1), 'cancelled', 'Uma Pal'],
    [at('11:15', 1), 'booked', 'Rina Dey'],
  ]);
  expect(await imports.ask({ kind: 'import-undo', importId })).toEqual({ ok: true, value: null });
  expect(await visits()).toEqual(was);
  expect(await patients()).not.toContain('Vani Rao');
  // Their time is theirs again, and the file may come again.
  expect(await check(second)).toMatchObject({ calendar: { added: 1, changed: 1, removed: 1 } });
  await imports.bring(second, MAPPING);
  expect(await visits()).toContainEqual([at('10:15', 1), 'booked', 'Vani Rao']);
});

test('an import is not taken back once somebody dealt with its appointments or its people [IV4]', async () => {
  const importId = await imports.bring(file(row('1', '10:00', 'Joya Mitra')), MAPPING);
  const [visit] = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select(['id', 'patientId']).execute(),
  );
  await engine.ask('cancel', { appointmentId: visit?.id ?? '', reason: 'Rang' });
  expect(await imports.ask({ kind: 'import-undo', importId })).toEqual({
    ok: false,
    error: { kind: 'undo-touches-newer', count: 1 },
  });
});

test('people who came with a file and were corrected since are not put away with it [IV4]', async () => {
  const importId = await imports.bring(file(row('1', '10:00', 'Joya Mitra')), MAPPING);
  const [visit] = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('patientId').execute(),
  );
  const corrected = { ...aPatient(visit?.patientId ?? '', 'Joya Mitra'), phone: '98300 11842' };
  expect(await engine.ask('save-patient', corrected)).toMatchObject({ ok: true });
  expect(await imports.ask({ kind: 'import-undo', importId })).toMatchObject({
    error: { kind: 'undo-touches-newer', count: 1 },
  });
  expect(await patients()).toContain('Joya Mitra');
});

test('a row under a number that was somebody else’s moves nobody, and a word that is none is told [IV4]', async () => {
  await imports.bring(file(row('1', '10:00', 'Joya Mitra')), MAPPING);
  const before = await visits();
  const ravis = row('1', '11:00', 'Ravi Menon');
  const report = await check(file(ravis, row('2', '12:00', 'Uma Nath', 'perhaps')));
  expect(report.problems).toMatchObject([
    { line: 2, kind: 'visit-of-another', column: 'id' },
    { line: 3, kind: 'not-understood', column: 'status' },
  ]);
  await imports.bring(file(ravis), MAPPING);
  expect(await visits()).toEqual(before);
});

test('a file says at least who comes and when, and no more than are booked at once [IV1]', async () => {
  const importId = await imports.upload(file(row('1', '10:00', 'Joya Mitra')));
  const ask = (mapping: ImportMapping) =>
    imports.ask({ kind: 'import-dry-run', importId, mapping });
  const columns = MAPPING.columns.map((field) => (field === 'name' ? 'ignore' : field));
  expect(await ask({ ...MAPPING, columns })).toEqual({
    ok: false,
    error: { kind: 'columns-missing', fields: ['name'] },
  });
  const many = Array.from({ length: 2001 }, (_, i) => row(String(i), '10:00', 'Joya Mitra'));
  const large = await imports.upload(file(...many));
  expect(await imports.ask({ kind: 'import-dry-run', importId: large, mapping: MAPPING })).toEqual({
    ok: false,
    error: { kind: 'too-many-rows', max: 2000 },
  });
});
