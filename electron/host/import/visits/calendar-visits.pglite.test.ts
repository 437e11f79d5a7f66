import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportReport } from '../../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../../shared/wire/desk/import-calendar.ts';
import {
  aBooking,
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
import { aCalendar, anEvent } from '../../../../test/support/read-ics.ts';

let engine: TestEngine;
let imports: ReturnType<typeof openImports>;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  for (const [name, email] of [
    ['Joya Mitra', 'joya@example.org'],
    ['Rina Dey', null],
    ['Tara Sen', null],
  ] as const) {
    await engine.ask('save-patient', { ...aPatient(engine.newId(), name), email });
  }
  imports = openImports(engine);
});
afterEach(async () => {
  imports[Symbol.dispose]();
  await engine.close();
});

const MAPPING: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'appointments' },
  ...{ firstDay: '2026-03-02', lastDay: '2026-05-31', removesGone: true },
  ...{ timeOffKind: 'leave', keepsTitles: false, affected: null, slotMin: 20 },
  visits: { serviceId: CONSULTATION, takesNew: false },
};
const taking = { ...MAPPING, visits: { serviceId: CONSULTATION, takesNew: true } };

/** A quarter of an hour on the third of March, at the branch's clocks. */
const visit = (uid: string, time: string, ...lines: readonly string[]): string =>
  anEvent(
    `UID:${uid}`,
    `DTSTART;TZID=Asia/Kolkata:20260303T${time.replace(':', '')}00`,
    'DURATION:PT15M',
    ...lines,
  );
const calendar = (...events: readonly string[]): string =>
  aCalendar('X-WR-CALNAME:Dr. Das', ...events);

async function check(text: string, mapping = MAPPING): Promise<ImportReport> {
  const importId = await imports.upload(text, 'das.ics');
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}
const told = ({ problems }: ImportReport) =>
  problems.map(({ value, kind, refusal }) => [value, refusal?.kind ?? kind]);

const visits = () =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('appointment')
      .innerJoin('patient', 'patient.id', 'appointment.patientId')
      .select(['appointment.startMs', 'appointment.status', 'patient.name'])
      .where('appointment.status', '<>', 'entered-in-error')
      .orderBy('appointment.startMs')
      .execute();
    return rows.map(({ startMs, status, name }) => [startMs, status, name]);
  });

const TUESDAY = { startMs: at('10:00', 1), endMs: at('10:15', 1) };
const GUEST = 'ATTENDEE;CN=J. M.;PARTSTAT=ACCEPTED:mailto:Joya@example.org';
const HOST = [
  'ORGANIZER;CN=Priya Das:mailto:das@example.org',
  'ATTENDEE;CN=Priya Das:mailto:das@example.org',
];

test('events become appointments of whoever is invited, or named by the title or the text [IV5]', async () => {
  const text = calendar(
    visit('a', '10:00', 'SUMMARY:Consultation', ...HOST, GUEST),
    visit('b', '10:15', 'SUMMARY:Rina Dey - knee'),
    visit('c', '10:30', 'SUMMARY:follow up Tara Sen please'),
    visit('d', '10:45', 'SUMMARY:Consultation (Tara Sen) with Dr. Priya Das'),
    visit('e', '11:00', 'SUMMARY:Lunch'),
    anEvent('SUMMARY:Rina Dey', 'DTSTART;VALUE=DATE:20260303'),
    visit('f', '11:15', 'SUMMARY:Rina Dey', 'TRANSP:TRANSPARENT'),
    visit('g', '11:30', 'SUMMARY:Call', 'DESCRIPTION:Booked by\\njoya@example.org'),
  );
  const report = await check(text);
  expect(report).toMatchObject({ rows: 8, invalid: 0, appointments: 5, patients: 0 });
  expect(report.calendar).toMatchObject({ added: 5, leftOut: 3 });
  expect(told(report)).toEqual([
    ['Lunch', 'unknown-patient'],
    ['Rina Dey', 'whole-day'],
    ['Rina Dey', 'free-time'],
  ]);
  expect(await visits()).toEqual([]);
  await imports.bring(text, MAPPING);
  expect(await visits()).toEqual([
    [at('10:00', 1), 'booked', 'Joya Mitra'],
    [at('10:15', 1), 'booked', 'Rina Dey'],
    [at('10:30', 1), 'booked', 'Tara Sen'],
    [at('10:45', 1), 'booked', 'Tara Sen'],
    [at('11:30', 1), 'booked', 'Joya Mitra'],
  ]);
});

