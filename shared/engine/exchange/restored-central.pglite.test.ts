import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putImage, takeImage } from '../../../test/support/disk-image.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { decodeFrame, encodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema, pushHeaderSchema } from '../../wire/exchange/frame-header.ts';
import { retireDevice } from '../store/retire-device.ts';
import { confirmWhenHealed } from './heal-central.ts';

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

async function book(engine: TestEngine, clock: string): Promise<string> {
  const id = engine.newId();
  expect(await engine.ask('book', aBooking(id, clock))).toMatchObject({ ok: true });
  return id;
}

async function rows<T>(engine: TestEngine, query: string): Promise<readonly T[]> {
  const found = await engine.store.read((db) => sql<T>`${sql.raw(query)}`.execute(db.kysely));
  return found.rows;
}

const appointmentsAt = (engine: TestEngine) =>
  rows<{ id: string }>(
    engine,
    'select id, start_ms, status, dot_replica, dot_counter, vector from appointment order by id',
  );
const nameOf = async (engine: TestEngine) => (await engine.loadBook())?.replica;
const waitingAt = (engine: TestEngine) => rows(engine, 'select kind, id from dirty');
const keptAt = (engine: TestEngine) => rows(engine, 'select kind, id from entrusted');
const refusedAt = (engine: TestEngine) => rows(engine, 'select * from refused_row');
const isFirmAt = async (engine: TestEngine, id: string): Promise<boolean> => {
  const query = `select with_right or endorsed as firm from claim where id = '${id}'`;
  return (await rows<{ firm: boolean }>(engine, query))[0]?.firm ?? false;
};

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};

test('a central that was set back is told by the first replica that comes, and loses nothing [CR1]', async () => {
  const { central, saltLake, parkStreet, laptop, meet, clock } = three;
  const early = await book(saltLake, '09:00');
  await meet();
  const backup = await takeImage(central.connector);

  const firm = await book(saltLake, '10:00');
  expect(await saltLake.ask('cancel', { appointmentId: early, reason: 'Called' })).toMatchObject({
    ok: true,
  });
  await laptop.ask('book', aBooking(laptop.newId(), '10:30'));
  const person = { ...aPatient(parkStreet.newId(), 'Only Here'), branchId: PARK_STREET };
  await parkStreet.ask('save-patient', person);
  await meet();
  const before = await appointmentsAt(central);
  const verdicts = await verdictsAt(central);
  const unsent = await book(saltLake, '11:00');
  expect(await isFirmAt(saltLake, firm)).toBe(true);

  await putImage(central.connector, backup);
  clock.advance(60_000);
  expect((await appointmentsAt(central)).length).toBeLessThan(before.length);
  await meet();
  expect(await nameOf(central)).toMatch(/^central~/);
  const after = await appointmentsAt(central);
  expect(after.filter(({ id }) => id !== unsent)).toEqual(before);
  expect(await appointmentsAt(saltLake)).toEqual(after);
  expect(await appointmentsAt(laptop)).toEqual(after);
  const now = await verdictsAt(central);
  expect(now.filter(({ id }) => id !== unsent)).toEqual(verdicts);
  for (const one of [saltLake, parkStreet, laptop]) expect(await verdictsAt(one)).toEqual(now);
  for (const one of [saltLake, parkStreet, laptop]) {
    expect(await waitingAt(one)).toEqual([]);
    expect(await refusedAt(one)).toEqual([]);
    expect((await one.loadBook())?.sweepSeq).toBe(null);
  }
  for (const id of [firm, unsent]) expect(await isFirmAt(saltLake, id)).toBe(true);
  expect(await rows(central, "select name from patient where name = 'Only Here'")).toHaveLength(1);
  expect(await rows(central, 'select id from conflict')).toEqual([]);
  // They go on as before.
  const next = await book(saltLake, '12:00');
  await meet();
  expect(await isFirmAt(laptop, next)).toBe(true);
});

test('what a replica wrote that is no more comes back from one that had it [CR1]', async () => {
  const { central, saltLake, laptop, meet } = three;
  await meet();
  const backup = await takeImage(central.connector);
  const id = await book(saltLake, '10:00');
  await meet();
  const [written] = await appointmentsAt(central);
  await putImage(central.connector, backup);
  await central.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'salt-lake.1'));
  await meet([laptop, three.parkStreet]);
  expect(await appointmentsAt(central)).toEqual([written]);
  expect(written?.id).toBe(id);
});

test('what a branch did for another comes back from it, until all have heard of it [CR4]', async () => {
  const { central, saltLake, parkStreet, meet, clock } = three;
  const afternoons = { branchId: PARK_STREET, rule: 'FREQ=WEEKLY;BYDAY=MO', startMin: 840 };
  const series = aSeries(saltLake.newId(), { ...afternoons, endMin: 1020 });
  expect(await saltLake.ask('create-series', series)).toMatchObject({ ok: true });
  await meet();
  const backup = await takeImage(central.connector);
  const id = await book(saltLake, '10:00');
  await exchange(saltLake, central);
  const to = { branchId: PARK_STREET, doctorId: DR_DAS, startMs: at('14:00'), endMs: at('14:15') };
  expect(await saltLake.ask('move', { appointmentId: id, ...to })).toMatchObject({ ok: true });
  await exchange(saltLake, central);
  await exchange(saltLake, central);
  const [moved] = await appointmentsAt(central);
  expect(await appointmentsAt(saltLake)).toEqual([]);
  expect(await keptAt(saltLake)).toEqual([{ kind: 'appointment', id }]);

  await putImage(central.connector, backup);
  clock.advance(60_000);
  await meet();
  for (const one of [central, parkStreet]) expect(await appointmentsAt(one)).toEqual([moved]);
  expect(await appointmentsAt(saltLake)).toEqual([]);
  const verdicts = await verdictsAt(central);
  for (const one of [saltLake, parkStreet]) expect(await verdictsAt(one)).toEqual(verdicts);
  await meet();
  for (const one of three.all) expect(await keptAt(one)).toEqual([]);
});

