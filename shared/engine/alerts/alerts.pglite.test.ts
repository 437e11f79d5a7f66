import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  admin,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { Alert } from '../../model/alert.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Actor } from '../../model/user.ts';
import { noteExport } from '../export/note-export.ts';
import { noteReportFile } from '../reports/note-report-file.ts';
import { noteTrailFile } from '../trail/note-trail-file.ts';
import { loadAlerts } from './load-alerts.ts';
import { lookForAlerts } from './look-for-alerts.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const person = (role: Actor['role'], more: Partial<Actor> = {}): Actor => ({
  ...{ userId: '00000000-0000-7000-8000-0000000000f7', name: 'Asha Rao', role },
  ...{ doctorId: null, branchIds: [SALT_LAKE], desk: 'Desk 2' },
  ...more,
});
const drDas = person('doctor', { name: 'Dr. Priya Das', doctorId: DR_DAS });

const alerts = (
  filter: 'open' | 'snoozed' | 'settled' | 'all' = 'open',
  actor = admin,
  text = '',
) =>
  engine.store.read((db) =>
    loadAlerts(db, ORGANISATION, { actor, filter, text, nowMs: engine.clock.nowMs() }),
  );
const only = async (): Promise<Alert> => {
  const [one, ...more] = await alerts();
  if (!one || more.length > 0) throw new Error('There is one alert.');
  return one;
};

async function book(clock: string, changes: Partial<IntentInput<'book'>> = {}): Promise<string> {
  const id = engine.newId();
  expect(await engine.ask('book', aBooking(id, clock, changes))).toMatchObject({ ok: true });
  return id;
}

const monday = (reason: string): IntentInput<'add-time-off'> => ({
  ...{ doctorId: DR_DAS, kind: 'leave', reason, affected: 'displace' },
  times: [{ id: engine.newId(), startMs: at('00:00', 7), endMs: at('24:00', 7) }],
});
/** A quarter of an hour on the Monday after. */
const nextMonday = (clock: string) => ({
  startMs: at(clock, 7),
  endMs: at(clock, 7) + 15 * 60_000,
});

test('a doctor who clears a whole day says why, and that is told with how many lose their time [AL2]', async () => {
  await book('09:00', nextMonday('09:00'));
  await book('09:15', nextMonday('09:15'));
  const silent = await engine.ask('add-time-off', monday(' '), { actor: drDas });
  expect(silent).toEqual({ ok: false, error: { kind: 'reason-missing' } });
  expect(await alerts()).toEqual([]);
  const done = await engine.ask('add-time-off', monday('My father is ill'), { actor: drDas });
  expect(done).toMatchObject({ ok: true });
  expect(await alerts()).toMatchObject([
    {
      ...{ kind: 'day-cleared', branchId: SALT_LAKE, subjectId: DR_DAS, subjectName: 'Priya Das' },
      ...{ byName: 'Dr. Priya Das', reason: 'My father is ill', day: '2026-03-09', amount: 2 },
    },
  ]);
  // The reason stands in the log, with what was done.
  const { rows } = await engine.connector.withSession((session) =>
    session.query("select reason from audit where intent_kind = 'add-time-off'", []),
  );
  expect(rows).toEqual([{ reason: 'My father is ill' }]);
});

test('a part of a day, or a day that is far, is no alert and needs no reason [AL2]', async () => {
  const morning = { startMs: at('09:00', 7), endMs: at('12:00', 7) };
  const part = { ...monday(''), times: [{ id: engine.newId(), ...morning }] };
  expect(await engine.ask('add-time-off', part, { actor: drDas })).toMatchObject({ ok: true });
  const far = { startMs: at('00:00', 18), endMs: at('24:00', 18) };
  const later = { ...monday('A congress'), times: [{ id: engine.newId(), ...far }] };
  expect(await engine.ask('add-time-off', later, { actor: drDas })).toMatchObject({ ok: true });
  expect(await alerts()).toEqual([]);
});

