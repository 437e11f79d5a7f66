import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportReport } from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import {
  aBooking,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { aCalendar, anEvent } from '../../../test/support/read-ics.ts';

let engine: TestEngine;
let imports: ReturnType<typeof openImports>;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  imports = openImports(engine);
});
afterEach(async () => {
  imports[Symbol.dispose]();
  await engine.close();
});

const MAPPING: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
  ...{ firstDay: '2026-03-02', lastDay: '2026-05-31', removesGone: true },
  ...{ timeOffKind: 'conference', keepsTitles: false, affected: null, slotMin: 20 },
};
const sessionsOf = (changes: Partial<CalendarMapping> = {}): CalendarMapping => ({
  ...{ ...MAPPING, become: 'sessions' },
  ...changes,
});

const KOLKATA = 'TZID=Asia/Kolkata';
/** Ten o'clock on the Tuesdays of March, but for the second, and later on the third. */
const TUESDAYS = [
  anEvent(
    ...['UID:tuesdays', 'SUMMARY:Teaching', 'RRULE:FREQ=WEEKLY;COUNT=5'],
    ...[`DTSTART;${KOLKATA}:20260303T100000`, `DTEND;${KOLKATA}:20260303T110000`],
    `EXDATE;${KOLKATA}:20260310T100000`,
  ),
  anEvent(
    ...['UID:tuesdays', 'SUMMARY:Teaching late', `RECURRENCE-ID;${KOLKATA}:20260317T100000`],
    ...[`DTSTART;${KOLKATA}:20260317T160000`, `DTEND;${KOLKATA}:20260317T170000`],
  ),
];
const NAMED = 'X-WR-CALNAME:Dr. Das';
const DAY_OFF = anEvent('UID:off', 'DTSTART;VALUE=DATE:20260325', 'SUMMARY:Away');

async function check(text: string, mapping: CalendarMapping): Promise<ImportReport> {
  const importId = await imports.upload(text, 'das.ics');
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}

const timesOff = () =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('timeOff')
      .select(['id', 'startMs', 'endMs', 'kind', 'reason'])
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );
const sessions = () =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['id', 'startMs', 'endMs', 'slotMin', 'confirmed', 'serviceIds'])
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );

test('a calendar is known by how it begins, packed or not, and is looked at first [IM9]', async () => {
  const text = aCalendar(NAMED, 'X-WR-TIMEZONE:Asia/Kolkata', ...TUESDAYS, DAY_OFF);
  for (const bytes of [text, gzipSync(text)]) {
    const importId = await imports.upload(bytes, 'das.ics');
    expect(await imports.ask({ kind: 'import-inspect', importId, shape: null })).toMatchObject({
      ok: true,
      value: {
        ...{ format: 'calendar', name: 'Dr. Das', zone: 'Asia/Kolkata', remembered: null },
        ...{ events: 3, series: 1, titles: ['Teaching', 'Teaching late', 'Away'] },
      },
    });
  }
});

test('events become time off of the doctor, with their titles only where that was chosen [IM9]', async () => {
  await imports.bring(aCalendar(NAMED, ...TUESDAYS, DAY_OFF), MAPPING);
  const brought = await timesOff();
  expect(brought).toMatchObject([
    { startMs: at('10:00', 1), endMs: at('11:00', 1), kind: 'conference', reason: '' },
    { startMs: at('16:00', 15), endMs: at('17:00', 15) },
    { startMs: at('10:00', 22), endMs: at('11:00', 22) },
    { startMs: at('00:00', 23), endMs: at('00:00', 24) },
    { startMs: at('10:00', 29), endMs: at('11:00', 29) },
  ]);
  await imports.bring(aCalendar(NAMED, ...TUESDAYS, DAY_OFF), { ...MAPPING, keepsTitles: true });
  const again = await timesOff();
  expect(again.map(({ id }) => id)).toEqual(brought.map(({ id }) => id));
  expect(again[1]?.reason).toBe('Teaching late');
});

