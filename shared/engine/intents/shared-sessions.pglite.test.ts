import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  EVERY_WORKDAY,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Sharing } from '../../model/session-change.ts';
import { countAffected } from '../queries/load-affected.ts';
import { planRepeat } from '../queries/plan-repeat.ts';
import { previewManySessions } from '../queries/preview-many-sessions.ts';
import { previewSessionChange } from '../queries/preview-session-change.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DR_ROY = '00000000-0000-7000-8000-0000000000d3';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

/** Working time of Dr. Das from nine to one, shared with Dr. Sen who is given it too. */
async function share(
  shared: Sharing = { doctorId: DR_SEN, newId: engine.newId() },
  intentId = engine.newId(),
) {
  const wanted = { ...aSession(DR_DAS, '09:00', '13:00'), shared };
  const done = await engine.ask('create-session', wanted, { id: intentId });
  return { newId: shared.newId, intentId, done };
}

const aSession = (doctorId: string, from: string, until: string, days = 0) => ({
  ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId },
  ...{ startMs: at(from) + days * DAY_MS, endMs: at(until) + days * DAY_MS },
  ...{ slotMin: 15, capacity: 1, tags: [], requestOverlap: false },
});

const undo = (intentId: string) => engine.ask('undo', { intentId });

/** A visit's patient has come, and is called in to a doctor at ten. */
async function callTo(doctorId: string, appointmentId: string) {
  await engine.ask('set-status', { appointmentId, status: 'arrived' });
  const entry = await engine.store.read((db) =>
    db.kysely
      .selectFrom('queueEntry')
      .selectAll()
      .where('appointmentId', '=', appointmentId)
      .executeTakeFirstOrThrow(),
  );
  const time = { startMs: at('10:00'), endMs: at('10:15'), overbookReason: null };
  return engine.ask('act-on-queue', {
    ...{ entryId: entry.id, seen: `${entry.dotReplica}:${entry.dotCounter}` },
    act: { kind: 'start', doctorId, ...time },
  });
}

/** Dr. Das is away from nine to one. */
const away = (affected: 'displace' | null, id = engine.newId()) =>
  engine.ask(
    'add-time-off',
    {
      ...{ doctorId: DR_DAS, kind: 'leave' as const, reason: 'A course', affected },
      times: [{ id: engine.newId(), startMs: at('09:00'), endMs: at('13:00') }],
    },
    { id },
  );

async function book(clock: string, changes: Partial<IntentInput<'book'>> = {}) {
  const [id, patientId] = [engine.newId(), engine.newId()];
  const newPatient = aPatient(patientId, `Patient of ${clock} ${id}`);
  const asked = aBooking(id, clock, { patientId, newPatient, ...changes });
  return { id, done: await engine.ask('book', asked) };
}
const either = { withEither: true };

const visitOf = (id: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .innerJoin('claim', 'claim.id', 'appointment.id')
      .select(['appointment.doctorId', 'withEither', 'appointment.status', 'verdict'])
      .where('appointment.id', '=', id)
      .executeTakeFirst(),
  );

const sessionsOf = (doctorId: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['id', 'startMs', 'endMs', 'sharedWith', 'seriesId', 'confirmed'])
      .where('doctorId', '=', doctorId)
      .where('deleted', '=', false)
      .orderBy('startMs')
      .execute(),
  );

test('a shared session is one of each doctor, firm by itself, made and taken back as one [SH1]', async () => {
  const { newId, intentId, done } = await share();
  expect(done).toMatchObject({ ok: true });
  expect(await sessionsOf(DR_DAS)).toMatchObject([{ sharedWith: DR_SEN, confirmed: true }]);
  const time = { startMs: at('09:00'), endMs: at('13:00') };
  expect(await sessionsOf(DR_SEN)).toEqual([
    { id: newId, ...time, sharedWith: null, seriesId: null, confirmed: true },
  ]);
  expect(await undo(intentId)).toMatchObject({ ok: true });
  expect([...(await sessionsOf(DR_DAS)), ...(await sessionsOf(DR_SEN))]).toEqual([]);
});

