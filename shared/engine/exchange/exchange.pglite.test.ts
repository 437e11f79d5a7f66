import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestClock,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { decodeFrame, encodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema, pushHeaderSchema } from '../../wire/exchange/frame-header.ts';

let world: ThreeReplicas;
let clock: TestClock;
let central: TestEngine;
let saltLake: TestEngine;
let parkStreet: TestEngine;
let laptop: TestEngine;
const syncAll = (): Promise<void> => world.meet();

beforeEach(async () => {
  world = await openThreeReplicas();
  ({ clock, central, saltLake, parkStreet, laptop } = world);
});
afterEach(() => world[Symbol.asyncDispose]());

const verdicts = async (engine: TestEngine) => {
  const rows = await engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select(['id', 'verdict', 'blockerId', 'endorsed', 'withRight'])
      .orderBy('id')
      .execute(),
  );
  return rows;
};
const conflicts = (engine: TestEngine) =>
  engine.store.read((db) => db.kysely.selectFrom('conflict').selectAll().orderBy('id').execute());

test('what one replica set up is known everywhere, sessions derived and confirmed [SY1]', async () => {
  for (const engine of [central, parkStreet, laptop]) {
    const sessions = await engine.store.read((db) =>
      db.kysely.selectFrom('session').select(['id', 'confirmed']).orderBy('startMs').execute(),
    );
    expect(sessions.length).toBe(8);
    expect(sessions.every((session) => session.confirmed)).toBe(true);
  }
});

test('when nothing is new, an exchange is one request', async () => {
  expect(await exchange(saltLake, central)).toBe(1);
});

const HALF_HOUR = (clockTime: string) => ({ endMs: at(clockTime) + 30 * 60_000 });

async function bookApart() {
  const firm = saltLake.newId();
  expect(await saltLake.ask('book', aBooking(firm, '10:00', HALF_HOUR('10:00')))).toMatchObject({
    ok: true,
  });
  const extra = {
    id: parkStreet.newId(),
    branchId: PARK_STREET,
    doctorId: DR_DAS,
    startMs: at('09:00'),
    endMs: at('12:00'),
    slotMin: 15,
    capacity: 1,
    tags: [],
    requestOverlap: true,
  };
  expect(await parkStreet.ask('create-session', extra)).toMatchObject({ ok: true });
  const newPatient = { ...aPatient(parkStreet.newId(), 'Joya Mitra'), branchId: PARK_STREET };
  const tentative = parkStreet.newId();
  const atPark = {
    ...HALF_HOUR('10:10'),
    branchId: PARK_STREET,
    patientId: newPatient.id,
    newPatient,
  };
  expect(await parkStreet.ask('book', aBooking(tentative, '10:10', atPark))).toMatchObject({
    ok: true,
  });
  clock.advance(1000);
  const own = { ...aPatient(laptop.newId(), 'Ravi Menon') };
  const third = laptop.newId();
  const byDoctor = { ...HALF_HOUR('10:15'), patientId: own.id, newPatient: own };
  expect(await laptop.ask('book', aBooking(third, '10:15', byDoctor))).toMatchObject({ ok: true });
  return { firm, tentative, third };
}

test('three book apart: the right to the time wins, losers are told why and offered other times [CF1]', async () => {
  const { firm, tentative, third } = await bookApart();
  expect(await verdicts(parkStreet)).toMatchObject([{ verdict: 'active', withRight: false }]);
  await syncAll();
  const expected = await verdicts(central);
  expect(Object.fromEntries(expected.map((claim) => [claim.id, claim.verdict]))).toEqual({
    [firm]: 'active',
    [tentative]: 'displaced',
    [third]: 'displaced',
  });
  for (const engine of [saltLake, parkStreet, laptop]) {
    expect(await verdicts(engine)).toEqual(expected);
  }
  const [conflict] = await conflicts(parkStreet);
  expect(conflict).toMatchObject({
    recordId: tentative,
    blockerId: firm,
    blockerBranchId: SALT_LAKE,
    reason: 'booking-right',
    state: 'open',
    branchId: PARK_STREET,
  });
  expect(conflict?.offers).toHaveLength(3);
});

