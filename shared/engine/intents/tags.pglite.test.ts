import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Actor } from '../../model/user.ts';
import { loadFreeTimes } from '../queries/load-free-times.ts';
import { loadTags } from '../queries/load-tags.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 15 * 60_000;

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const desk: Actor = { ...admin, role: 'front-desk', branchIds: [SALT_LAKE] };

const makeTag = async (over: Partial<IntentInput<'save-tag'>> = {}) => {
  const made = { ...{ id: engine.newId(), name: 'Emergency', hue: 'red' as const }, active: true };
  const tag = { ...made, effect: 'emergency' as const, releaseMin: 60, ...over };
  expect(await engine.ask('save-tag', tag)).toMatchObject({ ok: true });
  return tag;
};

/** A session of Dr. Sen, 13:00 to 13:30. */
async function makeSession(tags: string[], over: Partial<IntentInput<'create-session'>> = {}) {
  const id = engine.newId();
  const session = {
    ...{ id, branchId: SALT_LAKE, doctorId: DR_SEN, startMs: at('13:00'), endMs: at('13:30') },
    ...{ slotMin: 15, capacity: 1, tags, requestOverlap: false, ...over },
  };
  expect(await engine.ask('create-session', session)).toMatchObject({ ok: true });
  return id;
}

const book = async (clock: string, over: object = {}, actor: Actor = desk) => {
  const id = engine.newId();
  const wish = { ...aBooking(id, clock), doctorId: DR_SEN, ...over };
  return { id, outcome: await engine.ask('book', wish, { actor }) };
};

const KEPT = {
  ok: false,
  error: {
    kind: 'against-rules',
    breaches: [{ name: 'Emergency', effect: 'refuse', demand: { kind: 'tag', releaseMin: 60 } }],
  },
};

test('13:00 to 13:30 is left for emergencies every day, and anybody’s an hour before [MK1] [MK3]', async () => {
  await makeTag();
  const series = { doctorId: DR_SEN, startMin: 780, endMin: 810, tags: ['Emergency'] };
  await engine.ask('create-series', aSeries(engine.newId(), series));
  const offered = () =>
    engine.store.read(async (db) => {
      const whose = { branchId: SALT_LAKE, doctorId: DR_SEN, serviceId: null };
      const nowMs = engine.clock.nowMs();
      const wish = { ...whose, durationMin: 15, fromMs: nowMs, nowMs, limit: 5 };
      return (await loadFreeTimes(db, ORGANISATION, wish)).map(({ startMs }) => startMs);
    });
  expect(await offered()).toEqual([]);
  expect((await book('13:00')).outcome).toMatchObject(KEPT);
  const tomorrow = { startMs: at('13:00', 1), endMs: at('13:15', 1) };
  expect((await book('13:00', tomorrow)).outcome).toMatchObject(KEPT);
  expect((await book('13:00', { emergency: true })).outcome).toMatchObject({ ok: true });

  engine.clock.advance(4 * HOUR_MS + QUARTER_MS);
  expect(await offered()).toEqual([at('13:15')]);
  expect((await book('13:15')).outcome).toMatchObject({ ok: true });
  expect((await book('13:00', tomorrow)).outcome).toMatchObject(KEPT);
});

test('a time that is for those who walk in is neither booked before its day nor offered [MK1] [MK3]', async () => {
  await makeTag({ name: 'Walk-in only', effect: 'walk-in-only' });
  await makeSession(['Walk-in only']);
  await makeSession(['Walk-in only'], { startMs: at('13:00', 1), endMs: at('13:30', 1) });
  const tomorrow = { startMs: at('13:00', 1), endMs: at('13:15', 1) };
  expect((await book('13:00', tomorrow)).outcome).toMatchObject({
    error: { breaches: [{ name: 'Walk-in only', demand: { effect: 'walk-in-only' } }] },
  });
  const { id, outcome } = await book('13:00');
  expect(outcome).toMatchObject({ ok: true });
  // What is taken is answered with other times, and these are not among them.
  expect((await book('13:00')).outcome).toMatchObject({
    error: { kind: 'time-taken', offers: [] },
  });
  const moved = { appointmentId: id, branchId: SALT_LAKE, doctorId: DR_SEN, ...tomorrow };
  expect(await engine.ask('move', moved, { actor: desk })).toMatchObject({
    error: { breaches: [{ name: 'Walk-in only' }] },
  });
});

test('the doctor’s own time is booked by who answers for the day, and the audit has the reason [MK1]', async () => {
  const { id } = await makeTag({ name: 'Own time', effect: 'own' });
  await makeSession(['Own time']);
  const accepts = { ruleIds: [id], reason: 'A colleague’s child' };
  expect((await book('13:00', { accepts })).outcome).toMatchObject({ ok: false });
  expect((await book('13:00', {}, admin)).outcome).toMatchObject({
    error: { breaches: [{ effect: 'reason' }] },
  });
  expect((await book('13:00', { accepts }, admin)).outcome).toMatchObject({ ok: true });
  const audit = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').select('reason').orderBy('no', 'desc').executeTakeFirst(),
  );
  expect(audit).toMatchObject({ reason: accepts.reason });
});

