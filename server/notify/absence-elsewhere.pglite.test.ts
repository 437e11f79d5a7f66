import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { countElsewhere } from '../../shared/engine/queries/count-elsewhere.ts';
import { loadMessages } from '../../shared/engine/queries/load-messages.ts';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../test/support/engine.ts';
import { exchange } from '../../test/support/exchange.ts';
import { sendAll } from '../../test/support/run-outbox.ts';
import { openSmsStandIn, type SmsStandIn } from '../../test/support/sms-stand-in.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../test/support/three-replicas.ts';
import type { Gateways } from './keep-outbox.ts';
import { openGateways } from './open-gateways.ts';

// Salt Lake enters that Dr. Das is away on Wednesday, who is booked at Park Street then.

const ASKS = { booked: 'yes', moved: 'yes', cancelled: 'yes', displaced: 'yes' } as const;
const WEDNESDAY = { startMs: at('08:00', 2), endMs: at('20:00', 2) };

let sms: SmsStandIn;
let gateways: Gateways;
let clinic: ThreeReplicas;
let taken = 0;

beforeAll(async () => {
  sms = await openSmsStandIn();
  gateways = openGateways({ sms: sms.options, email: null }, 3000);
});
afterAll(() => sms[Symbol.asyncDispose]());
beforeEach(async () => {
  taken = sms.taken.length;
  clinic = await openThreeReplicas();
  const { saltLake, parkStreet, meet } = clinic;
  // By clocks of its own, an hour and a half behind.
  const hours = { timeZone: 'Asia/Dubai', opensMin: 360, closesMin: 1140 };
  await saltLake.ask('save-branch', { id: PARK_STREET, name: 'Park Street', ...hours });
  await meet();
  for (const day of [2, 3]) {
    const session = { branchId: PARK_STREET, doctorId: DR_DAS, slotMin: 15, capacity: 1, tags: [] };
    const time = { startMs: at('09:00', day), endMs: at('12:00', day), requestOverlap: false };
    const opened = await parkStreet.ask('create-session', {
      ...{ id: parkStreet.newId(), ...session, ...time },
    });
    expect(opened).toMatchObject({ ok: true });
  }
  await setAsks(ASKS.displaced);
  await meet();
});
afterEach(() => clinic[Symbol.asyncDispose]());

async function setAsks(displaced: 'yes' | 'no' | 'off'): Promise<void> {
  const asks = { ...ASKS, displaced };
  const hours = { quietFromMin: null, quietUntilMin: null, reminderHours: null };
  const saved = { branchId: PARK_STREET, asks, ...hours };
  expect(await clinic.parkStreet.ask('save-messaging', saved)).toMatchObject({ ok: true });
}

const bodies = (): readonly string[] => sms.taken.slice(taken).map(({ body }) => body);
const send = () => sendAll(clinic.central, gateways);

async function bookAtParkStreet(clock: string, changes: object = {}): Promise<string> {
  const id = clinic.parkStreet.newId();
  const patient = { ...aPatient(clinic.parkStreet.newId(), 'Ila Sen'), branchId: PARK_STREET };
  const newPatient = { ...patient, ...changes };
  const booked = await clinic.parkStreet.ask('book', {
    ...aBooking(id, clock, { branchId: PARK_STREET, patientId: patient.id, newPatient }),
    ...{ startMs: at(clock, 2), endMs: at(clock, 2) + 15 * 60_000 },
  });
  expect(booked).toMatchObject({ ok: true });
  return id;
}

async function away(engine: TestEngine, changes: object = {}): Promise<string> {
  const id = engine.newId();
  const asked = await engine.ask('add-time-off', {
    ...{ doctorId: DR_DAS, kind: 'emergency', reason: 'Ill', times: [{ id, ...WEDNESDAY }] },
    ...{ affected: null, notify: true, ...changes },
  });
  expect(asked).toMatchObject({ ok: true });
  return id;
}

const messagesAt = (
  engine: TestEngine,
  filter: 'all' | 'to-call' = 'all',
  branchId = PARK_STREET,
) =>
  engine.store.read(async (db) => {
    const wish = { branchId, doctorId: null, filter, nowMs: engine.clock.nowMs() };
    return (await loadMessages(db, ORGANISATION, wish)).lines;
  });

test('patients of another branch are told once, in its name and by its clocks, though it is off, and are on its list of whom to call [NO16]', async () => {
  const { saltLake, parkStreet, central, meet } = clinic;
  const told = await bookAtParkStreet('10:00');
  await bookAtParkStreet('10:30', { name: 'Rohan Jha', language: 'hi', phone: '98300 33333' });
  const unknown = await bookAtParkStreet('11:00', { name: 'Arun Rao', phone: null });
  await meet();
  const elsewhere = await saltLake.store.read((db) =>
    countElsewhere(db, ORGANISATION, DR_DAS, [WEDNESDAY]),
  );
  expect(elsewhere).toEqual([{ branchId: PARK_STREET, count: 3 }]);

  await away(saltLake, { sentence: 'We are sorry.' });
  await exchange(saltLake, central);
  await send();
  const [english = '', hindi = ''] = bodies();
  expect(english).toMatch(
    /^Dear Ila Sen, your appointment with Dr\. Priya Das on Wed 4 Mar at 08:30 cannot take place\. We can offer you: Tue 3 Mar 12:45 Priya Das, Salt Lake; .+\. Please call us\. Lakeside Clinics We are sorry\.$/,
  );
  expect(hindi).toMatch(/^नमस्ते Rohan Jha, .*09:00.*We are sorry\.$/);
  await meet();
  await send();
  expect(bodies()).toHaveLength(2);
  const all = await messagesAt(parkStreet);
  expect(all.map(({ state, kind }) => `${kind} ${state}`).toSorted()).toEqual([
    ...['displaced no-address', 'displaced sent', 'displaced sent'],
  ]);
  expect(all.find(({ appointmentId }) => appointmentId === told)).toMatchObject({ state: 'sent' });
  expect(await messagesAt(parkStreet, 'to-call')).toMatchObject([
    { appointmentId: unknown, patientName: 'Arun Rao', state: 'no-address' },
  ]);
  for (const branchId of [SALT_LAKE, PARK_STREET]) {
    expect(await messagesAt(saltLake, 'all', branchId)).toEqual([]);
  }
});

