import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import type { DeskMessage } from '../shared/wire/desk/rows.ts';
import { ADMIN, type CentralClinic, openCentralClinic } from '../test/support/central-clinic.ts';
import {
  aBooking,
  aPatient,
  at,
  CONSULTATION,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  PATIENT,
  SALT_LAKE,
} from '../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../test/support/joined-host.ts';
import { openRealCentral, quickTimers, type RealCentral } from '../test/support/real-central.ts';
import { openSmsStandIn, type SmsStandIn } from '../test/support/sms-stand-in.ts';
import { openSmtpStandIn, type SmtpStandIn } from '../test/support/smtp-stand-in.ts';
import { openGateways } from './notify/open-gateways.ts';

// A branch books, central sends, and what came of it comes back, over real lines and databases.

const WAIT = { timeout: 60_000, interval: 50 };
/** Several times as long as central waits before it looks again. */
const lookedAgain = () => new Promise((resolve) => setTimeout(resolve, 1500));
const clock = createTestClock(MONDAY_8_MS);

let sms: SmsStandIn;
let smtp: SmtpStandIn;
let central: RealCentral;
let clinic: CentralClinic;
let branch: JoinedHost;
let visits = 0;
const newId = (): string => central.engine.newId();

beforeAll(async () => {
  sms = await openSmsStandIn();
  smtp = await openSmtpStandIn();
  const gateways = openGateways({ sms: sms.options, email: smtp.options }, 3000);
  central = await openRealCentral(clock, { gateways, timers: quickTimers });
  clinic = await openCentralClinic(central, clock);
  await clinic.ask('save-service', {
    ...{ id: CONSULTATION, name: 'Consultation', durationMin: 15, hue: 'green' },
    ...{ ...PLAIN_SERVICE, active: true },
  });
  await clinic.ask('save-patient', aPatient(PATIENT, 'Meera Iyer'));
  branch = await openJoinedHost({
    ...{ clock, seed: 9, centralUrl: central.url, code: await clinic.newCode() },
    ...ADMIN,
  });
  await branch.desk.watch(at('00:00'), at('24:00', 4));
  await branch.desk.shows('sessions', (rows) => rows.some(({ confirmed }) => confirmed));
}, 120_000);
afterAll(async () => {
  await branch[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
  await sms[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
afterEach(() => {
  branch.network.set(false);
});

/** Books a quarter of an hour that nobody has, with the patient to be told of it. */
async function book(changes: object = {}, intentId?: string): Promise<string> {
  const id = newId();
  const minute = 15 * (visits % 12);
  const day = 1 + Math.floor(visits / 12);
  visits += 1;
  const startMs = at('09:00', day) + minute * 60_000;
  const time = { startMs, endMs: startMs + 15 * 60_000 };
  const wish = { ...aBooking(id, '09:00'), ...time, notify: true, ...changes };
  const booked = await branch.desk.intend('book', wish, intentId);
  expect(booked).toMatchObject({ ok: true });
  return id;
}

const messagesOf = (appointmentId: string) =>
  branch.desk.rows('messages').filter((one) => one.appointmentId === appointmentId);

/** Waits until the branch's desk shows an appointment's last message so. */
const shows = (appointmentId: string, wanted: Partial<DeskMessage>) =>
  vi.waitFor(
    () =>
      expect(
        messagesOf(appointmentId)
          .toSorted((a, b) => a.atMs - b.atMs)
          .at(-1),
      ).toMatchObject(wanted),
    WAIT,
  );

/** Waits until central has what a desk did, and then as long as a desk offers to take it back. */
async function afterGrace(appointmentId: string): Promise<void> {
  await shows(appointmentId, { state: 'waiting', unsynced: false });
  await vi.waitFor(async () => expect(await countWithoutLine()).toBe(0), WAIT);
  clock.advance(11_000);
}

/** What central's outbox has not seen yet. */
const countWithoutLine = async (): Promise<number> => {
  const { rows } = await central.connector.withSession((session) =>
    session.query(
      `select 1 from notification n where n.state = 'waiting' and not exists (
        select from outbox o where o.id = n.id)`,
      [],
    ),
  );
  return rows.length;
};

const takenWith = (text: string) => sms.taken.filter(({ body }) => body.includes(text));

test('a patient is told of a booking that was made without a line, once there is one [NO1] [NO3]', async () => {
  branch.network.set(true);
  const id = await book();
  await shows(id, { state: 'waiting', kind: 'booked', channel: 'sms' });
  expect(messagesOf(id)).toMatchObject([{ unsynced: true }]);
  expect(sms.taken).toEqual([]);
  branch.network.set(false);
  await afterGrace(id);
  await shows(id, { state: 'sent', attempts: 1 });
  expect(sms.taken).toHaveLength(1);
  expect(sms.taken[0]?.to).toBe('+919830011842');
  expect(sms.taken[0]?.body).toBe(
    'Dear Meera Iyer, you are booked with Dr. Priya Das on Tue 3 Mar at 09:00, Salt Lake. Lakeside Clinics',
  );
});

test('what was moved and called off before there was a line is told once, as it is then [NO7]', async () => {
  const before = sms.asked();
  branch.network.set(true);
  const id = await book();
  const [row] = branch.desk.rows('appointments').filter((one) => one.id === id);
  const startMs = at('12:00', 3);
  const { branchId = '', doctorId = '' } = row ?? {};
  const moved = { branchId, doctorId, startMs, endMs: startMs + 15 * 60_000 };
  expect(
    await branch.desk.intend('move', { appointmentId: id, ...moved, notify: true }),
  ).toMatchObject({ ok: true });
  const gone = await book();
  const cancel = { appointmentId: gone, reason: 'Recovered', notify: false };
  expect(await branch.desk.intend('cancel', cancel)).toMatchObject({ ok: true });
  const intentId = newId();
  const undone = await book({}, intentId);
  expect(await branch.desk.intend('undo', { intentId })).toMatchObject({ ok: true });
  branch.network.set(false);
  for (const one of [gone, undone]) await shows(one, { state: 'withdrawn', unsynced: false });
  await afterGrace(id);
  // Never told of the first time, the patient hears of a booking, not of a move.
  await shows(id, { state: 'sent', kind: 'booked' });
  await shows(gone, { state: 'withdrawn', reason: 'overtaken' });
  await shows(undone, { state: 'withdrawn' });
  expect(takenWith('you are booked with Dr. Priya Das on Thu 5 Mar at 12:00')).toHaveLength(1);
  expect(takenWith('cancelled')).toEqual([]);
  expect(sms.asked() - before).toBe(1);
});

test('a gateway that wants a pause gets it, and none that takes it keeps nobody waiting for ever [NO6]', async () => {
  sms.plan('too-many');
  const id = await book();
  await afterGrace(id);
  await shows(id, { state: 'waiting', reason: '429 Too many requests', attempts: 1 });
  const asked = sms.asked();
  clock.advance(40_000);
  // Another message that goes the same way waits as well.
  const other = await book();
  await afterGrace(other);
  await lookedAgain();
  expect(sms.asked()).toBe(asked);
  clock.advance(80_000);
  await shows(id, { state: 'sent', attempts: 2 });
  await shows(other, { state: 'sent' });

  sms.plan('refuse');
  const wrong = await book();
  await afterGrace(wrong);
  await shows(wrong, { state: 'failed', reason: "400 The 'To' number is not valid." });
  const again = await branch.desk.intend('send-again', {
    notificationId: messagesOf(wrong)[0]?.id ?? '',
  });
  expect(again).toMatchObject({ ok: true });
  await afterGrace(wrong);
  await shows(wrong, { state: 'sent' });
});

test('a message that was taken without an answer is not sent again: the gateway is asked [NO5]', async () => {
  const before = sms.taken.length;
  sms.plan('take-and-drop');
  const id = await book();
  await afterGrace(id);
  await shows(id, { state: 'sending' });
  await vi.waitFor(() => expect(sms.taken).toHaveLength(before + 1), WAIT);
  await vi.waitFor(
    async () => {
      clock.advance(20_000);
      expect(messagesOf(id)).toMatchObject([{ state: 'sent' }]);
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(sms.taken).toHaveLength(before + 1);

  sms.lists = false;
  sms.plan('take-and-drop');
  const unknown = await book();
  await vi.waitFor(
    async () => {
      clock.advance(20_000);
      expect(messagesOf(unknown)).toMatchObject([{ state: 'unknown' }]);
    },
    { timeout: 60_000, interval: 500 },
  );
  sms.lists = true;
  expect(sms.taken).toHaveLength(before + 2);
});

/** Offers somebody on the waitlist a time that is free, to be told by a message. */
async function offer(clockTime: string): Promise<{ wishId: string; offerId: string }> {
  const ids = { wishId: newId(), offerId: newId() };
  // Somebody who has no visit yet: whoever has one waits no more.
  const newPatient = aPatient(newId(), 'Ila Sen');
  const wish = {
    ...{ id: ids.wishId, branchId: SALT_LAKE, patientId: newPatient.id, serviceId: CONSULTATION },
    ...{ appointmentId: null, doctorIds: [], branchIds: [], weekdays: [], parts: [] },
    ...{ fromDay: null, untilDay: null, urgent: false, note: '', newPatient },
  };
  expect(await branch.desk.intend('save-wish', wish)).toMatchObject({ ok: true });
  const startMs = at(clockTime, 4);
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs: startMs + 15 * 60_000 };
  const offered = await branch.desk.intend('offer-wish', { ...ids, ...time, notify: true });
  expect(offered).toEqual(expect.objectContaining({ ok: true }));
  return ids;
}

test('who is offered a time is told until when; what was answered or is over before is not told [NO14]', async () => {
  const told = await offer('11:00');
  await afterGrace(told.offerId);
  await shows(told.offerId, { state: 'sent', kind: 'offer' });
  expect(sms.taken.at(-1)?.body).toMatch(
    /a time is free: Dr\. Priya Das on Fri 6 Mar at 11:00, Salt Lake\. Call us until \w+ \d+ Mar \d\d:\d\d and it is yours\./,
  );
  const asked = sms.asked();

  branch.network.set(true);
  const declined = await offer('11:15');
  await shows(declined.offerId, { state: 'waiting', unsynced: true });
  const answer = { ...declined, answer: 'declined' as const, appointmentId: newId() };
  expect(await branch.desk.intend('answer-wish', answer)).toMatchObject({ ok: true });
  await shows(declined.offerId, { state: 'withdrawn' });
  const late = await offer('11:30');
  clock.advance(61 * 60_000);
  branch.network.set(false);
  await shows(late.offerId, { state: 'waiting', unsynced: false });
  await vi.waitFor(
    async () => {
      clock.advance(11_000);
      expect(messagesOf(late.offerId)).toMatchObject([{ state: 'withdrawn', reason: 'deadline' }]);
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(messagesOf(declined.offerId)).toMatchObject([{ state: 'withdrawn', reason: 'overtaken' }]);
  expect(sms.asked()).toBe(asked);
});

test('who has no telephone gets an e-mail; who has neither, or wants none, is on the list of whom to call [NO2]', async () => {
  const newPatient = (changes: object) => {
    const patient = { ...aPatient(newId(), 'Arun Rao'), ...changes };
    return { patientId: patient.id, newPatient: patient };
  };
  const byEmail = await book(newPatient({ phone: null, email: 'arun@example.org' }));
  await afterGrace(byEmail);
  await shows(byEmail, { state: 'sent', channel: 'email' });
  expect(smtp.taken.at(-1)).toContain('Dear Arun Rao');
  expect(smtp.taken.at(-1)).toContain('arun@example.org');
  await shows(await book(newPatient({ phone: null })), { state: 'no-address' });
  const optedOut = await book(newPatient({ optedOut: true }));
  await shows(optedOut, { state: 'opted-out' });
  const [message] = messagesOf(optedOut);
  const told = await branch.desk.intend('mark-told', { notificationId: message?.id ?? '' });
  expect(told).toMatchObject({ ok: true });
  await shows(optedOut, { state: 'told' });
  const [row] = branch.desk.rows('appointments').filter((one) => one.id === optedOut);
  expect(row?.toldByPhone).toBe(true);
});

test('what patients are told of cannot be taken back without saying what they hear then [NO8]', async () => {
  const id = newId();
  const intentId = newId();
  const startMs = at('09:00', 4);
  const wish = { ...aBooking(id, '09:00'), startMs, endMs: startMs + 900_000, notify: true };
  expect(await branch.desk.intend('book', wish, intentId)).toMatchObject({ ok: true });
  await afterGrace(id);
  await shows(id, { state: 'sent' });
  expect(await branch.desk.intend('undo', { intentId })).toMatchObject({
    refusal: { kind: 'already-told', count: 1 },
  });
  expect(await branch.desk.intend('undo', { intentId, tellAgain: true })).toMatchObject({
    ok: true,
  });
  await afterGrace(id);
  await shows(id, { state: 'sent', kind: 'cancelled' });
  expect(takenWith('is cancelled')).toHaveLength(1);
});

test('the clinic’s own text is sent, in the patient’s language, with what was added to it [NO12] [NO13]', async () => {
  const save = (text: string | null, language: 'en' | 'hi' = 'en') =>
    branch.desk.intend('save-message-text', { kind: 'cancelled', language, text });
  expect(await save('Dear {patiant}, sorry {')).toMatchObject({
    refusal: { kind: 'unknown-placeholder', names: ['{patiant}', '{'] },
  });
  expect(await save('Sorry {patient}, not on {date} at {time}. {clinic}')).toMatchObject({
    ok: true,
  });
  const day = 4;
  const startMs = at('09:00', day);
  const during = { startMs, endMs: startMs + 900_000, notify: false };
  const second = { startMs: startMs + 900_000, endMs: startMs + 1_800_000, notify: false };
  const hindi = {
    ...aPatient(newId(), 'Rohan Jha'),
    language: 'hi' as const,
    phone: '+919830099999',
  };
  const first = await book(during);
  const other = await book({ ...second, patientId: hindi.id, newPatient: hindi });
  const times = [{ id: newId(), startMs, endMs: startMs + 1_800_000 }];
  const away = {
    doctorId: DR_DAS,
    kind: 'leave',
    reason: 'Ill',
    times,
    affected: 'cancel',
  } as const;
  const sentence = 'The clinic opens again on Monday.';
  const done = await branch.desk.intend('add-time-off', { ...away, notify: true, sentence });
  expect(done).toMatchObject({ ok: true });
  await afterGrace(first);
  for (const id of [first, other]) await shows(id, { state: 'sent', kind: 'cancelled' });
  const bodies = sms.taken.map(({ body }) => body);
  expect(
    bodies.some((body) =>
      /^Sorry Meera Iyer, not on Fri 6 Mar at 09:00\. .*The clinic opens again on Monday\.$/.test(
        body,
      ),
    ),
  ).toBe(true);
  expect(
    bodies.some((body) => /^नमस्ते Rohan Jha, .*The clinic opens again on Monday\.$/.test(body)),
  ).toBe(true);
  expect(await save(null)).toMatchObject({ ok: true });
});

test('all of a doctor who is away are cancelled and told in one act, or lose the time and hear of others [NO9]', async () => {
  const nobody = { ...aPatient(newId(), 'Arun Rao'), phone: null };
  const day = 3;
  const at15 = (n: number) => {
    const startMs = at('10:00', day) + n * 900_000;
    return { startMs, endMs: startMs + 900_000, notify: false };
  };
  const told = [await book(at15(0)), await book(at15(1))];
  const toCall = await book({ ...at15(2), patientId: nobody.id, newPatient: nobody });
  const intentId = newId();
  const times = [{ id: newId(), startMs: at('10:00', day), endMs: at('10:45', day) }];
  const leave = { doctorId: DR_DAS, kind: 'emergency', reason: 'Ill', times } as const;
  const away = { ...leave, affected: 'cancel', notify: true } as const;
  expect(await branch.desk.intend('add-time-off', away, intentId)).toMatchObject({ ok: true });
  await shows(toCall, { state: 'no-address', kind: 'cancelled' });
  for (const id of told) await shows(id, { state: 'waiting', unsynced: false });
  await afterGrace(told[0] ?? '');
  for (const id of told) await shows(id, { state: 'sent', kind: 'cancelled' });
  const { lines, counts } = await branch.desk.ask({
    ...{ kind: 'messages', branchId: SALT_LAKE, filter: 'to-call' },
  });
  expect(lines.map(({ appointmentId }) => appointmentId)).toContain(toCall);
  expect(counts.toCall).toBe(lines.length);
  expect(await branch.desk.intend('undo', { intentId })).toMatchObject({
    refusal: { kind: 'already-told', count: 2 },
  });

  const lost = await book({ ...at15(6), notify: false });
  const later = [{ id: newId(), startMs: at('11:30', day), endMs: at('11:45', day) }];
  const displaced = { ...leave, times: later, affected: 'displace', notify: true } as const;
  const displacing = newId();
  expect(await branch.desk.intend('add-time-off', displaced, displacing)).toMatchObject({
    ok: true,
  });
  await afterGrace(lost);
  await shows(lost, { state: 'sent', kind: 'displaced' });
  expect(sms.taken.at(-1)?.body).toMatch(
    /on Thu 5 Mar at 11:30 cannot take place. We can offer you: .+ Priya Das, Salt Lake/,
  );
  // Nothing was sent yet of what is taken back at once.
  const again = await book({ ...at15(7), notify: false });
  const third = [{ id: newId(), startMs: at('11:45', day), endMs: at('12:00', day) }];
  const undone = newId();
  const taken = sms.asked();
  const absence = { ...leave, times: third, affected: 'cancel', notify: true } as const;
  expect(await branch.desk.intend('add-time-off', absence, undone)).toMatchObject({ ok: true });
  expect(await branch.desk.intend('undo', { intentId: undone })).toMatchObject({ ok: true });
  await shows(again, { state: 'withdrawn', unsynced: false });
  clock.advance(11_000);
  await lookedAgain();
  expect(sms.asked()).toBe(taken);
});

test('patients are reminded once by central, and nobody is sent anything in quiet hours [NO10] [NO11]', async () => {
  const asks = { booked: 'yes', moved: 'yes', cancelled: 'yes', displaced: 'yes' } as const;
  const settings = { branchId: SALT_LAKE, asks, reminderHours: 24 };
  const startMs = at('12:30', 8);
  const time = { startMs, endMs: startMs + 900_000, notify: false };
  const [reminded, cancelled] = [await book(time), await book({ ...time, ...after(time) })];
  await vi.waitFor(async () => expect(await firmAtCentral([reminded, cancelled])).toBe(true), WAIT);
  const cancel = { appointmentId: cancelled, reason: 'Recovered', notify: false };
  expect(await branch.desk.intend('cancel', cancel)).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect(await firmAtCentral([cancelled])).toBe(false), WAIT);
  // The branch is off while it comes to be a day before.
  branch.network.set(true);
  const quiet = { quietFromMin: 12 * 60, quietUntilMin: 13 * 60 };
  await clinic.ask('save-messaging', { ...settings, ...quiet });
  const asked = sms.asked();
  clock.advance(startMs - 24 * 3_600_000 + 60_000 - clock.nowMs());
  await vi.waitFor(async () => expect(await reminders()).toEqual([reminded]), WAIT);
  clock.advance(11_000);
  await lookedAgain();
  expect(sms.asked()).toBe(asked);
  clock.advance(30 * 60_000);
  await vi.waitFor(() => expect(sms.asked()).toBe(asked + 1), WAIT);
  expect(sms.taken.at(-1)?.body).toContain('this is to remind you: Dr. Priya Das on Tue 10 Mar');
  clock.advance(3_600_000);
  await lookedAgain();
  expect(await reminders()).toEqual([reminded]);
  expect(sms.asked()).toBe(asked + 1);
});

const after = ({ endMs }: { readonly endMs: number }) => ({
  startMs: endMs,
  endMs: endMs + 900_000,
});

async function idsOf(sql: string, values: readonly unknown[] = []): Promise<readonly string[]> {
  const { rows } = await central.connector.withSession((session) => session.query(sql, values));
  return (rows as readonly { readonly id: string }[]).map(({ id }) => id);
}
const reminders = () =>
  idsOf("select appointment_id as id from notification where kind = 'reminder'");
const firmAtCentral = async (ids: readonly string[]): Promise<boolean> =>
  (
    await idsOf('select id from claim where (with_right or endorsed) and id = any ($1::uuid[])', [
      ids,
    ])
  ).length === ids.length;

test('no log of central has a number, a name or the token [SE13]', () => {
  // A duration has so many digits that the beginning of a number stands in one by chance.
  const log = central.log().replaceAll(/"(time|responseTime)":[\d.]+/gu, '');
  for (const secret of ['Meera', 'Arun', '98300', '9830011842', sms.options.token]) {
    expect(log).not.toContain(secret);
  }
});
