import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  admin,
  aSeries,
  at,
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
import { present } from '../../core/assert.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Alteration, ManySessionsChange, SessionChoice } from '../../model/many-sessions.ts';
import type { Series, Session } from '../../model/session.ts';
import { loadRecord } from '../queries/load-record.ts';
import { previewManySessions } from '../queries/preview-many-sessions.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const HOUR_MS = 3_600_000;
const TEA = { name: 'Tea', startMin: 660, endMin: 680 };
const EVERYTHING: SessionChoice = {
  ...{ doctorIds: [], branchId: null, weekdays: [], tag: null, slotMin: null },
  ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: null },
};
const NOTHING: Alteration = {
  ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
  ...{ doctorId: null, branchId: null, shiftMin: 0 },
};

type Affected = IntentInput<'change-many-sessions'>['affected'];
interface Wish {
  readonly choice?: Partial<SessionChoice>;
  readonly to?: Partial<Alteration> | null;
  readonly requestOverlap?: boolean;
}

const changeOf = ({ choice, to, requestOverlap = false }: Wish): ManySessionsChange => ({
  choice: { ...EVERYTHING, ...choice },
  to: to === null ? null : { ...NOTHING, ...to },
  newIdsFrom: engine.newId(),
  requestOverlap,
});

const preview = (wish: ManySessionsChange) =>
  engine.store.read((db) => previewManySessions(db, ORGANISATION, wish, engine.clock.nowMs()));

/** Looks at what it would come to, and does that. */
const change = async (wish: Wish, affected: Affected = null, id = engine.newId()) => {
  const asked = changeOf(wish);
  const shown = await preview(asked);
  if (!shown.ok) return shown;
  const input = { ...asked, seen: shown.value.seen, affected };
  return engine.ask('change-many-sessions', input, { id });
};

const series = (changes: Partial<IntentInput<'create-series'>> = {}) =>
  engine.ask('create-series', aSeries(engine.newId(), changes));

const sessions = () =>
  engine.store.read(
    (db) =>
      db.kysely
        .selectFrom('session')
        .selectAll()
        .where('deleted', '=', false)
        .orderBy('startMs')
        .orderBy('id')
        .execute() as Promise<readonly (Session & { confirmed: boolean })[]>,
  );

const rules = () =>
  engine.store.read(
    (db) =>
      db.kysely
        .selectFrom('series')
        .selectAll()
        .where('deleted', '=', false)
        .orderBy('firstDay')
        .execute() as Promise<readonly Series[]>,
  );

const sessionOn = async (days: number): Promise<Session> =>
  present(
    (await sessions()).find(
      ({ startMs }) => startMs >= at('00:00', days) && startMs < at('00:00', days + 1),
    ),
    'There is one.',
  );

const slotCount = async (): Promise<number> => {
  const all = await engine.store.read((db) =>
    db.kysely.selectFrom('slot').select('id').where('deleted', '=', false).execute(),
  );
  return all.length;
};

const book = async (clock: string, days: number): Promise<string> => {
  const id = engine.newId();
  const startMs = at(clock, days);
  const times = { startMs, endMs: startMs + 15 * 60_000 };
  expect(await engine.ask('book', aBooking(id, clock, times))).toMatchObject({ ok: true });
  return id;
};

const appointment = (id: string): Promise<Appointment | null> =>
  engine.store.read((db) => loadRecord(db, ORGANISATION, 'appointment', id));

