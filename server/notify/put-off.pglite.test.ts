import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { noteReminders } from '../../shared/engine/notify/note-reminders.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import type { PatientDetails } from '../../shared/model/patient.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  EVERY_WORKDAY,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../test/support/engine.ts';
import { runOutbox, sendAll } from '../../test/support/run-outbox.ts';
import { openSmsStandIn, type SmsStandIn } from '../../test/support/sms-stand-in.ts';
import { openSmtpStandIn, type SmtpStandIn } from '../../test/support/smtp-stand-in.ts';
import type { Gateways } from './keep-outbox.ts';
import { openGateways } from './open-gateways.ts';

// Who is told what and when: by consent, in quiet hours, and of offers, over real gateways.

const MINUTE_MS = 60_000;
const ASKS = { booked: 'yes', moved: 'yes', cancelled: 'yes', displaced: 'yes' } as const;

let sms: SmsStandIn;
let smtp: SmtpStandIn;
let gateways: Gateways;
let engine: TestEngine;
let taken = { sms: 0, email: 0 };

beforeAll(async () => {
  sms = await openSmsStandIn();
  smtp = await openSmtpStandIn();
  gateways = openGateways({ sms: sms.options, email: smtp.options }, 3000);
});
afterAll(async () => {
  await sms[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
beforeEach(async () => {
  taken = { sms: sms.taken.length, email: smtp.taken.length };
  engine = await openTestEngine();
  await setUpClinic(engine);
  const rule = `${EVERY_WORKDAY};COUNT=20`;
  await must('create-series', aSeries(engine.newId(), { rule }));
});
afterEach(() => engine.close());

async function must(...asked: Parameters<TestEngine['ask']>): Promise<void> {
  expect(await engine.ask(...asked)).toMatchObject({ ok: true });
}

const send = () => sendAll(engine, gateways);
/** What was sent since this was asked last. */
function sent(): { readonly sms: readonly string[]; readonly email: readonly string[] } {
  const fresh = {
    sms: sms.taken.slice(taken.sms).map(({ body }) => body),
    email: smtp.taken.slice(taken.email),
  };
  taken = { sms: sms.taken.length, email: smtp.taken.length };
  return fresh;
}

async function setHours(changes: Partial<IntentInput<'save-messaging'>>): Promise<void> {
  const hours = { quietFromMin: null, quietUntilMin: null, reminderHours: null };
  await must('save-messaging', { branchId: SALT_LAKE, asks: ASKS, ...hours, ...changes });
}

async function met(name: string, changes: Partial<PatientDetails>): Promise<string> {
  const id = engine.newId();
  await must('save-patient', { ...aPatient(id, name), ...changes });
  return id;
}

/** Waits for a time, and is offered one on Thursday; says under which ids. */
async function offer(patientId: string, clock: string) {
  const ids = { wishId: engine.newId(), offerId: engine.newId() };
  await must('save-wish', {
    ...{ id: ids.wishId, branchId: SALT_LAKE, patientId, serviceId: CONSULTATION },
    ...{ appointmentId: null, doctorIds: [], branchIds: [], weekdays: [], parts: [] },
    ...{ fromDay: null, untilDay: null, urgent: false, note: '', newPatient: null },
  });
  const startMs = at(clock, 3);
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs: startMs + 15 * MINUTE_MS };
  await must('offer-wish', { ...ids, ...time, notify: true });
  return ids;
}

/** How far the last message to a patient is. */
async function stateOf(patientId: string): Promise<string | undefined> {
  const last = await engine.store.read((db) =>
    db.kysely
      .selectFrom('notification')
      .select(['kind', 'channel', 'state', 'reason'])
      .where('patientId', '=', patientId)
      .orderBy('atMs', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  );
  return last && [last.kind, last.channel, last.state, last.reason].filter(Boolean).join(' ');
}

test('each kind of message goes the way its patient wants, or none at all [NO2]', async () => {
  const mail = 'arun@example.org';
  const people = {
    'sms sent': await met('By SMS', { phone: '98300 10001', email: mail }),
    'email sent': await met('By e-mail', { allowsSms: false, email: mail }),
    'email sent ': await met('No telephone', { phone: null, email: mail }),
    'opted-out': await met('Neither', { allowsSms: false, allowsEmail: false, email: mail }),
    'opted-out ': await met('Wants none', { optedOut: true, email: mail }),
    'no-address': await met('Nobody Reachable', { phone: null }),
  };
  const ids = Object.values(people);
  const expectTold = async (kind: string, unheard = kind): Promise<void> => {
    await send();
    for (const [wanted, id] of Object.entries(people)) {
      const isSent = wanted.trim().endsWith('sent');
      expect(await stateOf(id)).toBe(`${isSent ? kind : unheard} ${wanted.trim()}`);
    }
    expect(sent()).toMatchObject({ sms: { length: 1 }, email: { length: 2 } });
  };
  const clocks = ['09:00', '09:15', '09:30', '09:45', '10:00', '10:15'];
  const visits = ids.map(() => engine.newId());
  const timeAt = (i: number, day: number) => {
    const startMs = at(clocks[i] ?? '', day);
    return { startMs, endMs: startMs + 15 * MINUTE_MS };
  };
  const book = async (day: number): Promise<void> => {
    for (const [i, patientId] of ids.entries()) {
      const visit = { appointmentId: visits[i] ?? '', patientId, ...timeAt(i, day), notify: true };
      await must('book', { ...aBooking('', '09:00'), ...visit });
    }
  };
  await setHours({});
  await book(1);
  await expectTold('booked');
  for (const [i, appointmentId] of visits.entries()) {
    const place = { branchId: SALT_LAKE, doctorId: DR_DAS };
    await must('move', { appointmentId, ...place, ...timeAt(i, 2), notify: true });
  }
  // Who never heard of the booking hears of it as one.
  await expectTold('moved', 'booked');
  const times = [{ id: engine.newId(), startMs: at('08:00', 2), endMs: at('12:00', 2) }];
  const leave = { doctorId: DR_DAS, kind: 'leave', reason: 'Ill', times } as const;
  await must('add-time-off', { ...leave, affected: 'displace', notify: true });
  await expectTold('displaced');
  for (const appointmentId of visits) {
    await must('cancel', { appointmentId, reason: 'Recovered', notify: true });
  }
  await expectTold('cancelled');
  for (const [i, patientId] of ids.entries()) await offer(patientId, clocks[i] ?? '');
  await expectTold('offer');
  for (const [i] of visits.entries()) visits[i] = engine.newId();
  await book(8);
  await send();
  sent();
  await setHours({ reminderHours: 24 });
  engine.clock.advance(at('11:00', 7) - engine.clock.nowMs());
  await expectTold('reminder');
});

test('who was put beside another on purpose is told of it, and reminded, as others are [NO1] [NO11] [BK12]', async () => {
  await setHours({ reminderHours: 24 });
  const overbookReason = 'Sister of the other';
  const told: string[] = [];
  for (const [i, name] of ['Asha Rao', 'Uma Rao'].entries()) {
    const patientId = await met(name, { phone: `98300 1234${i}` });
    const time = { startMs: at('10:00', 3), endMs: at('10:15', 3), patientId, notify: true };
    const why = i === 0 ? {} : { overbookReason };
    await must('book', { ...aBooking(engine.newId(), '10:00'), ...time, ...why });
    told.push(patientId);
  }
  await send();
  expect(await Promise.all(told.map(stateOf))).toEqual(['booked sms sent', 'booked sms sent']);
  expect(sent().sms).toHaveLength(2);
  engine.clock.advance(2 * 24 * 60 * MINUTE_MS + 3 * 60 * MINUTE_MS);
  const now = { nowMs: engine.clock.nowMs(), newId: engine.newId };
  expect(await noteReminders(engine.store, ORGANISATION, now)).toBe(2);
});

test('who says after a booking that they want no messages gets none of it [NO2]', async () => {
  const patientId = await met('Arun Rao', {});
  await must('book', aBooking(engine.newId(), '12:00', { patientId, notify: true }));
  const details = { ...aPatient(patientId, 'Arun Rao'), optedOut: true };
  await must('save-patient', details);
  await send();
  expect(sent()).toEqual({ sms: [], email: [] });
  expect(await stateOf(patientId)).toBe('booked opted-out');
});

test('what is asked for in quiet hours waits until they end, of each kind, by each way [NO10]', async () => {
  await setHours({ quietFromMin: 8 * 60, quietUntilMin: 10 * 60 });
  const bySms = await met('By SMS', {});
  const byEmail = await met('By e-mail', { phone: null, email: 'arun@example.org' });
  const kept = { patientId: bySms, notify: false };
  const [moved, cancelled, displaced] = [engine.newId(), engine.newId(), engine.newId()];
  for (const [i, id] of [moved, cancelled, displaced].entries()) {
    await must('book', aBooking(id, ['10:45', '11:00', '11:15'][i] ?? '', kept));
  }
  await must('book', aBooking(engine.newId(), '12:00', { patientId: byEmail, notify: true }));
  const place = { branchId: SALT_LAKE, doctorId: DR_DAS };
  const noon = { startMs: at('12:15'), endMs: at('12:30') };
  await must('move', { appointmentId: moved, ...place, ...noon, notify: true });
  await must('cancel', { appointmentId: cancelled, reason: 'Recovered', notify: true });
  const times = [{ id: engine.newId(), startMs: at('11:15'), endMs: at('11:30') }];
  const leave = { doctorId: DR_DAS, kind: 'leave', reason: 'Ill', times } as const;
  await must('add-time-off', { ...leave, affected: 'displace', notify: true });
  await send();
  expect(sent()).toEqual({ sms: [], email: [] });
  engine.clock.advance(at('09:59') - engine.clock.nowMs());
  await runOutbox(engine, gateways);
  expect(sent()).toEqual({ sms: [], email: [] });
  engine.clock.advance(MINUTE_MS);
  await runOutbox(engine, gateways);
  const told = sent();
  expect(told.email).toHaveLength(1);
  expect(told.sms.toSorted()).toEqual([
    expect.stringContaining('your appointment is now with'),
    expect.stringContaining('at 11:00 is cancelled'),
    expect.stringContaining('at 11:15 cannot take place'),
  ]);
});

test('an offer goes by e-mail to who has no telephone, and not once it was answered [NO14]', async () => {
  const patientId = await met('Ila Sen', { phone: null, email: 'ila@example.org' });
  await offer(patientId, '11:00');
  await send();
  const [mail = ''] = sent().email;
  expect(mail).toContain('Subject: A time on Thu 5 Mar at 11:00 is free');
  expect(mail).toContain('To: ila@example.org');
  expect(mail.replaceAll(/=?\r\n/g, ' ')).toMatch(
    /Call us until Mon 2 +Mar 09:00 and it +is yours/,
  );
  const other = await met('Arun Rao', { phone: null, email: 'arun@example.org' });
  const ids = await offer(other, '11:15');
  await must('answer-wish', { ...ids, answer: 'declined', appointmentId: engine.newId() });
  await send();
  expect(sent()).toEqual({ sms: [], email: [] });
  expect(await stateOf(other)).toBe('offer email withdrawn overtaken');
});

test('an offer is answered in quiet hours or not, and nobody is told anything in them [NO10] [NO14] [WL4]', async () => {
  await setHours({ quietFromMin: 9 * 60, quietUntilMin: 11 * 60, offerMinutes: 60 });
  engine.clock.advance(at('08:30') - engine.clock.nowMs());
  const patientId = await met('Ila Sen', {});
  const { wishId } = await offer(patientId, '11:00');
  await send();
  expect(sent().sms).toEqual([expect.stringContaining('Call us until Mon 2 Mar 09:30')]);
  // Its deadline falls into them: the time is free again, and is offered to nobody before they end.
  engine.clock.advance(at('09:31') - engine.clock.nowMs());
  await runOutbox(engine, gateways);
  expect(sent()).toEqual({ sms: [], email: [] });
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS };
  const again = { ...time, startMs: at('11:00', 3), endMs: at('11:15', 3) };
  const asked = { wishId, offerId: engine.newId(), ...again, notify: true };
  expect(await engine.ask('offer-wish', asked)).toMatchObject({
    error: { kind: 'offer-in-quiet-hours' },
  });
  const other = await met('Arun Rao', {});
  await must('book', aBooking(engine.newId(), '11:00', { patientId: other, ...again }));
});

test('nobody is offered a time so shortly before quiet hours that they would not hear of it [WL4]', async () => {
  await setHours({ quietFromMin: 9 * 60, quietUntilMin: 11 * 60 });
  engine.clock.advance(at('08:59') + 30_000 - engine.clock.nowMs());
  const wishId = engine.newId();
  await must('save-wish', {
    ...{ id: wishId, branchId: SALT_LAKE, patientId: await met('Ila Sen', {}) },
    ...{ serviceId: CONSULTATION, appointmentId: null, doctorIds: [], branchIds: [] },
    ...{ weekdays: [], parts: [], fromDay: null, untilDay: null, urgent: false, note: '' },
    newPatient: null,
  });
  const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('11:00', 3) };
  const asked = { wishId, offerId: engine.newId(), ...time, endMs: at('11:15', 3), notify: true };
  expect(await engine.ask('offer-wish', asked)).toMatchObject({
    error: { kind: 'offer-in-quiet-hours', untilMs: at('11:00') },
  });
});