test('a day whose only session is taken away is cleared, too; taken back, the alert stays [AL2]', async () => {
  const { rows } = await engine.connector.withSession((session) =>
    session.query('select id from session where start_ms = $1', [at('09:00', 1)]),
  );
  const [{ id }] = rows as [{ readonly id: string }];
  const intentId = engine.newId();
  const gone = await engine.ask('change-session', aDeletion(id), { id: intentId });
  expect(gone).toMatchObject({ ok: true });
  const alert = await only();
  expect(alert).toMatchObject({ kind: 'day-cleared', day: '2026-03-03' });
  await engine.ask('settle-alert', { alertId: alert.id, seenMs: alert.lastMs });
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await alerts('settled')).toHaveLength(1);
});

test.each([
  ['following', ['2026-03-03', '2026-03-04', '2026-03-05']],
  ['weekday', ['2026-03-03', '2026-03-10']],
] as const)('days that go with a series are cleared, too: %s [AL2]', async (scope, days) => {
  const { rows } = await engine.connector.withSession((session) =>
    session.query('select id from session where start_ms = $1', [at('09:00', 1)]),
  );
  const [{ id }] = rows as [{ readonly id: string }];
  const change = { ...aDeletion(id), newSeriesId: engine.newId(), scope };
  expect(await engine.ask('change-session', change)).toMatchObject({ ok: true });
  const found = (await alerts()).toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
  expect(found.map(({ day }) => day)).toEqual(expect.arrayContaining([...days]));
  expect(found[0]).toMatchObject({ kind: 'day-cleared', branchId: SALT_LAKE, byName: 'Ruma Paul' });
  // What goes on at another time is no day cleared.
  const monday = await engine.connector.withSession((session) =>
    session.query('select id from session where start_ms = $1 and not deleted', [at('09:00', 7)]),
  );
  const next = (monday.rows as readonly { readonly id: string }[])[0];
  if (scope === 'following' || !next) return;
  const count = found.length;
  const to = { startMin: 600, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null };
  const later = { ...aDeletion(next.id), newSeriesId: engine.newId(), scope: 'all' as const, to };
  expect(await engine.ask('change-session', later)).toMatchObject({ ok: true });
  expect(await alerts()).toHaveLength(count);
});

test('so many cancelled one by one within the hour are told of, once, with how many [AL2] [AL1]', async () => {
  await engine.ask('save-alerting', {
    ...{ addresses: [], rules: { 'mass-cancelled': { isOn: true, mails: false, from: 3 } } },
  });
  const ids = [await book('09:00'), await book('09:15'), await book('09:30'), await book('09:45')];
  const desk = person('front-desk');
  const cancel = (appointmentId: string) =>
    engine.ask('cancel', { appointmentId, reason: 'Called' }, { actor: desk });
  await cancel(ids[0] ?? '');
  engine.clock.advance(HOUR_MS + 1);
  await cancel(ids[1] ?? '');
  await cancel(ids[2] ?? '');
  expect(await alerts()).toEqual([]);
  await cancel(ids[3] ?? '');
  expect(await only()).toMatchObject({ kind: 'mass-cancelled', byName: 'Asha Rao', amount: 3 });
});

test('many cancelled in one act are told of in it [AL2]', async () => {
  for (const clock of ['09:00', '09:15', '09:30', '09:45', '10:00'])
    await book(clock, nextMonday(clock));
  await engine.ask('save-alerting', {
    ...{ addresses: [], rules: { 'mass-cancelled': { isOn: true, mails: false, from: 5 } } },
  });
  const part = { startMs: at('09:00', 7), endMs: at('11:00', 7), id: engine.newId() };
  await engine.ask('add-time-off', { ...monday('Ill'), affected: 'cancel', times: [part] });
  expect(await only()).toMatchObject({ kind: 'mass-cancelled', amount: 5, count: 1 });
});