test('until all have come, a central that was set back gives no word on sessions [CR2]', async () => {
  const { central, saltLake, parkStreet, laptop, meet } = three;
  await meet();
  const backup = await takeImage(central.connector);
  // Confirmed for Park Street, which central forgets.
  const session = (engine: TestEngine, branchId: string, from: string, to: string) =>
    engine.ask('create-session', {
      ...{ id: engine.newId(), branchId, doctorId: DR_DAS, startMs: at(from), endMs: at(to) },
      ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: true },
    });
  // Salt Lake was there since, but before that: it will notice, and not know.
  await exchange(saltLake, central);
  await session(parkStreet, PARK_STREET, '15:00', '17:00');
  await meet([parkStreet]);
  const promised = parkStreet.newId();
  const patientId = parkStreet.newId();
  const newPatient = { ...aPatient(patientId, 'Only Here'), branchId: PARK_STREET };
  const booking = { branchId: PARK_STREET, patientId, newPatient };
  expect(await parkStreet.ask('book', aBooking(promised, '15:30', booking))).toEqual(
    expect.objectContaining({ ok: true }),
  );
  expect(await isFirmAt(parkStreet, promised)).toBe(true);
  await putImage(central.connector, backup);

  await session(saltLake, SALT_LAKE, '15:00', '17:00');
  await exchange(saltLake, central);
  await exchange(saltLake, central);
  const mine = await book(saltLake, '15:30');
  await exchange(saltLake, central);
  expect(await isFirmAt(saltLake, mine)).toBe(false);
  await exchange(laptop, central);
  expect(await isFirmAt(saltLake, mine)).toBe(false);
  await meet();
  await meet();
  expect(await isFirmAt(parkStreet, promised)).toBe(true);
  const verdicts = await verdictsAt(central);
  expect(verdicts.find(({ id }) => id === promised)).toMatchObject({ verdict: 'active' });
  expect(verdicts.find(({ id }) => id === mine)).toMatchObject({ verdict: 'displaced' });
});

test('an administrator who retires those that do not come ends the waiting [CR2]', async () => {
  const { central, saltLake, meet } = three;
  await meet();
  await central.reincarnate(ORGANISATION, { replaces: true });
  const id = saltLake.newId();
  await saltLake.ask('create-session', {
    ...{ id, branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('15:00'), endMs: at('17:00') },
    ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
  });
  await exchange(saltLake, central);
  const confirmed = `select confirmed from session where id = '${id}'`;
  expect(await rows(central, confirmed)).toEqual([{ confirmed: false }]);
  for (const replica of ['park-street.1', 'laptop.1']) {
    await central.store.write(ORGANISATION, CAUSE, async (tx) => {
      await retireDevice(tx, replica);
      await confirmWhenHealed(tx);
    });
  }
  await exchange(saltLake, central);
  for (const one of [central, saltLake]) {
    expect(await rows(one, confirmed)).toEqual([{ confirmed: true }]);
  }
});

test('what central had said before it was set back opens no door afterwards [CR3]', async () => {
  const { central, saltLake, meet } = three;
  await meet();
  const backup = await takeImage(central.connector);
  await book(saltLake, '10:00');
  const old = await saltLake.nextPush(ORGANISATION);
  await meet();
  await putImage(central.connector, backup);
  await meet();
  expect(await nameOf(central)).toMatch(/^central~/);
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const answer = await central.exchange(device, old);
  if (!answer.ok) throw new Error(answer.error.detail);
  const down = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
  expect(down).toMatchObject({ ok: true, value: { header: { startOver: 'pull' } } });
  expect(await rows(central, 'select replica from device where healing')).toEqual([]);
});

test('nobody persuades central that it was set back without proof of it [CR3]', async () => {
  const { central, saltLake } = three;
  await book(saltLake, '10:00');
  const push = decodeFrame(await saltLake.nextPush(ORGANISATION), (json) =>
    pushHeaderSchema.parse(json),
  );
  if (!push.ok) throw new Error(push.error);
  const { header, bodies } = push.value;
  const mark = header.reach?.mark;
  if (!header.reach || !mark) throw new Error('It was answered before.');
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const lies = [
    { ...header, cursor: header.cursor + 1000 },
    { ...header, reach: { ...header.reach, mark: { ...mark, exchange: 999 } } },
    { ...header, reach: { ...header.reach, mark: { ...mark, central: 'central~00000000' } } },
  ];
  for (const lie of lies) {
    const answer = await central.exchange(device, encodeFrame({ header: lie, bodies }));
    if (!answer.ok) throw new Error(answer.error.detail);
    const down = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
    expect(down).toMatchObject({ ok: true, value: { header: { startOver: 'pull', acked: 0 } } });
  }
  expect(await nameOf(central)).toBe('central');
  expect(await rows(central, 'select replica from device where healing')).toEqual([]);
  // It harms nobody but who lied, and not for long.
  await exchange(saltLake, central);
  expect(await appointmentsAt(central)).toHaveLength(1);
  expect(await appointmentsAt(saltLake)).toEqual(await appointmentsAt(central));
});