test('a cancelled winner gives the loser its time back before anyone acted [CF2]', async () => {
  const { firm, tentative } = await bookApart();
  await syncAll();
  await saltLake.ask('cancel', { appointmentId: firm, reason: 'Patient called' });
  await syncAll();
  for (const engine of [central, saltLake, parkStreet, laptop]) {
    const claims = await verdicts(engine);
    expect(claims.find((claim) => claim.id === tentative)).toMatchObject({ verdict: 'active' });
    expect(claims.some((claim) => claim.id === firm)).toBe(false);
  }
  expect((await conflicts(parkStreet)).find((c) => c.recordId === tentative)?.state).toBe(
    'settled-itself',
  );
});

test('rebooking a loser withdraws its claim, so its time cannot come back behind anyone [CF3]', async () => {
  const { firm, tentative } = await bookApart();
  await syncAll();
  const conflict = (await conflicts(parkStreet)).find((c) => c.recordId === tentative);
  const offer = conflict?.offers[0];
  if (!conflict || !offer) throw new Error('The loser has a conflict with offers.');
  const { branchId, doctorId, startMs, endMs } = offer;
  const rebooked = parkStreet.newId();
  const time = { branchId, doctorId, startMs, endMs };
  expect(
    await parkStreet.ask('resolve-conflict', {
      conflictId: conflict.id,
      resolution: { kind: 'rebook', appointmentId: rebooked, time },
    }),
  ).toMatchObject({ ok: true });
  await syncAll();
  await saltLake.ask('cancel', { appointmentId: firm, reason: 'Patient called' });
  await syncAll();
  for (const engine of [central, saltLake, parkStreet, laptop]) {
    const ids = (await verdicts(engine)).filter((c) => c.verdict === 'active').map((c) => c.id);
    expect(ids).toContain(rebooked);
    expect(ids).not.toContain(tentative);
  }
});

test('a tentative booking becomes firm once the home of the time has seen it [BK3]', async () => {
  const own = aPatient(laptop.newId(), 'Ravi Menon');
  const booked = laptop.newId();
  await laptop.ask('book', aBooking(booked, '10:15', { patientId: own.id, newPatient: own }));
  await exchange(laptop, central);
  expect(await verdicts(central)).toMatchObject([{ id: booked, endorsed: false }]);
  await exchange(saltLake, central);
  expect(await verdicts(central)).toMatchObject([{ id: booked, endorsed: false }]);
  await exchange(saltLake, central);
  expect(await verdicts(central)).toMatchObject([{ id: booked, endorsed: true }]);
});

test('another branch sees a busy block and nothing of the patient [SC1]', async () => {
  await saltLake.ask('book', aBooking(saltLake.newId(), '10:00', { note: 'Secret cough' }));
  await exchange(saltLake, central);
  const push = await parkStreet.nextPush((await parkStreet.loadBook())?.organisationId ?? '');
  const device = {
    organisationId: (await central.loadBook())?.organisationId ?? '',
    replica: 'park-street.1',
  };
  const answer = await central.exchange(device, push);
  if (!answer.ok) throw new Error(answer.error.detail);
  const text = Buffer.from(answer.value).toString('utf8');
  expect(text).toContain('"kind":"claim"');
  expect(text).not.toContain('Secret cough');
  expect(text).not.toContain('Meera');
  expect(text).not.toContain('"kind":"appointment"');
});

test('the same frame twice changes nothing [SY2]', async () => {
  await saltLake.ask('book', aBooking(saltLake.newId(), '10:00'));
  const organisationId = (await saltLake.loadBook())?.organisationId ?? '';
  const device = { organisationId, replica: 'salt-lake.1' };
  const push = await saltLake.nextPush(organisationId);
  const first = await central.exchange(device, push);
  const before = await verdicts(central);
  expect(await saltLake.nextPush(organisationId)).toEqual(push);
  const second = await central.exchange(device, push);
  expect(first.ok && second.ok).toBe(true);
  expect(await verdicts(central)).toEqual(before);
});