test('a service that working time of a calendar is for, and that is called otherwise here, is told of until somebody says what it is [SV10]', async () => {
  const text = aCalendar(
    NAMED,
    anEvent(
      ...['UID:works', 'SUMMARY:Clinic', 'X-DAYBOOK-SERVICE:Check-up', 'RRULE:FREQ=DAILY;COUNT=3'],
      ...[`DTSTART;${KOLKATA}:20260303T100000`, `DTEND;${KOLKATA}:20260303T110000`],
    ),
  );
  const before = await check(text, sessionsOf());
  expect(before).toMatchObject({
    problems: [{ kind: 'strange-service', value: 'Check-up' }],
    ...{ strangeServices: ['Check-up'], calendar: { added: 3, leftOut: 0 } },
  });
  const services = [{ name: 'Check-up', serviceId: CONSULTATION }];
  expect((await check(text, sessionsOf({ services }))).problems).toEqual([]);
  await imports.bring(text, sessionsOf({ services }));
  expect((await sessions()).map(({ serviceIds }) => serviceIds)).toEqual([
    ...[[CONSULTATION], [CONSULTATION], [CONSULTATION]],
  ]);
  // Time off is for nothing.
  expect(await check(text, MAPPING)).toMatchObject({ problems: [], strangeServices: [] });
});

test('events become confirmed working time, in which people are booked [IM9]', async () => {
  await imports.bring(aCalendar(NAMED, ...TUESDAYS, DAY_OFF), sessionsOf());
  expect(await sessions()).toMatchObject([
    { startMs: at('10:00', 1), endMs: at('11:00', 1), slotMin: 20, confirmed: true },
    { startMs: at('16:00', 15), endMs: at('17:00', 15) },
    { startMs: at('10:00', 22) },
    { startMs: at('10:00', 29) },
  ]);
  const [first] = await sessions();
  const time = { startMs: at('10:20', 1), endMs: at('10:40', 1) };
  const booked = engine.newId();
  expect(await engine.ask('book', aBooking(booked, '10:20', time))).toMatchObject({ ok: true });
  const appointment = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('sessionId').executeTakeFirst(),
  );
  expect(appointment?.sessionId).toBe(first?.id);
});

test('a calendar that comes again changes what is another, removes what is gone, and adds nothing twice [IM11]', async () => {
  const first = aCalendar(NAMED, ...TUESDAYS, DAY_OFF);
  await imports.bring(first, MAPPING);
  expect(await check(first, MAPPING)).toMatchObject({
    calendar: { added: 0, changed: 0, unchanged: 5, removed: 0, leftOut: 0 },
  });
  const [series = '', late = ''] = TUESDAYS;
  const later = aCalendar(
    NAMED,
    series.replace('COUNT=5', 'COUNT=4'),
    late.replaceAll(/20260317(?=T1[67])/g, '20260318'),
    anEvent('UID:new', 'DTSTART:20260401T043000Z', 'DURATION:PT1H'),
  );
  expect(await check(later, { ...MAPPING, removesGone: false })).toMatchObject({
    calendar: { added: 1, removed: 0 },
  });
  const importId = await imports.bring(later, MAPPING);
  const starts = async () => (await timesOff()).map(({ startMs }) => startMs);
  expect(await starts()).toEqual([
    at('10:00', 1),
    at('16:00', 16),
    at('10:00', 22),
    at('10:00', 30),
  ]);
  expect(await imports.ask({ kind: 'import-undo', importId })).toMatchObject({ ok: true });
  expect(await starts()).toEqual([
    at('10:00', 1),
    at('16:00', 15),
    at('10:00', 22),
    at('00:00', 23),
    at('10:00', 29),
  ]);
});