test('who is refused taken time again and again is told of; what was refused changed nothing [AL2]', async () => {
  await book('09:00');
  const desk = person('front-desk');
  const ask = () => engine.ask('book', aBooking(engine.newId(), '09:00'), { actor: desk });
  const share = () =>
    engine.ask('book', aBooking(engine.newId(), '09:00', { overbookReason: 'Urgent' }), {
      actor: desk,
    });
  expect((await ask()).ok).toBe(false);
  expect((await share()).ok).toBe(false);
  expect(await alerts()).toEqual([]);
  expect((await ask()).ok).toBe(false);
  expect(await only()).toMatchObject({ kind: 'overbooking-refused', amount: 3, count: 1 });
  expect((await ask()).ok).toBe(false);
  expect(await only()).toMatchObject({ amount: 4, count: 2, subjectName: 'Asha Rao' });
});

test('rules that somebody goes past with a reason again and again are told of [AL2]', async () => {
  const rule = { isOn: true, mails: false, from: 2 };
  await engine.ask('save-alerting', { addresses: [], rules: { 'rule-overridden': rule } });
  const accepts = { ruleIds: [], reason: 'A school child' };
  await book('09:00', { accepts });
  expect(await alerts()).toEqual([]);
  await book('09:15', { accepts });
  expect(await only()).toMatchObject({ kind: 'rule-overridden', amount: 2, reason: null });
  await book('09:30');
  expect(await only()).toMatchObject({ amount: 2 });
});

test('files of the book that are taken one after the other are told of [AL2]', async () => {
  const wish = { kind: 'export' as const, branchId: SALT_LAKE, doctorId: null };
  const take = () => noteExport(engine.store, ORGANISATION, admin, { ...wish } as never, 10);
  for (let n = 0; n < 4; n += 1) await take();
  expect(await alerts()).toEqual([]);
  await take();
  expect(await only()).toMatchObject({ kind: 'exported', amount: 5, branchId: SALT_LAKE });
});

test('files of reports and of the audit trail are files of the book, too [AL2]', async () => {
  const nowMs = engine.clock.nowMs();
  const about = { organisationId: ORGANISATION, actor: admin, nowMs };
  const days = { firstDay: '2026-03-02', lastDay: '2026-03-02' };
  const all = { ...days, branchId: null, doctorId: null, serviceId: null };
  const trail = { kind: 'trail-file' as const, fromMs: 0, untilMs: nowMs, count: 3 };
  const take = async () => {
    await noteReportFile(engine.store, about, all);
    await noteTrailFile(engine.store, ORGANISATION, admin, trail as never);
  };
  await take();
  await take();
  expect(await alerts()).toEqual([]);
  await noteReportFile(engine.store, about, all);
  expect(await only()).toMatchObject({ kind: 'exported', amount: 5, branchId: SALT_LAKE });
});

test('a conflict that nobody looks after is told of once, and settles itself with it [AL2] [AL6]', async () => {
  const id = await book('09:00', nextMonday('09:00'));
  const part = { startMs: at('09:00', 7), endMs: at('11:00', 7), id: engine.newId() };
  await engine.ask('add-time-off', { ...monday('Ill'), times: [part] });
  const look = () =>
    lookForAlerts(engine.store, ORGANISATION, { nowMs: engine.clock.nowMs(), sinceMs: 0 });
  await look();
  expect(await alerts()).toEqual([]);
  engine.clock.advance(DAY_MS);
  await look();
  await look();
  const alert = await only();
  expect(alert).toMatchObject({ kind: 'conflict-waits', amount: 1, count: 1 });
  // Somebody knows of it: it is not told of again while it waits on.
  await engine.ask('settle-alert', { alertId: alert.id, seenMs: alert.lastMs });
  engine.clock.advance(DAY_MS);
  await look();
  expect(await alerts()).toEqual([]);
  const other = await book('09:15', nextMonday('12:30'));
  const noon = { startMs: at('12:30', 7), endMs: at('12:45', 7), id: engine.newId() };
  await engine.ask('add-time-off', { ...monday('Ill'), times: [noon] });
  engine.clock.advance(DAY_MS);
  await look();
  expect(await only()).toMatchObject({ amount: 2, count: 2 });
  for (const appointmentId of [id, other]) {
    await engine.ask('cancel', { appointmentId, reason: 'Called' });
  }
  await look();
  expect(await alerts()).toEqual([]);
  expect(await alerts('settled')).toMatchObject([{ settledBy: null }]);
});

