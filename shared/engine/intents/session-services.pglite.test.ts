import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  admin,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { present } from '../../core/assert.ts';
import type { IntentInput } from '../../model/intent.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';
import type { Session } from '../../model/session.ts';
import type { Actor } from '../../model/user.ts';
import { loadFreeTimes } from '../queries/load-free-times.ts';
import { loadBookDays } from '../queries/load-pattern.ts';
import { previewManySessions } from '../queries/preview-many-sessions.ts';
import { previewSessionChange } from '../queries/preview-session-change.ts';

const SURGERY = 'a5d6c1de-52f5-4c4e-9d0c-6a2b7a1f0003';
const desk: Actor = { ...admin, role: 'front-desk', branchIds: [SALT_LAKE] };

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  const surgery = { id: SURGERY, name: 'Surgery', durationMin: 60, hue: 'red' as const };
  await engine.ask('save-service', { ...PLAIN_SERVICE, ...surgery, active: true });
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

/** Working time of Dr. Das in the afternoon, which is for surgery alone. */
async function surgeryAfternoon(over: Partial<IntentInput<'create-series'>> = {}) {
  const id = engine.newId();
  const wish = { startMin: 840, endMin: 1080, slotMin: 60, serviceIds: [SURGERY], ...over };
  expect(await engine.ask('create-series', aSeries(id, wish))).toMatchObject({ ok: true });
  return id;
}

const book = (clock: string, over: object = {}, actor: Actor = desk) =>
  engine.ask('book', { ...aBooking(engine.newId(), clock), ...over }, { actor });
const operate = (clock: string, over: object = {}) =>
  book(clock, { serviceId: SURGERY, endMs: at(clock) + 3_600_000, ...over });

const sessions = async (doctorId = DR_DAS): Promise<readonly Session[]> =>
  engine.store.read(
    (db) =>
      db.kysely
        .selectFrom('session')
        .selectAll()
        .where('deleted', '=', false)
        .where('doctorId', '=', doctorId)
        .orderBy('startMs')
        .execute() as Promise<readonly Session[]>,
  );
const sessionAt = async (clock: string, days = 0, doctorId = DR_DAS): Promise<Session> =>
  present(
    (await sessions(doctorId)).find(({ startMs }) => startMs === at(clock, days)),
    'It is there.',
  );

const to = (over: object = {}) => ({
  ...{ startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null },
  ...over,
});
const change = async (
  session: Session,
  over: Partial<IntentInput<'change-session'>>,
): ReturnType<TestEngine['ask']> =>
  engine.ask('change-session', { ...aDeletion(session.id), newSeriesId: engine.newId(), ...over });

test('what a series is for, its sessions are for, the one, those that follow or all [SV4]', async () => {
  await surgeryAfternoon();
  const ofSurgery = async () =>
    (await sessions()).filter(({ serviceIds }) => serviceIds.join() === SURGERY).length;
  expect(await ofSurgery()).toBe(15);
  const second = await sessionAt('14:00', 1);
  const free = to({ startMin: 840, endMin: 1080, slotMin: 60, serviceIds: [] });
  expect(await change(second, { to: free })).toMatchObject({ ok: true });
  expect(await ofSurgery()).toBe(14);
  const both = { ...free, serviceIds: [CONSULTATION, SURGERY] };
  const sixth = await sessionAt('14:00', 7);
  expect(await change(sixth, { to: both, scope: 'following' })).toMatchObject({ ok: true });
  expect(await ofSurgery()).toBe(4);
  // What says nothing of services leaves them as they are.
  const { serviceIds: _, ...unsaid } = both;
  const longer = { ...unsaid, endMin: 1140 };
  const tenth = await sessionAt('14:00', 10);
  expect(await change(tenth, { to: longer, scope: 'all' })).toMatchObject({ ok: true });
  expect(await sessionAt('14:00', 10)).toMatchObject({
    endMs: at('19:00', 10),
    serviceIds: [CONSULTATION, SURGERY],
  });
  const unknown = { ...both, serviceIds: [engine.newId()] };
  expect(await change(tenth, { to: unknown })).toMatchObject({
    error: { kind: 'unknown-record', record: 'service' },
  });
});