test('a series is shared from a day on, with its rhythm, and not where a session was deleted [SH1]', async () => {
  const id = engine.newId();
  await engine.ask('create-series', aSeries(id, { rule: `${EVERY_WORKDAY};COUNT=10` }));
  const [, second, third, fourth] = await sessionsOf(DR_DAS);
  const change = { scope: 'this' as const, newSeriesId: engine.newId(), requestOverlap: false };
  const gone = { ...change, sessionId: fourth?.id ?? '', to: null, affected: null };
  expect(await engine.ask('change-session', gone)).toMatchObject({ ok: true });
  const shape = { startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null };
  const newId = engine.newId();
  const following = {
    ...{ ...change, scope: 'following' as const, sessionId: third?.id ?? '', affected: null },
    to: { ...shape, shared: { doctorId: DR_SEN, newId } },
  };
  expect(await engine.ask('change-session', following)).toMatchObject({ ok: true });
  const mine = await sessionsOf(DR_DAS);
  expect(mine.map(({ sharedWith }) => sharedWith)).toEqual([null, null, ...Array(7).fill(DR_SEN)]);
  const theirs = await sessionsOf(DR_SEN);
  expect(theirs.map(({ startMs }) => startMs)).toEqual(mine.slice(2).map(({ startMs }) => startMs));
  expect(new Set(theirs.map(({ seriesId }) => seriesId))).toEqual(new Set([newId]));
  // It ends for all that are to come; what the other doctor was given stays.
  const again = (await sessionsOf(DR_DAS)).at(-1);
  const end = { ...change, scope: 'all' as const, sessionId: again?.id ?? '', affected: null };
  const ended = await engine.ask('change-session', { ...end, to: { ...shape, shared: null } });
  expect(ended).toMatchObject({ ok: true });
  expect((await sessionsOf(DR_DAS)).map(({ sharedWith }) => sharedWith)).toEqual(
    Array(9).fill(null),
  );
  expect(await sessionsOf(DR_SEN)).toHaveLength(7);
  expect(second?.sharedWith).toBeNull();
});

test('one weekday of a series is shared, its beginning with it [SH1]', async () => {
  const id = engine.newId();
  await engine.ask('create-series', aSeries(id, { rule: `${EVERY_WORKDAY};UNTIL=20260313` }));
  const [, tuesday] = await sessionsOf(DR_DAS);
  const shape = { startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null };
  const changed = await engine.ask('change-session', {
    ...{ scope: 'weekday', newSeriesId: engine.newId(), requestOverlap: false, affected: null },
    sessionId: tuesday?.id ?? '',
    to: {
      ...{ ...shape, opening: { untilMin: 600, capacity: 2 } },
      shared: { doctorId: DR_SEN, newId: engine.newId() },
    },
  });
  expect(changed).toMatchObject({ ok: true });
  const shared = (await sessionsOf(DR_DAS)).filter(({ sharedWith }) => sharedWith === DR_SEN);
  const theirs = await sessionsOf(DR_SEN);
  expect(theirs.map(({ startMs, endMs }) => ({ startMs, endMs }))).toEqual(
    shared.map(({ startMs, endMs }) => ({ startMs, endMs })),
  );
  expect(theirs).toHaveLength(4);
});

test('who has working time already shares it as it is; who has is given none over it [SH1]', async () => {
  await engine.ask('create-session', aSession(DR_SEN, '10:00', '12:00'));
  expect((await share()).done).toMatchObject({
    error: { kind: 'sharer-works', doctorId: DR_SEN, startMs: at('10:00') },
  });
  expect((await share({ doctorId: DR_DAS, newId: null })).done).toMatchObject({
    error: { kind: 'same-doctor' },
  });
  expect((await share({ doctorId: DR_ROY, newId: null })).done).toMatchObject({
    error: { kind: 'unknown-record' },
  });
  expect((await share({ doctorId: DR_SEN, newId: null })).done).toMatchObject({
    ok: true,
  });
  // Before ten Dr. Das is there alone.
  const early = await book('09:00', either);
  expect(await visitOf(early.id)).toMatchObject({ doctorId: DR_DAS, withEither: false });
  expect((await book('09:00', either)).done).toMatchObject({ error: { kind: 'time-taken' } });
  await book('10:00', either);
  const second = await book('10:00', either);
  expect(await visitOf(second.id)).toMatchObject({ doctorId: DR_SEN, withEither: true });
});