test('what is on other days, of another calendar or entered by hand stays [IM11]', async () => {
  await imports.bring(aCalendar('X-WR-CALNAME:Private', DAY_OFF), MAPPING);
  await imports.bring(aCalendar(NAMED, ...TUESDAYS), MAPPING);
  await engine.ask('add-time-off', {
    ...{ doctorId: DR_DAS, kind: 'leave', reason: '', affected: null },
    times: [{ id: engine.newId(), startMs: at('08:00', 40), endMs: at('09:00', 40) }],
  });
  await imports.bring(aCalendar(NAMED), { ...MAPPING, lastDay: '2026-03-20' });
  expect((await timesOff()).map(({ startMs }) => startMs)).toEqual([
    at('10:00', 22),
    at('00:00', 23),
    at('10:00', 29),
    at('08:00', 40),
  ]);
});

test('time is not taken from those who are booked without a choice; with one they lose it, and get it back by undo [IM11]', async () => {
  await engine.ask('create-series', aSeries(engine.newId()));
  const booked = engine.newId();
  const time = { startMs: at('10:15', 1), endMs: at('10:30', 1) };
  await engine.ask('book', aBooking(booked, '10:15', time));
  const text = aCalendar(NAMED, ...TUESDAYS);
  const importId = await imports.upload(text);
  const dry = await imports.ask({ kind: 'import-dry-run', importId, mapping: MAPPING });
  expect(dry).toMatchObject({ ok: true, value: { calendar: { affected: 1, added: 4 } } });
  expect(await imports.ask({ kind: 'import-apply', importId })).toEqual({
    ok: false,
    error: { kind: 'has-appointments', count: 1 },
  });
  expect(await timesOff()).toEqual([]);

  const verdict = async () => {
    const claims = await engine.store.read((db) =>
      db.kysely.selectFrom('claim').select('verdict').execute(),
    );
    return claims.map((claim) => claim.verdict);
  };
  const brought = await imports.bring(text, { ...MAPPING, affected: 'displace' });
  expect(await verdict()).toEqual(['displaced']);
  expect(await imports.ask({ kind: 'import-undo', importId: brought })).toMatchObject({ ok: true });
  expect(await verdict()).toEqual(['active']);
  expect(await timesOff()).toEqual([]);
});

test('working time over other working time is left out, and nobody loses a session that is booked [IM10] [IM11]', async () => {
  await imports.bring(aCalendar(NAMED, ...TUESDAYS), sessionsOf());
  const time = { startMs: at('10:20', 1), endMs: at('10:40', 1) };
  await engine.ask('book', aBooking(engine.newId(), '10:20', time));
  const [series = ''] = TUESDAYS;
  const moved = series.replaceAll('T100000', 'T120000').replaceAll('T110000', 'T130000');
  const other = anEvent(
    'SUMMARY:Ward',
    `DTSTART;${KOLKATA}:20260324T123000`,
    'DURATION:PT2H',
    'RRULE:FREQ=WEEKLY;COUNT=2',
  );
  const report = await check(aCalendar(NAMED, moved, other), sessionsOf());
  // Moved an hour, every occurrence is another, but for the one that is booked.
  expect(report.problems.map(({ kind }) => kind).toSorted()).toEqual([
    'session-booked',
    'session-overlap',
    'session-overlap',
  ]);
  await imports.bring(aCalendar(NAMED, moved, other), sessionsOf());
  expect((await sessions()).map(({ startMs }) => startMs)).toEqual([
    at('10:00', 1),
    at('12:00', 1),
    at('12:00', 15),
    at('12:00', 22),
    at('12:00', 29),
  ]);
});