test('an alert is settled as it was seen, put off, sought and kept from others [AL3] [AL5]', async () => {
  await engine.ask('add-time-off', monday('My father is ill'), { actor: drDas });
  const alert = await only();
  const late = { alertId: alert.id, seenMs: alert.lastMs - 1 };
  expect(await engine.ask('settle-alert', late)).toMatchObject({
    error: { kind: 'changed-since' },
  });
  const untilMs = engine.clock.nowMs() + HOUR_MS;
  const manager = person('manager');
  const elsewhere = person('manager', { branchIds: [engine.newId()] });
  const snooze = { alertId: alert.id, untilMs };
  for (const actor of [person('front-desk'), drDas, elsewhere]) {
    expect(await engine.ask('snooze-alert', snooze, { actor })).toMatchObject({
      error: { kind: 'not-permitted' },
    });
    expect(await alerts('all', actor)).toEqual([]);
  }
  const past = { ...snooze, untilMs: engine.clock.nowMs() };
  expect(await engine.ask('snooze-alert', past)).toMatchObject({ error: { kind: 'in-the-past' } });
  expect(await engine.ask('snooze-alert', snooze, { actor: manager })).toMatchObject({ ok: true });
  expect([await alerts(), await alerts('snoozed')]).toMatchObject([[], [{ id: alert.id }]]);
  engine.clock.advance(HOUR_MS);
  expect(await alerts('open', manager, 'FATHER')).toMatchObject([{ id: alert.id }]);
  expect(await alerts('open', manager, 'f%r')).toEqual([]);
  const seen = { alertId: alert.id, seenMs: alert.lastMs };
  expect(await engine.ask('settle-alert', seen, { actor: manager })).toMatchObject({ ok: true });
  expect(await engine.ask('settle-alert', seen)).toMatchObject({
    error: { kind: 'already-resolved', state: 'Asha Rao' },
  });
  expect(await alerts('settled')).toMatchObject([{ settledBy: 'Asha Rao', count: 1 }]);
});

test('a kind that the organisation does not want is no alert, and only who is known gets mail [AL4]', async () => {
  const off = { isOn: false, mails: false, from: 14 };
  await engine.ask('save-alerting', { addresses: [], rules: { 'day-cleared': off } });
  await engine.ask('add-time-off', monday('My father is ill'), { actor: drDas });
  expect(await alerts()).toEqual([]);
  const stranger = { userId: engine.newId(), email: 'somebody@example.org' };
  expect(await engine.ask('save-alerting', { addresses: [stranger], rules: {} })).toMatchObject({
    error: { kind: 'unknown-record', record: 'account' },
  });
});

test('nothing of a patient is in an alert [AL7]', async () => {
  const other = engine.newId();
  await engine.ask('save-patient', aPatient(other, 'Tapan Kundu'));
  for (const [clock, patientId] of [
    ['09:00', PATIENT],
    ['09:15', other],
  ] as const) {
    await book(clock, { ...nextMonday(clock), patientId });
  }
  await engine.ask('save-alerting', {
    ...{ addresses: [], rules: { 'mass-cancelled': { isOn: true, mails: true, from: 1 } } },
  });
  await engine.ask('add-time-off', { ...monday('Ill'), affected: 'cancel' });
  const all = JSON.stringify(await alerts('all'));
  expect(await alerts()).toHaveLength(2);
  for (const text of ['Meera', 'Tapan', 'Kundu', PATIENT, other]) expect(all).not.toContain(text);
});