test('a slot’s own mark holds in the place of its session’s, for bookings and for offers [MK2] [MK3]', async () => {
  await makeTag();
  await makeTag({ name: 'VIP', effect: 'none' });
  const sessionId = await makeSession(['Emergency']);
  const slots = await engine.store.read((db) =>
    db.kysely
      .selectFrom('slot')
      .select(['id', 'startMs'])
      .orderBy('startMs')
      .where('sessionId', '=', sessionId)
      .execute(),
  );
  const second = { id: slots[1]?.id ?? '', status: 'available' as const, note: '' };
  expect(await engine.ask('edit-slot', { ...second, tags: ['VIP'] })).toMatchObject({ ok: true });
  expect((await book('13:00')).outcome).toMatchObject(KEPT);
  const both = { startMs: at('13:00'), endMs: at('13:30') };
  expect((await book('13:00', both)).outcome).toMatchObject(KEPT);
  const free = await engine.store.read((db) =>
    loadFreeTimes(db, ORGANISATION, {
      ...{ branchId: SALT_LAKE, doctorId: DR_SEN, serviceId: null, durationMin: 15, limit: 5 },
      ...{ fromMs: at('08:00'), nowMs: at('08:00') },
    }),
  );
  expect(free.map(({ startMs }) => startMs)).toEqual([at('13:15')]);
  expect((await book('13:15')).outcome).toMatchObject({ ok: true });
});

test('a mark that is called otherwise, switched off or removed leaves sessions as they are [MK4]', async () => {
  const tag = await makeTag();
  await makeSession(['Emergency']);
  expect(await engine.ask('save-tag', { ...tag, name: 'Urgent' })).toMatchObject({ ok: true });
  expect((await book('13:00')).outcome).toMatchObject({
    error: { breaches: [{ name: 'Urgent' }] },
  });
  // Its former name is its own still.
  expect(await engine.ask('save-tag', { ...tag, id: engine.newId(), name: 'emergency' })).toEqual({
    ok: false,
    error: { kind: 'name-taken', name: 'emergency' },
  });
  const off = { ...tag, name: 'Urgent', active: false };
  expect(await engine.ask('save-tag', off)).toMatchObject({ ok: true });
  expect((await book('13:00')).outcome).toMatchObject({ ok: true });
  expect(await engine.ask('save-tag', { ...off, active: true })).toMatchObject({ ok: true });
  expect((await book('13:15')).outcome).toMatchObject({ ok: false });
  const removal = engine.newId();
  expect(await engine.ask('remove-tag', { tagId: tag.id }, { id: removal })).toMatchObject({
    ok: true,
  });
  expect(await engine.store.read((db) => loadTags(db, ORGANISATION))).toEqual([]);
  const free = await book('13:15');
  expect(free.outcome).toMatchObject({ ok: true });
  await engine.ask('cancel', { appointmentId: free.id, reason: 'Not needed' });
  expect(await engine.ask('undo', { intentId: removal })).toMatchObject({ ok: true });
  expect((await book('13:15')).outcome).toMatchObject({ ok: false });
});

test('a rule for new patients goes by the mark whatever it is called [MK4] [RU1]', async () => {
  const tag = await makeTag({ name: 'New patient', effect: 'none' });
  const demand = { kind: 'new-patient-slots' as const, tag: 'New patient' };
  const everywhere = { branchId: null, doctorId: null, serviceId: null };
  await engine.ask('save-rule', {
    ...{ id: engine.newId(), name: 'New patients', demand, effect: 'refuse', active: true },
    ...{ ...everywhere, fromDay: null, untilDay: null },
  });
  await engine.ask('save-tag', { ...tag, name: 'First visit' });
  await makeSession(['First visit']);
  expect((await book('13:00')).outcome).toMatchObject({ ok: true });
  expect((await book('09:00', { doctorId: DR_DAS })).outcome).toMatchObject({ ok: false });
});

test('who loses a time is rebooked into a kept one only as far as its mark lets them [MK1]', async () => {
  await makeTag();
  await makeSession(['Emergency']);
  const { id } = await book('09:00', { doctorId: DR_DAS });
  const off = { id: engine.newId(), startMs: at('00:00'), endMs: at('24:00') };
  const leave = { doctorId: DR_DAS, kind: 'leave' as const, reason: 'Ill', times: [off] };
  expect(await engine.ask('add-time-off', { ...leave, affected: 'displace' })).toMatchObject({
    ok: true,
  });
  const conflict = await engine.store.read((db) =>
    db.kysely.selectFrom('conflict').select(['id', 'offers']).executeTakeFirstOrThrow(),
  );
  expect(conflict.offers.filter(({ doctorId }) => doctorId === DR_SEN)).toEqual([]);
  const time = { branchId: SALT_LAKE, doctorId: DR_SEN, startMs: at('13:00'), endMs: at('13:15') };
  const rebook = () =>
    engine.ask('resolve-conflict', {
      conflictId: conflict.id,
      resolution: { kind: 'rebook', appointmentId: engine.newId(), time },
    });
  expect(await rebook()).toMatchObject(KEPT);
  // Rules of changes do not hold up who lost a time; what the new one is kept for does.
  expect(await engine.ask('move', { appointmentId: id, ...time })).toMatchObject(KEPT);
  engine.clock.advance(5 * HOUR_MS - QUARTER_MS);
  expect(await rebook()).toMatchObject({ ok: true });
});

test('what a mark does is for those who answer for every branch; others may name one [MK5]', async () => {
  const manager: Actor = { ...admin, role: 'manager', branchIds: [SALT_LAKE] };
  const plain = { id: engine.newId(), name: 'VIP', hue: 'amber' as const, active: true };
  const vip = { ...plain, effect: 'none' as const, releaseMin: null };
  expect(await engine.ask('save-tag', vip, { actor: manager })).toMatchObject({ ok: true });
  const refused = { ok: false, error: { kind: 'not-permitted' } };
  const own = { ...vip, effect: 'own' as const };
  expect(await engine.ask('save-tag', own, { actor: manager })).toMatchObject(refused);
  const { id } = await makeTag();
  expect(await engine.ask('remove-tag', { tagId: id }, { actor: manager })).toMatchObject(refused);
  expect(await engine.ask('save-tag', vip, { actor: desk })).toMatchObject(refused);
});