test('whoever is free has a visit that is with either, and when both are taken nobody has [SH2]', async () => {
  await share();
  const first = await book('10:00', either);
  expect(await visitOf(first.id)).toMatchObject({ doctorId: DR_DAS, withEither: true });
  const second = await book('10:00', either);
  expect(await visitOf(second.id)).toMatchObject({ doctorId: DR_SEN, verdict: 'active' });
  for (const doctorId of [DR_DAS, DR_SEN]) {
    expect((await book('10:00', { ...either, doctorId })).done).toMatchObject({
      error: { kind: 'time-taken' },
    });
  }
  // By name it is that doctor or nobody, from either side.
  const named = await book('11:00', { doctorId: DR_SEN });
  expect(await visitOf(named.id)).toMatchObject({ doctorId: DR_SEN, withEither: false });
  expect((await book('11:00', { doctorId: DR_SEN })).done).toMatchObject({ ok: false });
  const other = await book('11:00', { ...either, doctorId: DR_SEN });
  expect(await visitOf(other.id)).toMatchObject({ doctorId: DR_DAS, withEither: true });
});

test('visits that come again are each with whoever is free, as is shown before [SH2]', async () => {
  await share();
  const days = { branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02', lengthDays: 1 };
  for (const doctorId of [DR_DAS, DR_SEN]) {
    await engine.ask('apply-template', {
      ...{ source: { kind: 'book-days', days } as IntentInput<'apply-template'>['source'] },
      ...{ branchId: SALT_LAKE, doctorId, firstDay: '2026-03-03', lastDay: '2026-03-03' },
      ...{ rule: null, way: 'add', affected: null, requestOverlap: false },
    });
  }
  const tomorrow = { startMs: at('10:00', 1), endMs: at('10:15', 1) };
  await book('10:00', tomorrow);
  const shown = await planRepeat(
    engine.store,
    ORGANISATION,
    {
      ...{ branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION, patientId: null },
      ...{ newPatient: null, startMs: at('10:00'), window: 'day', anyDoctor: false },
      repetition: { unit: 'day', every: 1, end: { kind: 'count', count: 2 } },
      ...{ withEither: true, emergency: false, holdId: null },
    },
    { actor: admin, nowMs: at('08:00') },
  );
  expect(shown.map(({ found, why }) => [found?.doctorId, why])).toEqual([
    [DR_DAS, null],
    [DR_SEN, null],
  ]);
  const [courseId, patientId] = [engine.newId(), engine.newId()];
  const visits = [{ startMs: at('10:00'), endMs: at('10:15') }, tomorrow].map((time) => ({
    ...{ appointmentId: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ serviceId: CONSULTATION, ...time },
  }));
  const course = {
    ...{ courseId, visits, patientId, newPatient: aPatient(patientId, 'Comes again') },
    ...{ holdId: null, note: '', emergency: false },
  };
  expect(await engine.ask('book-course', course)).toMatchObject({ ok: false });
  expect(await engine.ask('book-course', { ...course, ...either })).toMatchObject({ ok: true });
  const booked = await Promise.all(visits.map(({ appointmentId }) => visitOf(appointmentId)));
  expect(booked).toMatchObject([
    { doctorId: DR_DAS, withEither: true },
    { doctorId: DR_SEN, withEither: true },
  ]);
});

test('with either it goes to nobody who does not do the service [SH2]', async () => {
  await share();
  const service = await engine.store.read((db) =>
    db.kysely
      .selectFrom('service')
      .selectAll()
      .where('id', '=', CONSULTATION)
      .executeTakeFirstOrThrow(),
  );
  const { id, name, durationMin, hue, icon, beforeMin, afterMin, active } = service;
  await engine.ask('save-service', {
    ...{ id, name, durationMin, hue, icon, beforeMin, afterMin, active },
    overrides: [{ doctorId: DR_SEN, durationMin: null }],
  });
  await book('10:00', either);
  expect((await book('10:00', either)).done).toMatchObject({ error: { kind: 'time-taken' } });
});

test('one who is called by the other doctor changes places with who is there then [SH3]', async () => {
  await share();
  const [das, sen] = [await book('10:00', either), await book('10:00', either)];
  expect(await callTo(DR_SEN, das.id)).toMatchObject({ ok: true });
  expect(await visitOf(das.id)).toMatchObject({ doctorId: DR_SEN, status: 'in-consult' });
  expect(await visitOf(sen.id)).toMatchObject({
    ...{ doctorId: DR_DAS, withEither: true, status: 'booked', verdict: 'active' },
  });
});

test('who is booked by name keeps that doctor, whoever calls [SH3]', async () => {
  await share();
  const das = await book('10:00', either);
  const sen = await book('10:00', { doctorId: DR_SEN });
  expect(await callTo(DR_SEN, das.id)).toMatchObject({ error: { kind: 'time-taken' } });
  expect(await visitOf(sen.id)).toMatchObject({ doctorId: DR_SEN });
});

test('while one is away the other has who is with either; others are asked about [SH4]', async () => {
  await share();
  const passing = await book('10:00', either);
  const stuck = await book('11:00', either);
  await book('11:00', either);
  const shown = await engine.store.read((db) =>
    countAffected(
      db,
      ORGANISATION,
      {
        whose: { doctorId: DR_DAS, branchId: null },
        times: [{ startMs: at('09:00'), endMs: at('13:00') }],
      },
      { limit: 100, nowMs: at('08:00') },
    ),
  );
  expect(shown).toMatchObject({ count: 1, passing: [{ doctorId: DR_SEN, count: 1 }] });
  expect(await away(null)).toMatchObject({ error: { kind: 'has-appointments', count: 1 } });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_DAS });
  expect(await away('displace')).toMatchObject({ ok: true });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_SEN, verdict: 'active' });
  expect(await visitOf(stuck.id)).toMatchObject({ doctorId: DR_DAS, verdict: 'displaced' });
  // The other one's time can be booked still.
  const next = await book('12:00', either);
  expect(await visitOf(next.id)).toMatchObject({ doctorId: DR_SEN, verdict: 'active' });
});