test('it goes with working time into patterns, to who shares it and who takes it over [SV4]', async () => {
  await surgeryAfternoon();
  const days = { branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-03' };
  const pattern = await engine.store.read((db) =>
    loadBookDays(db, ORGANISATION, { ...days, lengthDays: 1 }, engine.clock.nowMs()),
  );
  expect(pattern).toMatchObject({ value: { pieces: [{}, { serviceIds: [SURGERY] }] } });
  const copied = await engine.ask('apply-template', {
    source: { kind: 'book-days', days: { ...days, lengthDays: 1 } },
    ...{ branchId: SALT_LAKE, doctorId: DR_SEN, firstDay: '2026-03-04', lastDay: '2026-03-04' },
    ...{ rule: null, way: 'add', requestOverlap: false, affected: null },
  });
  expect(copied).toMatchObject({ ok: true });
  expect(await sessionAt('14:00', 2, DR_SEN)).toMatchObject({ serviceIds: [SURGERY] });
  expect(await sessionAt('09:00', 2, DR_SEN)).toMatchObject({ serviceIds: [] });

  const shared = { doctorId: DR_SEN, newId: engine.newId() };
  const shares = to({ startMin: 840, endMin: 1080, slotMin: 60, shared });
  const thursday = await sessionAt('14:00', 3);
  expect(await change(thursday, { to: shares })).toMatchObject({ ok: true });
  expect(await sessionAt('14:00', 3, DR_SEN)).toMatchObject({ serviceIds: [SURGERY] });

  const delegationId = engine.newId();
  const part = { startMs: at('14:00', 4), endMs: at('16:00', 4) };
  expect(
    await engine.ask('ask-delegation', {
      ...{ delegationId, branchId: SALT_LAKE, doctorId: DR_DAS, toDoctorId: DR_SEN },
      ...{ ...part, backOf: null, tell: false, reason: 'Court' },
    }),
  ).toMatchObject({ ok: true });
  const doctor: Actor = { ...admin, role: 'doctor', doctorId: DR_SEN, branchIds: [SALT_LAKE] };
  const answer = { delegationId, answer: 'accept' as const, note: '' };
  expect(await engine.ask('answer-delegation', answer, { actor: doctor })).toMatchObject({
    ok: true,
  });
  expect(await sessionAt('14:00', 4, DR_SEN)).toMatchObject({ serviceIds: [SURGERY] });
  expect(await sessionAt('16:00', 4)).toMatchObject({ serviceIds: [SURGERY] });
});

test('what it is not for is refused with times that would do, and booked by a manager [SV5]', async () => {
  await surgeryAfternoon();
  const refused = await book('14:00');
  const session = await sessionAt('14:00');
  expect(refused).toMatchObject({
    error: {
      kind: 'against-rules',
      breaches: [
        {
          ruleId: session.id,
          effect: 'manager',
          demand: { kind: 'services', services: ['Surgery'] },
        },
      ],
      offers: [{ startMs: at('09:00', 1) }, {}, {}],
    },
  });
  const accepts = { ruleIds: [session.id], reason: 'Removes her stitches after it' };
  expect(await book('14:00', { accepts })).toMatchObject({ error: { kind: 'against-rules' } });
  const manager: Actor = { ...desk, role: 'manager' };
  const unsaid = { accepts: { ...accepts, reason: null } };
  expect(await book('14:00', unsaid, manager)).toMatchObject({ error: { kind: 'against-rules' } });
  expect(await book('14:00', { accepts }, manager)).toMatchObject({ ok: true });
  expect(await operate('15:00')).toMatchObject({ ok: true });
  // The morning is for whatever the doctor does.
  expect(await operate('09:00')).toMatchObject({ ok: true });
  const appointmentId = engine.newId();
  expect(await book('10:00', { appointmentId })).toMatchObject({ ok: true });
  const moved = { appointmentId, branchId: SALT_LAKE, doctorId: DR_DAS };
  const afternoon = { ...moved, startMs: at('16:00'), endMs: at('16:15') };
  expect(await engine.ask('move', afternoon, { actor: desk })).toMatchObject({
    error: { kind: 'against-rules', breaches: [{ demand: { kind: 'services' } }] },
  });
});

test('of two who share a time, who works for the service then has the visit [SV5]', async () => {
  await surgeryAfternoon();
  const shared = { doctorId: DR_SEN, newId: engine.newId() };
  const shares = to({ startMin: 840, endMin: 1080, slotMin: 60, shared, serviceIds: [] });
  expect(await change(await sessionAt('14:00'), { to: shares })).toMatchObject({ ok: true });
  const surgeon = await sessionAt('14:00', 0, DR_SEN);
  const alone = { ...shares, shared: undefined, serviceIds: [SURGERY] };
  expect(await change(surgeon, { to: alone })).toMatchObject({ ok: true });
  const either = { doctorId: DR_SEN, withEither: true };
  expect(await book('14:00', either)).toMatchObject({ ok: true });
  expect(await operate('15:00', either)).toMatchObject({ ok: true });
  const booked = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select(['serviceId', 'doctorId']).execute(),
  );
  expect(booked).toContainEqual({ serviceId: CONSULTATION, doctorId: DR_DAS });
  expect(booked).toContainEqual({ serviceId: SURGERY, doctorId: DR_SEN });
});