test('all slots of a doctor become longer in one step, by the rule of the series [SD7] [SD8]', async () => {
  await series({ rule: EVERY_WORKDAY });
  await series({ doctorId: DR_SEN });
  const kept = await book('10:15', 1);
  const before = await sessions();
  const wish = { choice: { doctorIds: [DR_DAS], slotMin: 15 }, to: { slotMin: 30 } };
  const shown = await preview(changeOf(wish));
  const ofDas = before.filter(({ doctorId }) => doctorId === DR_DAS).length;
  expect(shown).toMatchObject({
    value: { sessions: ofDas, changed: ofDas, series: 1, slots: ofDas * 16, slotsAfter: ofDas * 8 },
  });
  expect(shown).toMatchObject({ value: { booked: { count: 1 }, affected: { count: 0 } } });
  expect(await change(wish)).toMatchObject({ ok: true });
  const after = await sessions();
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(after.every(({ doctorId, slotMin }) => slotMin === (doctorId === DR_DAS ? 30 : 15))).toBe(
    true,
  );
  expect(after.every(({ confirmed }) => confirmed)).toBe(true);
  expect(await slotCount()).toBe(ofDas * 8 + 15 * 16);
  expect((await rules()).map(({ slotMin }) => slotMin).toSorted((a, b) => a - b)).toEqual([15, 30]);
  expect(await appointment(kept)).toMatchObject({ startMs: at('10:15', 1), status: 'booked' });
});

test('a series is changed from a day on; weekdays, and weeks in between, session by session [SD7]', async () => {
  await series();
  const onward = { choice: { firstDay: '2026-03-11' }, to: { capacity: 3 } };
  expect(await change(onward)).toMatchObject({ ok: true });
  expect((await rules()).map(({ firstDay, capacity }) => [firstDay, capacity])).toEqual([
    ['2026-03-02', 1],
    ['2026-03-11', 3],
  ]);
  const mondays = {
    choice: { weekdays: [1], lastDay: '2026-03-10' },
    to: { addTags: ['new'], removeTags: ['old'] },
  };
  expect(await change(mondays)).toMatchObject({ ok: true });
  expect((await rules()).length).toBe(2);
  const tagged = (await sessions()).filter(({ tags }) => tags.includes('new'));
  expect(tagged.map(({ startMs }) => startMs)).toEqual([at('09:00', 0), at('09:00', 7)]);
  const byTag = { choice: { tag: 'new' }, to: { removeTags: ['new'], shiftMin: 60 } };
  expect(await change(byTag)).toMatchObject({ ok: true });
  const moved = (await sessions()).filter(
    ({ startMs }) => (startMs - at('10:00')) % 86_400_000 === 0,
  );
  expect(moved.map(({ startMs, tags }) => [startMs, tags])).toEqual([
    [at('10:00', 0), []],
    [at('10:00', 7), []],
  ]);
  const early = { choice: { untilMin: 780 }, to: null };
  expect(await change(early)).toMatchObject({ ok: true });
  expect((await sessions()).length).toBe(2);
});

test('sessions that were changed by themselves are chosen by what they are [SD7]', async () => {
  await series();
  const one = await sessionOn(3);
  const to = { startMin: 540, endMin: 780, slotMin: 20, capacity: 1, tags: [], rule: null };
  await engine.ask('change-session', { ...aDeletion(one.id), to });
  await engine.ask('change-session', aDeletion((await sessionOn(4)).id));
  const wish = { choice: { slotMin: 15 }, to: { slotMin: 30 } };
  expect(await change(wish)).toMatchObject({ ok: true });
  expect((await rules()).map(({ slotMin }) => slotMin)).toEqual([30]);
  expect((await sessionOn(3)).slotMin).toBe(20);
  expect(await change({ to: { shiftMin: 30 } })).toMatchObject({ ok: true });
  expect(
    (await sessions()).every(({ startMs }) => (startMs - at('09:30')) % 86_400_000 === 0),
  ).toBe(true);
  expect((await sessions()).length).toBe(14);
  const others = { choice: { slotMin: 30 }, to: { doctorId: DR_SEN } };
  expect(await change(others)).toMatchObject({ ok: true });
  const whose = (await sessions()).map(({ doctorId }) => doctorId);
  expect(whose.filter((doctorId) => doctorId === DR_DAS).length).toBe(1);
  expect(whose.length).toBe(14);
  expect(await sessionOn(3)).toMatchObject({ doctorId: DR_DAS, slotMin: 20 });
  expect(await change({ choice: { slotMin: 30 }, to: null })).toMatchObject({ ok: true });
  expect((await sessions()).map(({ slotMin }) => slotMin)).toEqual([20]);
});