test('what passed to the other doctor comes back with the absence that is undone [SH4]', async () => {
  await share();
  const passing = await book('10:00', either);
  const intentId = engine.newId();
  await away(null, intentId);
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_SEN });
  expect(await undo(intentId)).toMatchObject({ ok: true });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_DAS, verdict: 'active' });
});

test('who is with either passes to the other when the session of theirs is deleted [SH4]', async () => {
  const { newId } = await share();
  const passing = await book('10:00', either);
  const stuck = await book('11:00', either);
  await book('11:00', either);
  const { id: sessionId = '' } = (await sessionsOf(DR_DAS))[0] ?? {};
  const change = {
    ...{ sessionId, scope: 'this' as const, newSeriesId: engine.newId() },
    ...{ requestOverlap: false, to: null },
  };
  const shown = await engine.store.read((db) =>
    previewSessionChange(db, ORGANISATION, change, { nowMs: at('08:00'), limit: 100 }),
  );
  expect(shown).toMatchObject({
    value: { affected: { count: 1 }, fallsOut: 1, passing: [{ doctorId: DR_SEN, count: 1 }] },
  });
  expect(await engine.ask('change-session', { ...change, affected: null })).toMatchObject({
    error: { kind: 'has-appointments', count: 1 },
  });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_DAS });
  const intentId = engine.newId();
  const gone = { ...change, affected: 'displace' as const };
  expect(await engine.ask('change-session', gone, { id: intentId })).toMatchObject({ ok: true });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_SEN, verdict: 'active' });
  expect(await visitOf(stuck.id)).toMatchObject({ doctorId: DR_DAS, verdict: 'displaced' });
  expect(await undo(intentId)).toMatchObject({ ok: true });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_DAS, verdict: 'active' });
  expect(await visitOf(stuck.id)).toMatchObject({ doctorId: DR_DAS, verdict: 'active' });

  // Where the other one's goes as well, nobody passes.
  const choice = { doctorIds: [], branchId: SALT_LAKE, weekdays: [], tag: null, slotMin: null };
  const both = {
    choice: {
      ...{ ...choice, fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: null },
      sessionIds: [sessionId, newId ?? ''],
    },
    ...{ to: null, newIdsFrom: engine.newId(), requestOverlap: false },
  };
  const all = await engine.store.read((db) =>
    previewManySessions(db, ORGANISATION, both, at('08:00')),
  );
  expect(all).toMatchObject({ value: { affected: { count: 3 }, passing: [] } });
  const mine = { ...both, choice: { ...both.choice, sessionIds: [sessionId] } };
  const one = await engine.store.read((db) =>
    previewManySessions(db, ORGANISATION, mine, at('08:00')),
  );
  const passes = [{ doctorId: DR_SEN, count: 1 }];
  expect(one).toMatchObject({ value: { affected: { count: 1 }, passing: passes } });
  const done = await engine.ask('change-many-sessions', {
    ...{ ...mine, affected: 'cancel' as const, seen: one.ok ? one.value.seen : '' },
  });
  expect(done).toMatchObject({ ok: true });
  expect(await visitOf(passing.id)).toMatchObject({ doctorId: DR_SEN, verdict: 'active' });
});

