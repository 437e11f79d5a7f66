import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { Actor } from '../../model/user.ts';

let engine: TestEngine;
const id = (): string => engine.newId();

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(id()));
});
afterEach(() => engine.close());

const person = (more: Partial<Actor>): Actor => ({ ...admin, userId: id(), ...more });
const doctor = (doctorId: string): Actor => person({ role: 'doctor', doctorId });
const managerOf = (branchId: string): Actor => person({ role: 'manager', branchIds: [branchId] });

const NOT_PERMITTED = { ok: false, error: { kind: 'not-permitted' } };
const DONE = { ok: true };

/** What the book says of an appointment, and how often it was written down. */
const book = (appointmentId: string) =>
  engine.store.read(async (db) => ({
    row: await db.kysely
      .selectFrom('appointment')
      .select(['doctorId', 'branchId', 'startMs', 'status'])
      .where('id', '=', appointmentId)
      .executeTakeFirst(),
    audited: (await db.kysely.selectFrom('audit').select('no').execute()).length,
  }));

async function booked(clock: string, actor?: Actor): Promise<string> {
  const appointmentId = id();
  const asked = aBooking(appointmentId, clock);
  expect(await engine.ask('book', asked, actor ? { actor } : {})).toMatchObject(DONE);
  return appointmentId;
}

const timeOf = (doctorId: string, clock: string, branchId = SALT_LAKE) => ({
  ...{ branchId, doctorId, startMs: at(clock), endMs: at(clock) + 15 * 60_000 },
});

test('a manager books, moves and cancels at the own branches and at no other [AC1]', async () => {
  const own = managerOf(SALT_LAKE);
  const other = managerOf(PARK_STREET);
  const refusedId = id();
  const refused = await engine.ask('book', aBooking(refusedId, '10:00'), { actor: other });
  expect(refused).toMatchObject(NOT_PERMITTED);
  expect((await book(refusedId)).row).toBeUndefined();
  const holdId = id();
  const held = { ...timeOf(DR_DAS, '10:00'), holdId };
  expect(await engine.ask('hold', held, { actor: other })).toMatchObject(NOT_PERMITTED);

  const appointmentId = await booked('10:00', own);
  const before = await book(appointmentId);
  const move = { appointmentId, ...timeOf(DR_DAS, '11:00') };
  const cancel = { appointmentId, reason: 'Ill' };
  expect(await engine.ask('move', move, { actor: other })).toMatchObject(NOT_PERMITTED);
  expect(await engine.ask('cancel', cancel, { actor: other })).toMatchObject(NOT_PERMITTED);
  const away = { appointmentId, ...timeOf(DR_DAS, '11:00', PARK_STREET) };
  expect(await engine.ask('move', away, { actor: own })).toMatchObject(NOT_PERMITTED);
  expect(await book(appointmentId)).toEqual(before);
  expect(await engine.ask('move', move, { actor: own })).toMatchObject(DONE);
  expect(await engine.ask('cancel', cancel, { actor: own })).toMatchObject(DONE);
});

test('a doctor moves, cancels, checks in and takes back nothing of another’s [AC1]', async () => {
  const bookedId = id();
  const appointmentId = id();
  await engine.ask('book', aBooking(appointmentId, '10:00'), { id: bookedId });
  const sen = { actor: doctor(DR_SEN) };
  const before = await book(appointmentId);
  const to = timeOf(DR_DAS, '11:00');
  const refusals = [
    await engine.ask('move', { appointmentId, ...to }, sen),
    await engine.ask('cancel', { appointmentId, reason: 'Ill' }, sen),
    await engine.ask('set-status', { appointmentId, status: 'arrived' }, sen),
    await engine.ask('undo', { intentId: bookedId }, sen),
    // Nor is a patient taken over into the own book.
    await engine.ask('move', { appointmentId, ...timeOf(DR_SEN, '11:00') }, sen),
  ];
  for (const refusal of refusals) expect(refusal).toMatchObject(NOT_PERMITTED);
  expect(await book(appointmentId)).toEqual(before);
  const das = { actor: doctor(DR_DAS) };
  expect(await engine.ask('move', { appointmentId, ...to }, das)).toMatchObject(DONE);
});

test('nothing is given away into another doctor’s book, by no way round [AC1]', async () => {
  await engine.ask('create-series', aSeries(id(), { doctorId: DR_SEN }));
  const das = { actor: doctor(DR_DAS) };
  const appointmentId = await booked('10:00', das.actor);
  const over = { appointmentId, ...timeOf(DR_SEN, '10:00') };
  expect(await engine.ask('move', over, das)).toMatchObject(NOT_PERMITTED);

  // By giving a lost appointment another time: that of somebody else.
  await engine.ask('add-time-off', {
    ...{ doctorId: DR_DAS, kind: 'leave', reason: '', affected: 'displace' },
    times: [{ id: id(), startMs: at('09:00'), endMs: at('13:00') }],
  });
  const [conflict] = await engine.store.read((db) =>
    db.kysely.selectFrom('conflict').select('id').execute(),
  );
  const rebook = (doctorId: string) => ({
    conflictId: conflict?.id ?? '',
    resolution: {
      ...{ kind: 'rebook' as const, appointmentId: id() },
      time: timeOf(doctorId, '09:00'),
    },
  });
  const before = await book(appointmentId);
  expect(await engine.ask('resolve-conflict', rebook(DR_SEN), das)).toMatchObject(NOT_PERMITTED);
  expect(await book(appointmentId)).toEqual(before);
  expect(await engine.ask('resolve-conflict', rebook(DR_SEN))).toMatchObject(DONE);
});

test('taking back leads nowhere that one may not book [AC1]', async () => {
  await engine.ask('create-series', aSeries(id(), { doctorId: DR_SEN }));
  const actor = person({ role: 'front-desk', branchIds: [SALT_LAKE] });
  const moveId = id();
  const appointmentId = await booked('10:00', actor);
  const over = { appointmentId, ...timeOf(DR_SEN, '10:00') };
  expect(await engine.ask('move', over, { actor, id: moveId })).toMatchObject(DONE);
  // The same account, since then a doctor's: the former time is not in the own book.
  const nowSen: Actor = { ...actor, role: 'doctor', doctorId: DR_SEN };
  const undo = { intentId: moveId };
  expect(await engine.ask('undo', undo, { actor: nowSen })).toMatchObject(NOT_PERMITTED);
  expect((await book(appointmentId)).row).toMatchObject({ doctorId: DR_SEN });
  expect(await engine.ask('undo', undo, { actor })).toMatchObject(DONE);
  expect((await book(appointmentId)).row).toMatchObject({ doctorId: DR_DAS });
});

test('a hold is let go, and booked with, by its holder alone [HD1]', async () => {
  const holder = person({ role: 'front-desk' });
  const other = { actor: person({ role: 'front-desk' }) };
  const holdId = id();
  await engine.ask('hold', { ...timeOf(DR_DAS, '10:00'), holdId }, { actor: holder });
  await engine.ask('release-hold', { holdId }, other);
  expect(await engine.ask('book', aBooking(id(), '10:00'), other)).toMatchObject({
    error: { kind: 'held-by-other', userName: holder.name },
  });
  const withIt = aBooking(id(), '10:00', { holdId, serviceId: CONSULTATION });
  expect(await engine.ask('book', withIt, other)).toMatchObject({
    error: { kind: 'hold-expired' },
  });
  expect(await engine.ask('book', withIt, { actor: holder })).toMatchObject(DONE);
});