test('who derives the same claims is not sent them; who does not, is [SY1]', async () => {
  const claimsTold = async () => {
    const push = await saltLake.nextPush(ORGANISATION);
    const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
    const answer = await central.exchange(device, push);
    if (!answer.ok) throw new Error(answer.error.detail);
    const frame = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
    if (!frame.ok) throw new Error(frame.error);
    expect(await saltLake.takeAnswer(ORGANISATION, answer.value, clock.nowMs())).toMatchObject({
      ok: true,
    });
    expect(await verdicts(saltLake)).toEqual(await verdicts(central));
    return frame.value.header.sections.find(({ kind }) => kind === 'claim')?.rows ?? 0;
  };
  const book = (time: string) => saltLake.ask('book', aBooking(saltLake.newId(), time));
  await book('09:00');
  await book('09:15');
  expect(await claimsTold()).toBe(0);
  // A clock that was an hour ahead: central holds the priority to what it knows.
  clock.advance(3_600_000);
  await book('11:00');
  clock.advance(-3_600_000);
  expect(await claimsTold()).toBe(1);
  // Park Street's lost its time to one of these, and Salt Lake hears of it.
  await bookApart();
  await exchange(parkStreet, central);
  expect(await claimsTold()).toBe(1);
});

test('work that comes in several frames keeps the order in which it was promised [CF1]', async () => {
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  await saltLake.ask('book', aBooking(saltLake.newId(), '10:00'));
  clock.advance(60_000);
  const first = await saltLake.nextPush(ORGANISATION);
  const later = saltLake.newId();
  await saltLake.ask('book', aBooking(later, '11:00'));
  const promised = await priorityOf(saltLake, later);
  clock.advance(60_000);
  const answer = await central.exchange(device, withMoreToCome(first));
  if (!answer.ok) throw new Error(answer.error.detail);
  await saltLake.takeAnswer(ORGANISATION, answer.value, clock.nowMs());
  clock.advance(60_000);
  await exchange(saltLake, central);
  expect(await priorityOf(central, later)).toBe(promised);
});

const priorityOf = async (engine: TestEngine, id: string): Promise<number> =>
  engine.store.read(async ({ kysely }) => {
    const claim = kysely.selectFrom('claim').select('priority').where('id', '=', id);
    return (await claim.executeTakeFirstOrThrow()).priority;
  });

/** A frame as it is while more is unsent than goes into one. */
function withMoreToCome(push: Uint8Array): Uint8Array {
  const frame = decodeFrame(push, (json) => pushHeaderSchema.parse(json));
  if (!frame.ok) throw new Error(frame.error);
  const { header, bodies } = frame.value;
  return encodeFrame({ header: { ...header, pending: 1 }, bodies });
}

test('two edits of one appointment merge by group; what was lost is kept in a conflict [MG1]', async () => {
  const appointmentId = saltLake.newId();
  await saltLake.ask('book', aBooking(appointmentId, '10:00'));
  await syncAll();
  const move = (clockTime: string) => ({
    appointmentId,
    branchId: SALT_LAKE,
    doctorId: DR_DAS,
    startMs: at(clockTime),
    endMs: at(clockTime) + 900_000,
  });
  expect(await saltLake.ask('move', move('11:00'))).toMatchObject({ ok: true });
  clock.advance(1000);
  expect(await laptop.ask('move', move('12:00'))).toMatchObject({ ok: true });
  await syncAll();
  for (const engine of [central, saltLake, laptop]) {
    const rows = await engine.store.read((db) =>
      db.kysely.selectFrom('appointment').select(['id', 'startMs']).execute(),
    );
    expect(rows).toEqual([{ id: appointmentId, startMs: at('12:00') }]);
  }
  expect((await conflicts(saltLake))[0]).toMatchObject({
    kind: 'edit',
    recordId: appointmentId,
    lost: expect.objectContaining({ startMs: at('11:00') }),
  });
});