test('who would no longer lie in a session moves with it, or is cancelled, as was chosen [SD4] [SD8]', async () => {
  await series();
  const early = await book('09:00', 1);
  const late = await book('12:45', 2);
  const before = await sessions();
  const wish = { to: { shiftMin: 60 } };
  expect(await preview(changeOf(wish))).toMatchObject({
    value: { affected: { count: 1 }, booked: { count: 2 }, fallsOut: 0 },
  });
  expect(await change(wish)).toEqual({
    ok: false,
    error: { kind: 'has-appointments', count: 1 },
  });
  expect(await sessions()).toEqual(before);
  const intentId = engine.newId();
  expect(await change(wish, 'shift', intentId)).toMatchObject({ ok: true });
  expect(await appointment(early)).toMatchObject({ startMs: at('10:00', 1), withRight: true });
  expect(await appointment(late)).toMatchObject({ startMs: at('12:45', 2) });
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  const fields = ({ id, startMs, endMs }: Session) => ({ id, startMs, endMs });
  expect((await sessions()).map(fields)).toEqual(before.map(fields));
  expect(await appointment(early)).toMatchObject({ startMs: at('09:00', 1) });

  const away = { choice: { weekdays: [2, 3] }, to: null };
  expect(await change(away, 'shift')).toMatchObject({ error: { kind: 'has-appointments' } });
  expect(await change(away, 'shift-or-cancel')).toMatchObject({ ok: true });
  expect(await appointment(early)).toMatchObject({ status: 'cancelled' });
});

test('of many sessions those who cannot move along stand without a time, until it is undone [SD8] [SD9]', async () => {
  await series();
  const [moves, lost] = [await book('09:00', 1), await book('12:30', 2)];
  const shorter = { choice: { weekdays: [3] }, to: null };
  expect(await change(shorter, 'shift-or-displace')).toMatchObject({ ok: true });
  expect(await appointment(lost)).toMatchObject({ unseated: true, status: 'booked' });
  const intentId = engine.newId();
  const later = { choice: { weekdays: [2] }, to: { shiftMin: 60 } };
  expect(await change(later, 'shift-or-displace', intentId)).toMatchObject({ ok: true });
  expect(await appointment(moves)).toMatchObject({ startMs: at('10:00', 1), unseated: false });
  const away = engine.newId();
  expect(await change({ choice: {}, to: null }, 'displace', away)).toMatchObject({ ok: true });
  const open = () =>
    engine.store.read(async (db) =>
      (await db.kysely.selectFrom('conflict').selectAll().execute())
        .filter(({ state }) => state === 'open')
        .map(({ recordId, reason }) => [recordId, reason]),
    );
  expect(new Set((await open()).map(([id]) => id))).toEqual(new Set([moves, lost]));
  expect(await engine.ask('undo', { intentId: away })).toMatchObject({ ok: true });
  expect(await open()).toEqual([[lost, 'session-gone']]);
  expect(await appointment(moves)).toMatchObject({ unseated: false, startMs: at('10:00', 1) });
});

test('breaks move with their sessions, many at once, and come back when it is undone [BR4] [SD8]', async () => {
  await engine.ask('create-series', aSeries(engine.newId(), { breaks: [TEA] }));
  const hit = await book('11:30', 1);
  const breaks = async () => (await sessions()).slice(0, 3).map((one) => one.breaks);
  const before = await breaks();
  const intentId = engine.newId();
  // Whoever stood after the break would lie in it.
  const wish = { to: { shiftMin: 30 } };
  expect(await change(wish)).toMatchObject({ error: { kind: 'has-appointments', count: 1 } });
  expect(await change(wish, 'shift', intentId)).toMatchObject({ ok: true });
  expect(await appointment(hit)).toMatchObject({ startMs: at('12:00', 1) });
  const [monday, tuesday] = await breaks();
  expect(tuesday).toEqual([{ name: 'Tea', startMs: at('11:30', 1), endMs: at('11:50', 1) }]);
  expect(monday).toEqual(
    before[0]?.map((one) => ({ ...one, startMs: at('11:30'), endMs: at('11:50') })),
  );
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await breaks()).toEqual(before);
});