test('nobody is offered a time that is not for what they come for [SV6]', async () => {
  await surgeryAfternoon({ startMin: 780 });
  const offered = (serviceId: string | null) =>
    engine.store.read(async (db) => {
      const whose = { branchId: SALT_LAKE, doctorId: DR_DAS, serviceId, durationMin: 15 };
      const wish = { ...whose, fromMs: at('12:30'), nowMs: engine.clock.nowMs(), limit: 4 };
      return (await loadFreeTimes(db, ORGANISATION, wish)).map(({ startMs }) => startMs);
    });
  expect(await offered(CONSULTATION)).toEqual([
    ...[at('12:30'), at('12:45'), at('09:00', 1), at('09:15', 1)],
  ]);
  expect(await offered(SURGERY)).toEqual([at('12:30'), at('12:45'), at('13:00'), at('14:00')]);
  expect(await offered(null)).toEqual(await offered(SURGERY));
  // Who loses the time is offered what is for them, too.
  const appointmentId = engine.newId();
  expect(await book('12:45', { appointmentId })).toMatchObject({ ok: true });
  const times = [{ id: engine.newId(), startMs: at('12:45'), endMs: at('13:00') }];
  const leave = { doctorId: DR_DAS, kind: 'leave' as const, reason: 'Leave', times };
  expect(await engine.ask('add-time-off', { ...leave, affected: 'displace' })).toMatchObject({
    ok: true,
  });
  const conflict = await engine.store.read((db) =>
    db.kysely.selectFrom('conflict').select('offers').executeTakeFirstOrThrow(),
  );
  const starts = conflict.offers.map(({ startMs }) => startMs);
  expect(starts.length).toBeGreaterThan(0);
  const afternoon = { from: at('13:00'), until: at('18:00') };
  expect(starts.filter((ms) => ms >= afternoon.from && ms < afternoon.until)).toEqual([]);
});

test('who belongs there no more is shown, and stays, loses the time or is cancelled as chosen [SV7]', async () => {
  expect(await book('09:00')).toMatchObject({ ok: true });
  expect(await operate('10:00')).toMatchObject({ ok: true });
  const session = await sessionAt('09:00');
  const wish = { to: to({ serviceIds: [SURGERY] }), scope: 'this' as const };
  const asked = { sessionId: session.id, newSeriesId: engine.newId(), ...wish };
  const preview = await engine.store.read((db) =>
    previewSessionChange(db, ORGANISATION, asked, { nowMs: engine.clock.nowMs(), limit: 50 }),
  );
  expect(preview).toMatchObject({
    value: { affected: { count: 1 }, fallsOut: 1, unfit: 1 },
  });
  expect(await change(session, wish)).toMatchObject({ error: { kind: 'has-appointments' } });
  expect(await change(session, { ...wish, affected: 'shift' })).toMatchObject({ ok: false });

  const verdicts = async () =>
    engine.store.read(async (db) => {
      const rows = await db.kysely
        .selectFrom('claim')
        .select(['startMs', 'verdict'])
        .orderBy('startMs')
        .execute();
      return rows.map(({ verdict }) => verdict);
    });
  const id = engine.newId();
  const stay = { ...aDeletion(session.id), ...wish, affected: 'stay' as const };
  expect(await engine.ask('change-session', stay, { id })).toMatchObject({ ok: true });
  expect(await verdicts()).toEqual(['active', 'active']);
  expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
  expect((await sessionAt('09:00')).serviceIds).toEqual([]);
  expect(await change(session, { ...wish, affected: 'displace' })).toMatchObject({ ok: true });
  expect(await verdicts()).toEqual(['displaced', 'active']);
});