test('whoever is not known is left out, or a new patient, each told by name, as was chosen [IV5]', async () => {
  const text = calendar(
    visit('a', '10:00', 'SUMMARY:Uma Pal / phone 98300 11842', 'DESCRIPTION:born 1990-02-03'),
    visit('b', '10:15', 'SUMMARY:Visit', 'ATTENDEE;CN="Vani Rao":mailto:vani@example.org'),
    visit('c', '10:30', 'SUMMARY:Control', 'ATTENDEE:mailto:vani@example.org'),
  );
  expect(told(await check(text))).toEqual([
    ['Uma Pal', 'unknown-patient'],
    ['Vani Rao', 'unknown-patient'],
    ['Control', 'unknown-patient'],
  ]);
  const report = await check(text, taking);
  expect(told(report)).toEqual([
    ['Uma Pal', 'new-patient'],
    ['Vani Rao', 'new-patient'],
  ]);
  expect(report).toMatchObject({ patients: 2, appointments: 3, calendar: { leftOut: 0 } });
  await imports.bring(text, taking);
  const uma = await engine.store.read((db) =>
    db.kysely.selectFrom('patient').selectAll().where('name', '=', 'Uma Pal').executeTakeFirst(),
  );
  expect(uma).toMatchObject({ phone: '98300 11842', birthDate: '1990-02-03', branchId: SALT_LAKE });
});

test('what the book refuses, or could be of several, is told event by event; the others come in [IV5]', async () => {
  await engine.ask('save-patient', aPatient(engine.newId(), 'Rina Dey'));
  const noService = { ...MAPPING, visits: { serviceId: null, takesNew: false } };
  const text = calendar(
    visit('a', '10:00', 'SUMMARY:Consultation: Tara Sen'),
    visit('b', '10:05', 'SUMMARY:Consultation: Joya Mitra'),
    visit('c', '10:30', 'SUMMARY:Consultation: Rina Dey'),
    visit('d', '10:45', 'SUMMARY:Joya Mitra'),
    visit('e', '03:00', 'SUMMARY:Consultation: Joya Mitra'),
  );
  const report = await check(text, noService);
  expect(told(report)).toEqual([
    ['Joya Mitra', 'time-taken'],
    ['Rina Dey', 'several-patients'],
    ['Joya Mitra', 'unknown-service'],
    ['Joya Mitra', expect.stringMatching(/session|time/)],
  ]);
  expect(report.appointments).toBe(1);
});

test('a calendar that comes again moves and calls off by UID, doubles nothing, and is taken back whole [IV5] [IV4]', async () => {
  const first = calendar(
    visit('a', '10:00', 'SUMMARY:Joya Mitra'),
    visit('b', '10:15', 'SUMMARY:Rina Dey'),
    anEvent(
      ...['UID:weekly', 'SUMMARY:Tara Sen', 'RRULE:FREQ=WEEKLY;COUNT=2'],
      ...['DTSTART;TZID=Asia/Kolkata:20260303T110000', 'DURATION:PT15M'],
    ),
  );
  await imports.bring(first, MAPPING);
  expect((await check(first)).calendar).toMatchObject({ added: 0, unchanged: 4, removed: 0 });
  const was = await visits();
  const second = calendar(
    visit('a', '12:00', 'SUMMARY:Joya Mitra'),
    anEvent(
      ...['UID:weekly', 'SUMMARY:Tara Sen', 'RRULE:FREQ=WEEKLY;COUNT=2'],
      ...['DTSTART;TZID=Asia/Kolkata:20260303T110000', 'DURATION:PT15M'],
      'EXDATE;TZID=Asia/Kolkata:20260310T110000',
    ),
  );
  const report = await check(second);
  expect(report.calendar).toMatchObject({ added: 0, changed: 1, removed: 2, unchanged: 1 });
  const kept = await check(second, { ...MAPPING, removesGone: false });
  expect(kept.calendar).toMatchObject({ changed: 1, removed: 0 });
  const importId = await imports.bring(second, MAPPING);
  expect(await visits()).toEqual([
    [at('10:15', 1), 'cancelled', 'Rina Dey'],
    [at('11:00', 1), 'booked', 'Tara Sen'],
    [at('12:00', 1), 'booked', 'Joya Mitra'],
    [at('11:00', 8), 'cancelled', 'Tara Sen'],
  ]);
  expect(await imports.ask({ kind: 'import-undo', importId })).toEqual({ ok: true, value: null });
  expect(await visits()).toEqual(was);
});

