import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { beginSending } from '../../shared/engine/notify/begin-sending.ts';
import { claimDue } from '../../shared/engine/notify/claim-due.ts';
import { loadMessages } from '../../shared/engine/queries/load-messages.ts';
import {
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  EVERY_WORKDAY,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../test/support/engine.ts';
import { runOutbox, sendAll } from '../../test/support/run-outbox.ts';
import { openSmsStandIn, type SmsStandIn } from '../../test/support/sms-stand-in.ts';
import { openSmtpStandIn, type SmtpStandIn } from '../../test/support/smtp-stand-in.ts';
import type { Gateways } from './keep-outbox.ts';
import { openGateways } from './open-gateways.ts';

// What is done with several visits of a patient in one act, over real gateways on this machine.

let sms: SmsStandIn;
let smtp: SmtpStandIn;
let gateways: Gateways;
let engine: TestEngine;

beforeAll(async () => {
  sms = await openSmsStandIn();
  smtp = await openSmtpStandIn();
  gateways = openGateways({ sms: sms.options, email: smtp.options }, 3000);
});
afterAll(async () => {
  await sms[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
let before = 0;
beforeEach(async () => {
  before = sms.taken.length;
  sms.lists = true;
  engine = await openTestEngine();
  await setUpClinic(engine);
  const rule = `${EVERY_WORKDAY};COUNT=60`;
  await engine.ask('create-series', aSeries(engine.newId(), { rule }));
});
afterEach(() => engine.close());

const bodies = (): readonly string[] => sms.taken.slice(before).map(({ body }) => body);

/** Visits at ten from Tuesday 3 March on, one a day. */
async function bookCourse(count: number, clock = '10:00', patient: object | null = null) {
  const newPatient = patient && { ...aPatient(engine.newId(), 'Arun Rao'), ...patient };
  const days = Array.from({ length: 20 }, (_, i) => i + 1).filter((day) => day % 7 < 5);
  const visits = days.slice(0, count).map((day) => ({
    ...{ appointmentId: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ serviceId: CONSULTATION, startMs: at(clock, day), endMs: at(clock, day) + 900_000 },
  }));
  const course = { courseId: engine.newId(), visits, holdId: null, note: '', emergency: false };
  const whose = { patientId: newPatient?.id ?? PATIENT, newPatient };
  const asked = await engine.ask('book-course', { ...course, ...whose, notify: true });
  expect(asked).toMatchObject({ ok: true });
  return visits.map(({ appointmentId }) => appointmentId);
}

const notifications = () =>
  engine.store.read((db) =>
    db.kysely.selectFrom('notification').selectAll().orderBy('startMs').execute(),
  );
const statesOf = async () => (await notifications()).map(({ state }) => state);
const linesOf = (filter: 'all' | 'to-call') =>
  engine.store.read((db) => {
    const wish = { branchId: SALT_LAKE, doctorId: null, filter, nowMs: engine.clock.nowMs() };
    return loadMessages(db, ORGANISATION, wish);
  });
const times = <T>(count: number, value: T): readonly T[] =>
  Array.from({ length: count }, () => value);

test('visits that were booked together are told of in one message, and are one line [NO15]', async () => {
  await bookCourse(8);
  await sendAll(engine, gateways);
  expect(bodies()).toEqual([
    'Dear Meera Iyer, you are booked for 8 appointments with Dr. Priya Das, Salt Lake: Tue 3 Mar 10:00; Wed 4 Mar 10:00; Thu 5 Mar 10:00; Fri 6 Mar 10:00; Mon 9 Mar 10:00; Tue 10 Mar 10:00 and 2 more. Lakeside Clinics',
  ]);
  expect(await statesOf()).toEqual(times(8, 'sent'));
  const { lines, counts } = await linesOf('all');
  expect(lines).toMatchObject([{ startMs: at('10:00', 1), state: 'sent' }]);
  expect(lines[0]?.also.map(({ startMs }) => startMs)).toEqual(
    [2, 3, 4, 7, 8, 9, 10].map((day) => at('10:00', day)),
  );
  expect(counts).toEqual({ sent: 8, waiting: 0, toCall: 0 });
});

test('two processes of central send it once, and none that ended in between sends it again [NO4] [NO5] [NO15]', async () => {
  await bookCourse(5);
  await runOutbox(engine, gateways);
  engine.clock.advance(11_000);
  await Promise.all([runOutbox(engine, gateways), runOutbox(engine, gateways)]);
  expect(bodies()).toHaveLength(1);
  expect(await statesOf()).toEqual(times(5, 'sent'));

  await bookCourse(3, '11:00');
  await runOutbox(engine, gateways);
  engine.clock.advance(11_000);
  const by = engine.newId();
  const claimed = await claimDue(engine.connector, { by, nowMs: engine.clock.nowMs(), limit: 4 });
  expect(claimed).toHaveLength(3);
  const begun = await Promise.all(
    claimed.map((one) => beginSending(engine.store, one, { by, pausedUntilMs: () => 0 })),
  );
  expect(begun.filter((one) => one !== null)).toMatchObject([{ ids: { length: 3 } }]);
  // It is never heard of again, and its lease runs out.
  await engine.connector.withSession((session) =>
    session.query('update outbox set lease_until_ms = 0, due_ms = 0', []),
  );
  await runOutbox(engine, gateways);
  expect(bodies()).toHaveLength(1);
  const states = (await notifications()).map(({ state, reason }) => `${state} ${reason}`);
  expect(states.toSorted().slice(-3)).toEqual(times(3, 'unknown process-ended'));
});

test('what is overtaken before it is sent is left out, and only what is so is told [NO7] [NO15]', async () => {
  const [first = '', second = ''] = await bookCourse(3);
  const cancel = { appointmentId: second, reason: 'Holiday', notify: false };
  expect(await engine.ask('cancel', cancel)).toMatchObject({ ok: true });
  const moved = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('12:00', 1) };
  const move = { appointmentId: first, ...moved, endMs: at('12:15', 1), notify: true };
  expect(await engine.ask('move', move)).toMatchObject({ ok: true });
  await sendAll(engine, gateways);
  expect(bodies().toSorted()).toEqual([
    'Dear Meera Iyer, you are booked with Dr. Priya Das on Thu 5 Mar at 10:00, Salt Lake. Lakeside Clinics',
    'Dear Meera Iyer, you are booked with Dr. Priya Das on Tue 3 Mar at 12:00, Salt Lake. Lakeside Clinics',
  ]);
});

test('everybody who is hit by an absence gets one message, whatever they lose by it [NO9] [NO15]', async () => {
  await bookCourse(3);
  await bookCourse(1, '10:15', { phone: '98300 22222' });
  await bookCourse(2, '10:30', { phone: null, email: 'arun@example.org' });
  await sendAll(engine, gateways);
  const told = sms.taken.length;
  const mails = smtp.taken.length;
  const away = [1, 2, 3].map((day) => ({
    ...{ id: engine.newId(), startMs: at('10:00', day), endMs: at('11:00', day) },
  }));
  const leave = { doctorId: DR_DAS, kind: 'emergency', reason: 'Ill', times: away } as const;
  const asked = await engine.ask('add-time-off', { ...leave, affected: 'displace', notify: true });
  expect(asked).toMatchObject({ ok: true });
  await sendAll(engine, gateways);
  const [one = '', other = ''] = sms.taken
    .slice(told)
    .map(({ body }) => body)
    .toSorted();
  expect(sms.taken.slice(told)).toHaveLength(2);
  expect(one).toMatch(
    /^Dear Arun Rao, your appointment .* on Tue 3 Mar at 10:15 cannot take place/,
  );
  expect(other).toMatch(
    /^Dear Meera Iyer, 3 of your appointments with Dr\. Priya Das cannot take place: Tue 3 Mar 10:00; Wed 4 Mar 10:00; Thu 5 Mar 10:00\. We can offer you: .+ Priya Das, Salt Lake/,
  );
  expect(smtp.taken.slice(mails)).toHaveLength(1);
  expect(smtp.taken.at(-1)).toContain('Subject: 2 of your appointments cannot take place');
});

test('a gateway that misbehaves has it once, as one [NO5] [NO6] [NO15]', async () => {
  await bookCourse(3);
  sms.plan('too-many', 'take-and-drop');
  await sendAll(engine, gateways);
  expect(await statesOf()).toEqual(times(3, 'waiting'));
  engine.clock.advance(121_000);
  await runOutbox(engine, gateways);
  expect(await statesOf()).toEqual(times(3, 'sending'));
  engine.clock.advance(60_000);
  await runOutbox(engine, gateways);
  expect(await statesOf()).toEqual(times(3, 'sent'));
  expect(bodies()).toHaveLength(1);
});

test('one that refuses it makes one line of whom to call, sent again or told as one [NO2] [NO15]', async () => {
  await bookCourse(3);
  sms.plan('refuse');
  await sendAll(engine, gateways);
  const [line] = (await linesOf('to-call')).lines;
  expect(line).toMatchObject({ state: 'failed', also: { length: 2 } });
  const notificationId = line?.id ?? '';
  sms.plan('refuse');
  expect(await engine.ask('send-again', { notificationId, together: true })).toMatchObject({
    ok: true,
  });
  await sendAll(engine, gateways);
  expect(await statesOf()).toEqual(times(3, 'failed'));
  expect((await linesOf('to-call')).lines).toHaveLength(1);
  // Of one alone, who was called about it.
  expect(await engine.ask('mark-told', { notificationId })).toMatchObject({ ok: true });
  expect(await statesOf()).toEqual(['told', 'failed', 'failed']);
  const [rest] = (await linesOf('to-call')).lines;
  expect(rest).toMatchObject({ also: { length: 1 } });
  const told = { notificationId: rest?.id ?? '', together: true };
  expect(await engine.ask('mark-told', told)).toMatchObject({ ok: true });
  expect(await statesOf()).toEqual(times(3, 'told'));
  const appointments = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('toldByPhone').execute(),
  );
  expect(appointments.map(({ toldByPhone }) => toldByPhone)).toEqual(times(3, true));
  expect(bodies()).toEqual([]);
});

test('one that could still be lost is waited for, not for ever, and told later as another [NO7] [NO15]', async () => {
  const [, , last = ''] = await bookCourse(3);
  const setFirm = (isFirm: boolean) =>
    engine.connector.withSession(async (session) => {
      await session.query("select set_config('daybook.writing', 'yes', false)", []);
      await session.query('update claim set with_right = $1 where id = $2', [isFirm, last]);
      await session.query("select set_config('daybook.writing', '', false)", []);
    });
  await setFirm(false);
  await sendAll(engine, gateways);
  expect(bodies()).toEqual([]);
  engine.clock.advance(10 * 60_000);
  await runOutbox(engine, gateways);
  expect(bodies()).toEqual([expect.stringContaining('booked for 2 appointments')]);
  expect(await statesOf()).toEqual(['sent', 'sent', 'waiting']);
  await setFirm(true);
  engine.clock.advance(30_000);
  await runOutbox(engine, gateways);
  expect(bodies()).toHaveLength(2);
  expect(bodies()[1]).toContain('you are booked with Dr. Priya Das on Thu 5 Mar at 10:00');
  expect(new Set(sms.taken.slice(before).map(({ key }) => key)).size).toBe(2);
});