const many = async (
  choice: Partial<IntentInput<'change-many-sessions'>['choice']>,
  alteration: object,
  affected: IntentInput<'change-many-sessions'>['affected'] = null,
) => {
  const asked = {
    choice: {
      ...{ doctorIds: [DR_DAS], branchId: null, weekdays: [], tag: null, slotMin: null },
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: null, ...choice },
    },
    to: {
      ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
      ...{ doctorId: null, branchId: null, shiftMin: 0, ...alteration },
    },
    ...{ newIdsFrom: engine.newId(), requestOverlap: false },
  };
  const shown = await engine.store.read((db) =>
    previewManySessions(db, ORGANISATION, asked, engine.clock.nowMs()),
  );
  if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  const intentId = engine.newId();
  const input = { ...asked, seen: shown.value.seen, affected };
  const done = await engine.ask('change-many-sessions', input, { id: intentId });
  return { shown: shown.value, done, intentId };
};

test('all consultation slots of a doctor become longer in one act, and no others [SV8]', async () => {
  await surgeryAfternoon();
  const evening = { startMin: 1080, endMin: 1140, slotMin: 15, serviceIds: [CONSULTATION] };
  await surgeryAfternoon(evening);
  const before = await sessions();
  const named = { serviceId: CONSULTATION, orAny: false };
  const { done, intentId, shown } = await many({ forService: named }, { slotMin: 30 });
  expect(shown).toMatchObject({ sessions: 15, changed: 15, series: 1, slots: 60, slotsAfter: 30 });
  expect(done).toMatchObject({ ok: true });
  const slots = async () =>
    (await sessions()).slice(0, 3).map(({ slotMin, serviceIds }) => [slotMin, serviceIds]);
  expect(await slots()).toEqual([
    ...[
      [15, []],
      [60, [SURGERY]],
      [30, [CONSULTATION]],
    ],
  ]);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect((await sessions()).map(({ slotMin }) => slotMin)).toEqual(
    before.map(({ slotMin }) => slotMin),
  );
  // With what is for any, and what is for any alone; the morning of today has not begun.
  const counts = async (forService: { serviceId: string | null; orAny: boolean }) =>
    (await many({ forService }, { capacity: 9 })).shown.sessions;
  expect(await counts({ ...named, orAny: true })).toBe(30);
  expect(await counts({ serviceId: null, orAny: false })).toBe(15);
});

test('what many sessions are for is changed at once, and who does not belong there is asked about [SV8] [SV7]', async () => {
  expect(await book('09:00')).toMatchObject({ ok: true });
  const alteration = { slotMin: 60, serviceIds: [SURGERY] };
  const forAny = { serviceId: null, orAny: false };
  const unsaid = await many({ forService: forAny }, alteration);
  expect(unsaid).toMatchObject({
    shown: { changed: 15, series: 1, affected: { count: 1 }, unfit: 1 },
    done: { error: { kind: 'has-appointments', count: 1 } },
  });
  const { done, intentId } = await many({ forService: forAny }, alteration, 'stay');
  expect(done).toMatchObject({ ok: true });
  expect((await sessions()).every(({ serviceIds }) => serviceIds.join() === SURGERY)).toBe(true);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect((await sessions()).every(({ serviceIds }) => serviceIds.length === 0)).toBe(true);
});