test('an import is not taken back where somebody has the time that it would give back [IV4]', async () => {
  await imports.bring(calendar(visit('a', '10:00', 'SUMMARY:Joya Mitra')), MAPPING);
  const importId = await imports.bring(
    calendar(visit('a', '11:00', 'SUMMARY:Joya Mitra')),
    MAPPING,
  );
  await engine.ask('book', aBooking(engine.newId(), '10:00', TUESDAY));
  const before = await visits();
  expect(await imports.ask({ kind: 'import-undo', importId })).toMatchObject({
    ok: false,
    error: { kind: 'undo-refused', refusal: { kind: 'time-taken' } },
  });
  expect(await visits()).toEqual(before);
});

test('what left this book comes to the appointments that are there, and books none beside them [IV5]', async () => {
  const own = engine.newId();
  await engine.ask('book', aBooking(own, '10:00', TUESDAY));
  const [[, , name] = []] = await visits();
  const text = calendar(visit(`${own}@daybook`, '10:30', 'SUMMARY:Appointment'));
  expect((await check(text)).calendar).toMatchObject({ added: 0, changed: 1, leftOut: 0 });
  await imports.bring(text, MAPPING);
  expect(await visits()).toEqual([[at('10:30', 1), 'booked', name]]);
});

test('an endless or broken repetition, a flood of guests and a text without end cost no more than their event [IV5] [IM12]', async () => {
  const guests = Array.from({ length: 3000 }, (_, i) => `ATTENDEE;CN=G${i}:mailto:g${i}@x.org`);
  const folded = Array.from({ length: 2000 }, () => ` ${'words '.repeat(10)}`);
  const endless = visit('a', '10:00', 'SUMMARY:Joya Mitra', 'RRULE:FREQ=DAILY');
  const hostile = [
    visit('b', '10:15', 'SUMMARY:Rina Dey', 'RRULE:FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31'),
    visit('c', '10:30', 'SUMMARY:Tara Sen', ...guests, 'DESCRIPTION:Text', ...folded),
    visit('d', '10:45', 'SUMMARY:=HYPERLINK("http://x")', 'DTEND:20260303T000000Z'),
    anEvent('UID:e', 'SUMMARY:Rina Dey', 'DTSTART:20260230T100000Z', 'DURATION:PT15M'),
    anEvent('UID:f', 'SUMMARY:Rina Dey', 'DTSTART;TZID=Mars/Base:20260303T100000'),
    visit('c', '11:30', 'SUMMARY:Tara Sen', 'SEQUENCE:2'),
  ];
  const month = { ...MAPPING, lastDay: '2026-03-31' };
  const report = await check(calendar(endless, ...hostile), month);
  const kinds = new Set(report.problems.map(({ kind }) => kind));
  for (const kind of ['impossible-date', 'unknown-zone', 'superseded'] as const) {
    expect(kinds).toContain(kind);
  }
  expect(report.appointments).toBeGreaterThan(15);
  expect(await visits()).toEqual([]);
  const many = Array.from({ length: 9 }, (_, i) =>
    visit(`m${i}`, `1${i}:00`, 'SUMMARY:Joya Mitra', 'RRULE:FREQ=DAILY'),
  );
  const importId = await imports.upload(calendar(...many), 'das.ics');
  const year = { ...MAPPING, lastDay: '2027-02-28' };
  expect(await imports.ask({ kind: 'import-dry-run', importId, mapping: year })).toEqual({
    ok: false,
    error: { kind: 'too-many-events', max: 2000 },
  });
});