test('what cannot be working time, or takes nobody’s time, is told event by event [IM10]', async () => {
  const odd = aCalendar(
    anEvent('SUMMARY:Birthday', 'DTSTART;VALUE=DATE:20260304', 'TRANSP:TRANSPARENT'),
    anEvent('SUMMARY:Ten minutes', 'DTSTART:20260305T043000Z', 'DURATION:PT10M'),
    anEvent('SUMMARY:Two days', 'DTSTART:20260306T043000Z', 'DURATION:PT48H'),
    anEvent('SUMMARY:Seconds', 'DTSTART:20260309T043030Z', 'DURATION:PT1H'),
    anEvent('SUMMARY:Mars', 'DTSTART;TZID=Mars/Base:20260309T043030', 'DURATION:PT1H'),
    anEvent('SUMMARY:Broken', 'RRULE:FREQ=OFTEN', 'DTSTART:20260310T043000Z', 'DURATION:PT1H'),
  );
  const report = await check(odd, sessionsOf());
  expect(report.problems.map(({ kind, value }) => [kind, value])).toEqual([
    ['whole-day', 'Birthday'],
    ['no-length', 'Ten minutes'],
    ['too-long', 'Two days'],
    ['impossible-time', 'Seconds'],
    ['unknown-zone', 'Mars: Mars/Base'],
    ['not-understood', expect.stringContaining('frequency')],
  ]);
  expect(report.calendar).toMatchObject({ added: 0, leftOut: 6 });
  const asTimeOff = await check(odd, MAPPING);
  expect(asTimeOff.problems[0]).toMatchObject({ kind: 'free-time', value: 'Birthday' });
});

test.each([
  ['is cut off', aCalendar(...TUESDAYS).slice(0, -20), 'not-a-calendar'],
  ['ends in the wrong place', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n', 'not-a-calendar'],
  ['is nested without end', 'BEGIN:VCALENDAR\n'.repeat(50), 'not-a-calendar'],
  ['has a line without end', aCalendar(`X:${'a'.repeat(200_000)}`), 'line-too-long'],
  [
    'has more times than a doctor',
    aCalendar(
      ...Array.from({ length: 60 }, (_, i) =>
        anEvent(`UID:${i}`, 'DTSTART:20250101T043000Z', 'DURATION:PT5M', 'RRULE:FREQ=DAILY'),
      ),
    ),
    'too-many-events',
  ],
])('a calendar that %s is refused as a whole [IM12]', async (_, text, kind) => {
  const importId = await imports.upload(text, 'das.ics');
  const mapping = { ...MAPPING, lastDay: '2027-03-01' };
  expect(await imports.ask({ kind: 'import-dry-run', importId, mapping })).toMatchObject({
    ok: false,
    error: { kind },
  });
});

test('days that are none, or too many at once, are refused [IM12]', async () => {
  const importId = await imports.upload(aCalendar(...TUESDAYS), 'das.ics');
  for (const days of [
    { firstDay: '2026-03-02', lastDay: '2026-03-01' },
    { firstDay: '2026-02-30', lastDay: '2026-03-01' },
    { firstDay: '2020-01-01', lastDay: '2030-01-01' },
  ]) {
    const mapping = { ...MAPPING, ...days };
    expect(await imports.ask({ kind: 'import-dry-run', importId, mapping })).toMatchObject({
      error: { kind: 'no-such-days' },
    });
  }
});

test('an import on which something was built is not taken back, and the next file of the calendar begins as the last [IM4] [IM8]', async () => {
  const text = aCalendar(NAMED, ...TUESDAYS);
  const mapping = sessionsOf();
  const importId = await imports.bring(text, mapping);
  const next = await imports.upload(text, 'other-name.ics');
  expect(await imports.ask({ kind: 'import-inspect', importId: next, shape: null })).toMatchObject({
    value: { remembered: mapping },
  });
  const time = { startMs: at('10:20', 1), endMs: at('10:40', 1) };
  const booked = engine.newId();
  await engine.ask('book', aBooking(booked, '10:20', time));
  expect(await imports.ask({ kind: 'import-undo', importId })).toEqual({
    ok: false,
    error: { kind: 'undo-touches-newer', count: 1 },
  });
  await engine.ask('cancel', { appointmentId: booked, reason: 'Ill' });
  expect(await imports.ask({ kind: 'import-undo', importId })).toMatchObject({ ok: true });
  expect(await sessions()).toEqual([]);
  await imports.bring(text, mapping);
  expect(await sessions()).toHaveLength(4);
});