test('a copied day and a template keep who shares it, where both work, and nobody with themselves [SH7]', async () => {
  await share();
  const days = { branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02', lengthDays: 1 };
  const copy = (doctorId: string, branchId: string, day: string) =>
    engine.ask('apply-template', {
      ...{ source: { kind: 'book-days', days } as IntentInput<'apply-template'>['source'] },
      ...{ branchId, doctorId, firstDay: day, lastDay: day, rule: null, way: 'add' as const },
      ...{ affected: null, requestOverlap: false },
    });
  expect(await copy(DR_DAS, SALT_LAKE, '2026-03-03')).toMatchObject({ ok: true });
  expect(await copy(DR_SEN, SALT_LAKE, '2026-03-03')).toMatchObject({ ok: true });
  expect(await copy(DR_DAS, PARK_STREET, '2026-03-04')).toMatchObject({ ok: true });
  const sharers = async (doctorId: string) =>
    (await sessionsOf(doctorId)).map(({ sharedWith }) => sharedWith);
  // Dr. Sen does not work at Park Street.
  expect(await sharers(DR_DAS)).toEqual([DR_SEN, DR_SEN, null]);
  expect(await sharers(DR_SEN)).toEqual([null, null]);
});

test('a visit with either that is moved to time of one alone is with that one [SH5]', async () => {
  await share();
  await engine.ask('create-session', aSession(DR_DAS, '09:00', '10:00', 1));
  const { id: appointmentId } = await book('10:00', either);
  const to = (doctorId: string, fromMs: number) =>
    engine.ask('move', {
      ...{ appointmentId, branchId: SALT_LAKE, doctorId },
      ...{ startMs: fromMs, endMs: fromMs + HOUR_MS / 4 },
    });
  expect(await to(DR_SEN, at('11:00'))).toMatchObject({ ok: true });
  expect(await visitOf(appointmentId)).toMatchObject({ doctorId: DR_SEN, withEither: true });
  expect(await to(DR_DAS, at('09:00') + DAY_MS)).toMatchObject({ ok: true });
  expect(await visitOf(appointmentId)).toMatchObject({ doctorId: DR_DAS, withEither: false });
});