test('sessions that are pointed at are moved or deleted, and no others; so is a series alone [SD10]', async () => {
  await series();
  await engine.ask('create-series', aSeries(engine.newId(), { startMin: 900, endMin: 1020 }));
  const [morning, evening] = (await sessions()).slice(2, 4);
  const sessionIds = [present(morning, 'Of Tuesday.').id, present(evening, 'Of Tuesday.').id];
  const intentId = engine.newId();
  const count = (await sessions()).length;
  expect(await change({ choice: { sessionIds }, to: null }, null, intentId)).toMatchObject({
    ok: true,
  });
  const left = await sessions();
  expect(left).toHaveLength(count - 2);
  expect(
    left.filter(({ startMs }) => startMs > at('00:00', 1) && startMs < at('00:00', 2)),
  ).toEqual([]);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  const moved = {
    choice: { sessionIds: sessionIds.slice(1) },
    to: { doctorId: DR_SEN, shiftMin: 60 },
  };
  expect(await change(moved)).toMatchObject({ ok: true });
  const ofSen = (await sessions()).filter(({ doctorId }) => doctorId === DR_SEN);
  expect(ofSen.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [at('16:00', 1), at('18:00', 1)],
  ]);
  const seriesId = present(morning?.seriesId, 'It is of a series.');
  const onward = { choice: { seriesId, firstDay: '2026-03-04' }, to: { shiftMin: 30 } };
  expect(await preview(changeOf(onward))).toMatchObject({ value: { series: 1 } });
  expect(await change(onward)).toMatchObject({ ok: true });
  const starts = (await sessions()).map(({ startMs }) => startMs);
  expect(starts).toContain(at('09:30', 2));
  expect(starts).toContain(at('15:00', 2));
  expect(await change({ choice: { sessionIds: [engine.newId()] }, to: null })).toMatchObject({
    error: { kind: 'malformed' },
  });
});