test('nobody is told who was not to be: by who enters it, or by the branch they are booked at [NO16]', async () => {
  const { saltLake, meet } = clinic;
  await bookAtParkStreet('10:00');
  await meet();
  await away(saltLake, { notify: false });
  await meet();
  await send();
  expect(bodies()).toEqual([]);
  await setAsks('off');
  await meet();
  await away(saltLake);
  await meet();
  await send();
  expect(bodies()).toEqual([]);
  expect(await messagesAt(clinic.parkStreet)).toEqual([]);
});

test('who is booked before the branch hears of it is told when central does [NO16]', async () => {
  const { saltLake, central, meet } = clinic;
  await away(saltLake);
  await exchange(saltLake, central);
  await send();
  await bookAtParkStreet('10:00');
  await meet();
  await send();
  expect(bodies()).toEqual([expect.stringContaining('at 08:30 cannot take place')]);
});

test('what two replicas decide that do not hear of each other is told once, as is what central sees first [NO16]', async () => {
  const { saltLake, parkStreet, laptop, central, meet } = clinic;
  await bookAtParkStreet('10:00');
  await bookAtParkStreet('10:30');
  await meet();
  // Three enter the same, two of them with patients they know.
  await away(saltLake);
  await exchange(saltLake, central);
  await away(parkStreet, { affected: 'displace' });
  await away(laptop, { affected: 'displace' });
  await send();
  expect(bodies()).toHaveLength(2);
  await meet();
  await send();
  await meet();
  await send();
  expect(bodies()).toHaveLength(2);
  const states = (await messagesAt(parkStreet)).map(({ state }) => state);
  expect(states.filter((state) => state === 'sent')).toHaveLength(2);
  expect(new Set(states)).toEqual(new Set(['sent', 'withdrawn']));
  expect(await messagesAt(parkStreet, 'to-call')).toEqual([]);
});

test('central writes the record that the replica writes, whichever comes first [NO16]', async () => {
  const { parkStreet, central, meet } = clinic;
  const visit = await bookAtParkStreet('10:00');
  await meet();
  await away(parkStreet, { affected: 'displace' });
  // What the branch says comes in parts: central hears of the absence, and not of the message yet.
  const written = await parkStreet.store.read((db) =>
    db.kysely.selectFrom('notification').selectAll().execute(),
  );
  await holdBack(parkStreet, true);
  await exchange(parkStreet, central);
  await send();
  expect(bodies()).toHaveLength(1);
  await holdBack(parkStreet, false);
  await meet();
  await send();
  await meet();
  expect(bodies()).toHaveLength(1);
  for (const engine of [central, parkStreet]) {
    const lines = await messagesAt(engine);
    expect(lines).toMatchObject([
      { id: written[0]?.id, key: written[0]?.key, appointmentId: visit, state: 'sent' },
    ]);
  }
});

/** Keeps the messages of a replica from what it hands over, or lets them go. */
async function holdBack(engine: TestEngine, isHeld: boolean): Promise<void> {
  const [from, to] = isHeld ? ['dirty', 'held_back'] : ['held_back', 'dirty'];
  await engine.connector.withSession(async (session) => {
    await session.query("select set_config('daybook.writing', 'yes', false)", []);
    await session.query(
      `create temp table if not exists held_back as select * from dirty where false`,
      [],
    );
    await session.query(`insert into ${to} select * from ${from} where kind = 'notification'`, []);
    await session.query(`delete from ${from} where kind = 'notification'`, []);
    await session.query("select set_config('daybook.writing', '', false)", []);
  });
}

test('who was told that a visit cannot take place is told when it does after all; nobody is called about it [NO16]', async () => {
  const { saltLake, parkStreet, meet } = clinic;
  await bookAtParkStreet('10:00');
  await bookAtParkStreet('10:30', { name: 'Arun Rao', phone: null });
  await meet();
  const timeOffId = await away(saltLake);
  await meet();
  await send();
  expect(bodies()).toHaveLength(1);
  await meet();
  expect(await messagesAt(parkStreet, 'to-call')).toHaveLength(1);
  expect(await saltLake.ask('remove-time-off', { timeOffId })).toMatchObject({ ok: true });
  await meet();
  await send();
  await meet();
  expect(bodies()[1]).toContain('you are booked with Dr. Priya Das on Wed 4 Mar at 08:30');
  expect(bodies()).toHaveLength(2);
  expect(await messagesAt(parkStreet, 'to-call')).toEqual([]);
  await send();
  expect(bodies()).toHaveLength(2);
});

test('what is taken back before it was sent is told nobody [NO7] [NO16]', async () => {
  const { saltLake, central, meet } = clinic;
  await bookAtParkStreet('10:00');
  await meet();
  const intentId = saltLake.newId();
  const times = [{ id: saltLake.newId(), ...WEDNESDAY }];
  const leave = { doctorId: DR_DAS, kind: 'leave', reason: 'Ill', times, affected: null } as const;
  await saltLake.ask('add-time-off', { ...leave, notify: true }, { id: intentId });
  await exchange(saltLake, central);
  expect(await saltLake.ask('undo', { intentId })).toMatchObject({ ok: true });
  await meet();
  await send();
  expect(bodies()).toEqual([]);
});