test('another doctor takes over a week with everyone booked in it, and gives it back when undone', async () => {
  await series();
  const moved = await book('10:00', 1);
  const before = await sessions();
  const wish = {
    choice: { doctorIds: [DR_DAS], lastDay: '2026-03-06' },
    to: { doctorId: DR_SEN },
  };
  expect(await preview(changeOf(wish))).toMatchObject({ value: { series: 0, changed: 5 } });
  expect(await change(wish)).toMatchObject({ error: { kind: 'has-appointments', count: 1 } });
  const intentId = engine.newId();
  expect(await change(wish, 'shift', intentId)).toMatchObject({ ok: true });
  expect(await appointment(moved)).toMatchObject({
    ...{ doctorId: DR_SEN, startMs: at('10:00', 1), withRight: true },
    sessionId: (await sessionOn(1)).id,
  });
  expect((await sessions()).map(({ doctorId }) => doctorId)).toEqual([
    ...Array<string>(5).fill(DR_SEN),
    ...Array<string>(10).fill(DR_DAS),
  ]);
  expect((await sessions()).every(({ confirmed }) => confirmed)).toBe(true);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect((await sessions()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(await appointment(moved)).toMatchObject({ doctorId: DR_DAS, status: 'booked' });
});

test('a series goes to another branch from a day on, and what was stays where it was [SD3] [SD7]', async () => {
  await series({ rule: EVERY_WORKDAY });
  engine.clock.advance(26 * 3_600_000);
  const wish = { choice: { firstDay: '2026-03-09' }, to: { branchId: PARK_STREET } };
  expect(await change(wish)).toMatchObject({ ok: true });
  expect((await rules()).map(({ branchId, firstDay }) => [branchId, firstDay])).toEqual([
    [SALT_LAKE, '2026-03-02'],
    [PARK_STREET, '2026-03-09'],
  ]);
  expect(await change({ to: { branchId: PARK_STREET } })).toMatchObject({ ok: true });
  const places = (await sessions()).map(({ branchId }) => branchId);
  expect(places.slice(0, 4)).toEqual([SALT_LAKE, SALT_LAKE, PARK_STREET, PARK_STREET]);
});

test('what is in the way names the sessions it is about, and nothing is half done [SD8]', async () => {
  await series();
  await series({ doctorId: DR_SEN, startMin: 840, endMin: 960 });
  const before = await sessions();
  const refused = async (wish: Wish) => (await change(wish)) as object;
  const das = { doctorIds: [DR_DAS] };
  const named = { doctorId: DR_DAS, branchId: SALT_LAKE, startMs: at('09:00') };
  expect(await refused({ choice: das, to: { shiftMin: -600 } })).toMatchObject({
    error: { kind: 'sessions-refused', why: 'off-day', count: 15, first: [named, {}, {}, {}, {}] },
  });
  expect(await refused({ choice: das, to: { shiftMin: -70 } })).toMatchObject({
    error: { why: 'past', count: 1, first: [named] },
  });
  const evening = { startMin: 900, endMin: 1020 };
  await series({ ...evening, branchId: PARK_STREET, rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' });
  const onto = { choice: { doctorIds: [DR_SEN] }, to: { doctorId: DR_DAS, shiftMin: -120 } };
  expect(await refused(onto)).toMatchObject({ error: { why: 'overlap', canRequest: false } });
  const ontoOther = { ...onto, to: { doctorId: DR_DAS } };
  expect(await refused(ontoOther)).toMatchObject({
    error: { why: 'overlap', count: 2, canRequest: true, first: [{ startMs: at('14:00', 1) }, {}] },
  });
  const off = { id: engine.newId(), startMs: at('08:00', 2), endMs: at('18:00', 2) };
  await engine.ask('add-time-off', {
    ...{ doctorId: DR_SEN, kind: 'leave', reason: '', times: [off], affected: null },
  });
  const toSen = { choice: { ...das, branchId: SALT_LAKE }, to: { doctorId: DR_SEN } };
  expect(await refused(toSen)).toMatchObject({
    error: { why: 'doctor-away', count: 1, first: [{ startMs: at('09:00', 2) }] },
  });
  const closed = { id: engine.newId(), day: '2026-03-05', name: 'Holi' };
  await engine.ask('add-closure', { branchId: PARK_STREET, days: [closed], affected: null });
  expect(
    await refused({ choice: { ...das, branchId: SALT_LAKE }, to: { branchId: PARK_STREET } }),
  ).toMatchObject({ error: { why: 'branch-closed', count: 1 } });
  const manyTags = Array.from({ length: 20 }, (_, i) => `t${i}`);
  expect(
    await change({ choice: { firstDay: '2026-03-20' }, to: { addTags: ['mine'] } }),
  ).toMatchObject({ ok: true });
  expect(await refused({ to: { addTags: manyTags } })).toMatchObject({ error: { why: 'tags' } });
  expect((await sessions()).filter(({ tags }) => tags.length === 0).length).toBe(before.length);
  expect(await change({ ...ontoOther, requestOverlap: true })).toMatchObject({ ok: true });
});

test('only what was shown is done, and only by those who may [SD8] [AC1]', async () => {
  await series();
  const asked = changeOf({ to: { slotMin: 30 } });
  const shown = await preview(asked);
  const seen = shown.ok ? shown.value.seen : '';
  const input = { ...asked, seen, affected: null };
  const desk = { ...admin, role: 'front-desk' as const, branchIds: [SALT_LAKE] };
  expect(await engine.ask('change-many-sessions', input, { actor: desk })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  const manager = { ...admin, role: 'manager' as const, branchIds: [PARK_STREET] };
  expect(await engine.ask('change-many-sessions', input, { actor: manager })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  await engine.ask('change-session', aDeletion((await sessionOn(4)).id));
  expect(await engine.ask('change-many-sessions', input)).toMatchObject({
    error: { kind: 'changed-since' },
  });
  expect(await change({ to: {} })).toMatchObject({ error: { kind: 'malformed' } });
  const days = (firstDay: string, lastDay: string | null) =>
    preview(changeOf({ choice: { firstDay, lastDay } }));
  expect(await days('2026-03-02', '2027-03-03')).toMatchObject({ error: { kind: 'too-many' } });
  expect(await days('2026-03-02', '2026-03-01')).toMatchObject({ error: { kind: 'empty-range' } });
  expect(await days('2026-02-31', null)).toMatchObject({ error: { kind: 'malformed' } });
  expect(await change({ to: { doctorId: engine.newId() } })).toMatchObject({
    error: { kind: 'unknown-record', record: 'doctor' },
  });
});

test('sessions are chosen by a mark, and lose it, whatever it was called when they got it [SD7] [MK4]', async () => {
  await series({ rule: `${EVERY_WORKDAY};COUNT=2`, tags: ['Emergency', 'VIP'] });
  await series({ rule: `${EVERY_WORKDAY};COUNT=2`, doctorId: DR_SEN });
  const tag = {
    id: engine.newId(),
    hue: 'red',
    effect: 'none',
    releaseMin: null,
    active: true,
  } as const;
  await engine.ask('save-tag', { ...tag, name: 'Emergency' });
  await engine.ask('save-tag', { ...tag, name: 'Urgent' });
  const choice = { tag: 'Urgent' };
  expect(await preview(changeOf({ choice }))).toMatchObject({ value: { sessions: 2 } });
  expect(await change({ choice, to: { removeTags: ['Urgent'] } })).toMatchObject({ ok: true });
  expect((await sessions()).map(({ tags }) => tags).filter((tags) => tags.length > 0)).toEqual([
    ['VIP'],
    ['VIP'],
  ]);
});

test('all who moved go back at once, also where each sits now in the time of the one before [SD8]', async () => {
  for (const startMin of [540, 600]) {
    await series({ rule: `${EVERY_WORKDAY};COUNT=3`, startMin, endMin: startMin + 60 });
  }
  const clocks = ['09:00', '09:15', '10:00', '10:45'];
  const ids: string[] = [];
  for (const days of [1, 2]) for (const clock of clocks) ids.push(await book(clock, days));
  const times = () =>
    Promise.all(ids.map(async (id) => present(await appointment(id), 'It is booked.').startMs));
  const before = await times();
  const id = engine.newId();
  const wish = { choice: { doctorIds: [DR_DAS] }, to: { shiftMin: 60 } };
  expect(await change(wish, 'shift', id)).toMatchObject({ ok: true });
  expect(await times()).toEqual(before.map((ms) => ms + 60 * 60_000));
  expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
  expect(await times()).toEqual(before);
  const claims = await engine.store.read((db) =>
    db.kysely.selectFrom('claim').select(['id', 'startMs', 'verdict']).execute(),
  );
  expect(claims.every(({ verdict }) => verdict === 'active')).toBe(true);
  expect(claims.map(({ startMs }) => startMs).toSorted()).toEqual(before.toSorted());
});

test('one whose time is another’s by now, or whose doctor is away, keeps all from going back [SD8]', async () => {
  await series({ rule: `${EVERY_WORKDAY};COUNT=3` });
  const [first, second] = [await book('09:00', 1), await book('09:15', 2)];
  const id = engine.newId();
  const wish = { choice: { doctorIds: [DR_DAS] }, to: { shiftMin: 240 } };
  expect(await change(wish, 'shift', id)).toMatchObject({ ok: true });
  const moved = await appointment(first);
  const off = { id: engine.newId(), startMs: at('09:00', 2), endMs: at('10:00', 2) };
  const leave = { doctorId: DR_DAS, kind: 'leave' as const, reason: 'Dentist', times: [off] };
  expect(await engine.ask('add-time-off', { ...leave, affected: null })).toMatchObject({
    ok: true,
  });
  expect(await engine.ask('undo', { intentId: id })).toMatchObject({
    ok: false,
    error: { kind: 'doctor-away', reason: 'Dentist' },
  });
  expect(await appointment(first)).toEqual(moved);
  await engine.ask('remove-time-off', { timeOffId: off.id });
  const taken = aBooking(engine.newId(), '09:15', {
    startMs: at('09:15', 2),
    endMs: at('09:30', 2),
  });
  const asOverbooked = { ...taken, overbookReason: 'Asked for it' };
  expect(await engine.ask('book', asOverbooked)).toMatchObject({ ok: true });
  // One that was overbooked on purpose is in nobody's way.
  expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
  expect(await appointment(second)).toMatchObject({ startMs: at('09:15', 2) });
});

test('session by session it is stopped also while they are written, and noted for central [SD12]', async () => {
  for (const doctorId of [DR_DAS, DR_SEN]) {
    await series({ rule: `${EVERY_WORKDAY};COUNT=80`, doctorId, slotMin: 120 });
  }
  const asked = changeOf({ choice: { lastDay: '2026-06-12' }, to: { slotMin: 240 } });
  const shown = await preview(asked);
  if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  expect(shown.value.changed).toBeGreaterThan(100);
  const input = { ...asked, seen: shown.value.seen, affected: null };
  const before = await sessions();
  const stopAt = async (from: number) => {
    let furthest = 0;
    const waiting = {
      onPercent: async (percent: number) => {
        furthest = percent;
      },
      isWanted: () => furthest < from,
    };
    const intent = { id: engine.newId(), kind: 'change-many-sessions', input, atMs: 0 } as const;
    const outcome = await engine.execute(ORGANISATION, admin, intent as never, waiting);
    return { outcome, furthest };
  };
  for (const [from, until] of [
    [16, 30],
    [96, 100],
  ] as const) {
    const { outcome, furthest } = await stopAt(from);
    expect(outcome).toEqual({ ok: false, error: { kind: 'called-off' } });
    expect(furthest).toBeGreaterThanOrEqual(from);
    expect(furthest).toBeLessThan(until);
    expect(await sessions()).toEqual(before);
  }
  expect((await stopAt(101)).outcome).toMatchObject({ ok: true });
});

test('a large change says how far it is, and stopped at any of its stages it leaves all as it was [SD12]', async () => {
  for (const doctorId of [DR_DAS, DR_SEN]) {
    // In parts, so that there are several.
    await series({ rule: `${EVERY_WORKDAY};COUNT=100`, doctorId, slotMin: 5 });
  }
  const asked = changeOf({ choice: { lastDay: '2026-12-31' }, to: { slotMin: 10 } });
  const shown = await preview(asked);
  if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  expect(shown.value.changed).toBe(200);
  const input = { ...asked, seen: shown.value.seen, affected: null };
  const before = await sessions();
  const run = (id: string, stopsAt: number) => {
    const told: number[] = [];
    const waiting = {
      onPercent: async (percent: number) => void told.push(percent),
      isWanted: () => told.length < stopsAt,
    };
    const intent = { id, kind: 'change-many-sessions', input, atMs: 0 } as const;
    return engine
      .execute(ORGANISATION, admin, intent as never, waiting)
      .then((outcome) => ({ outcome, told }));
  };
  const all = await run(engine.newId(), Number.POSITIVE_INFINITY);
  expect(all.outcome).toMatchObject({ ok: true });
  expect(all.told.length).toBeGreaterThan(4);
  expect(all.told).toEqual(all.told.toSorted((a, b) => a - b));
  // What is left is one statement.
  expect(all.told.at(-1)).toBe(95);
  const changed = await sessions();
  expect(changed.every(({ slotMin }) => slotMin === 10)).toBe(true);

  const back = changeOf({ choice: { lastDay: '2026-12-31' }, to: { slotMin: 5 } });
  const seen = await preview(back);
  if (!seen.ok) throw new Error(JSON.stringify(seen.error));
  Object.assign(input, { ...back, seen: seen.value.seen });
  for (let stopsAt = 1; stopsAt <= all.told.length; stopsAt += 1) {
    const { outcome, told } = await run(engine.newId(), stopsAt);
    expect(outcome).toEqual({ ok: false, error: { kind: 'called-off' } });
    expect(told).toHaveLength(stopsAt);
    expect(await sessions()).toEqual(changed);
  }
  expect((await run(engine.newId(), Number.POSITIVE_INFINITY)).outcome).toMatchObject({ ok: true });
  expect((await sessions()).map(({ id, slotMin }) => [id, slotMin])).toEqual(
    before.map(({ id, slotMin }) => [id, slotMin]),
  );
});

test('one that is pointed at goes to another day, to somebody else and ends sooner in one step; the rest of its series stays, and it is taken back in one [ED2] [ED6]', async () => {
  await series({ breaks: [TEA] });
  const monday = await sessionOn(7);
  const { doctorId, startMs, endMs } = monday;
  const before = (await sessions()).map((one) => [one.id, one.startMs, one.endMs]);
  const ids = new Set(before.map(([id]) => id));
  const asked = {
    choice: { sessionIds: [monday.id], firstDay: '2026-03-09', lastDay: '2026-03-09' },
    to: { shiftDays: 5, shiftMin: 60, endsLaterMin: -60, doctorId: DR_SEN },
  };
  const id = engine.newId();
  expect(await change(asked, null, id)).toMatchObject({ ok: true });
  const now = await sessions();
  expect(now.find((one) => !ids.has(one.id))).toMatchObject({
    ...{ doctorId: DR_SEN, seriesId: null, startMs: startMs + 121 * HOUR_MS },
    endMs: endMs + 120 * HOUR_MS,
    breaks: [{ startMs: at('12:00', 12), endMs: at('12:20', 12) }],
  });
  expect(now).toHaveLength(before.length);
  expect(now.some((one) => one.id === monday.id)).toBe(false);
  await engine.ask('undo', { intentId: id });
  expect((await sessions()).map((one) => [one.id, one.startMs, one.endMs])).toEqual(before);
  expect((await sessionOn(7)).doctorId).toBe(doctorId);
});

test('on its own day it is made longer by itself; a day where the doctor works already, a break that would hang out, and rules are not touched [ED2] [ED6]', async () => {
  await series({ breaks: [TEA] });
  const monday = await sessionOn(7);
  const only = { sessionIds: [monday.id], firstDay: '2026-03-09', lastDay: '2026-03-09' };
  const shorter = { choice: only, to: { endsLaterMin: -600 } };
  expect(await change(shorter)).toMatchObject({ ok: false, error: { why: 'breaks' } });
  expect(await change({ choice: only, to: { shiftDays: 1 } })).toMatchObject({
    ok: false,
    error: { kind: 'sessions-refused', why: 'overlap' },
  });
  const rule = { choice: { seriesId: monday.seriesId ?? '' }, to: { shiftDays: 1 } };
  expect(await change(rule)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  expect(await change({ choice: only, to: { endsLaterMin: 30 } })).toMatchObject({ ok: true });
  expect(await sessionOn(7)).toMatchObject({ id: monday.id, endMs: monday.endMs + HOUR_MS / 2 });
  expect((await sessionOn(8)).endMs).toBe(monday.endMs + 24 * HOUR_MS);
});
