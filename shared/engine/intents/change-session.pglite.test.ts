import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  admin,
  aSeries,
  at,
  DR_DAS,
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
import type { Session } from '../../model/session.ts';
import { loadRecord } from '../queries/load-record.ts';

let engine: TestEngine;
let seriesId: string;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  seriesId = engine.newId();
  await engine.ask('create-series', aSeries(seriesId));
});
afterEach(() => engine.close());

type Change = IntentInput<'change-session'>;

/** As the series of the tests is, unless said otherwise. */
const to = (changes: Partial<NonNullable<Change['to']>> = {}): NonNullable<Change['to']> => ({
  ...{ startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null },
  ...changes,
});

const change = async (days: number, changes: Partial<Change>) => {
  const sessionId = present(await sessionOn(days), 'There is one.').id;
  const newSeriesId = engine.newId();
  return engine.ask('change-session', { ...aDeletion(sessionId), newSeriesId, ...changes });
};

const sessions = () =>
  engine.store.read(
    (db) =>
      db.kysely
        .selectFrom('session')
        .selectAll()
        .where('deleted', '=', false)
        .orderBy('startMs')
        .execute() as Promise<readonly Session[]>,
  );

const sessionOn = async (days: number): Promise<Session | undefined> =>
  (await sessions()).find(
    ({ startMs }) => startMs >= at('00:00', days) && startMs < at('00:00', days + 1),
  );

/** From when to when, on each of the first days. */
const hours = async (count: number): Promise<readonly (string | null)[]> => {
  const found = await Promise.all(Array.from({ length: count }, (_, day) => sessionOn(day)));
  const clock = (ms: number, day: number): number => (ms - at('00:00', day)) / 3_600_000;
  return found.map((one, day) =>
    one ? `${clock(one.startMs, day)}-${clock(one.endMs, day)}` : null,
  );
};

const slotsOn = (days: number) =>
  engine.store.read(
    async (db) =>
      (
        await db.kysely
          .selectFrom('slot')
          .select('startMs')
          .where('deleted', '=', false)
          .where('startMs', '>=', at('00:00', days))
          .where('startMs', '<', at('00:00', days + 1))
          .execute()
      ).length,
  );

const book = async (clock: string, days: number): Promise<string> => {
  const id = engine.newId();
  const startMs = at(clock, days);
  const booked = await engine.ask(
    'book',
    aBooking(id, clock, { startMs, endMs: startMs + 15 * 60_000 }),
  );
  expect(booked).toMatchObject({ ok: true });
  return id;
};

const appointment = (id: string): Promise<Appointment | null> =>
  engine.store.read((db) => loadRecord(db, ORGANISATION, 'appointment', id));

test('one session of a series takes another time, alone [SD5]', async () => {
  const input = { scope: 'this' as const, to: to({ startMin: 600, endMin: 840, slotMin: 30 }) };
  expect(await change(1, input)).toMatchObject({ ok: true });
  expect(await hours(5)).toEqual(['9-13', '10-14', '9-13', '9-13', '9-13']);
  expect([await slotsOn(1), await slotsOn(2)]).toEqual([8, 16]);
});

test('those that follow take another time; what was changed by itself stays as it is [SD5]', async () => {
  await change(3, { scope: 'this', to: to({ startMin: 660 }) });
  await change(4, { scope: 'this' });
  const following = { scope: 'following' as const, to: to({ startMin: 480, endMin: 720 }) };
  expect(await change(2, following)).toMatchObject({ ok: true });
  const expected = ['9-13', '9-13', '8-12', '11-13', null, null, null, '8-12', '8-12'];
  expect(await hours(9)).toEqual(expected);
  const ids = new Set((await sessions()).map((one) => one.seriesId));
  expect(ids.size).toBe(2);
  expect(await slotsOn(2)).toBe(16);
});

test('all that are to come take another time, and other days [SD3] [SD5]', async () => {
  engine.clock.advance(26 * 3_600_000);
  const rule = 'FREQ=WEEKLY;BYDAY=TU,TH,SA';
  const all = { scope: 'all' as const, to: to({ endMin: 720, rule }) };
  expect(await change(3, all)).toMatchObject({ ok: true });
  expect(await hours(8)).toEqual(['9-13', '9-13', null, '9-12', null, '9-12', null, null]);
});

test('a session is deleted alone, with those that follow, or with all [SD5]', async () => {
  await change(8, { scope: 'this', to: to({ endMin: 600 }) });
  expect(await change(1, { scope: 'this' })).toMatchObject({ ok: true });
  expect(await hours(3)).toEqual(['9-13', null, '9-13']);
  expect(await change(3, { scope: 'following' })).toMatchObject({ ok: true });
  expect(await hours(9)).toEqual(['9-13', null, '9-13', ...Array<null>(6).fill(null)]);
  expect(await change(0, { scope: 'all' })).toMatchObject({ ok: true });
  expect(await sessions()).toEqual([]);
});

test('nobody falls out of a session unless it was said what becomes of them [SD4]', async () => {
  const [early, late] = [await book('09:00', 1), await book('12:00', 1)];
  const before = await sessions();
  const later = to({ startMin: 600, endMin: 840 });
  const refused = { ok: false, error: { kind: 'has-appointments', count: 1 } };
  expect(await change(1, { scope: 'this', to: later })).toEqual(refused);
  expect(await change(0, { scope: 'all', to: later })).toEqual(refused);
  expect(await change(1, { scope: 'following' })).toEqual({
    ok: false,
    error: { kind: 'has-appointments', count: 2 },
  });
  expect(await sessions()).toEqual(before);

  expect(await change(1, { scope: 'this', to: later, affected: 'shift' })).toMatchObject({
    ok: true,
  });
  expect(await appointment(early)).toMatchObject({ startMs: at('10:00', 1), status: 'booked' });
  expect(await appointment(late)).toMatchObject({ startMs: at('12:00', 1) });

  expect(await change(1, { scope: 'all', affected: 'shift' })).toEqual({
    ok: false,
    error: { kind: 'has-appointments', count: 2 },
  });
  expect(await change(1, { scope: 'all', affected: 'cancel' })).toMatchObject({ ok: true });
  expect(await appointment(early)).toMatchObject({ status: 'cancelled' });
});

test('who is moved with a session onto taken time loses it to the other, and is offered more [CF1]', async () => {
  const moved = await book('09:30', 1);
  const stays = await book('10:30', 1);
  const later = to({ startMin: 600, endMin: 840 });
  expect(await change(1, { scope: 'this', to: later, affected: 'shift' })).toMatchObject({
    ok: true,
  });
  const [conflict] = await engine.store.read((db) =>
    db.kysely.selectFrom('conflict').selectAll().execute(),
  );
  expect([moved, stays]).toContain(conflict?.recordId);
  expect(conflict?.offers.length).toBeGreaterThan(0);
});

test('people sit in the sessions of the series that takes over, and go back when it is undone', async () => {
  const kept = await book('10:00', 2);
  const gone = await book('12:45', 3);
  const intentId = engine.newId();
  const sessionId = present(await sessionOn(1), 'Tuesday.').id;
  const newSeriesId = engine.newId();
  const input = { ...aDeletion(sessionId), newSeriesId, scope: 'following' as const };
  const shorter = { ...input, to: to({ endMin: 720 }), affected: 'cancel' as const };
  expect(await engine.ask('change-session', shorter, { id: intentId })).toMatchObject({ ok: true });
  expect((await appointment(kept))?.sessionId).toBe((await sessionOn(2))?.id);
  expect(await appointment(gone)).toMatchObject({ status: 'cancelled' });

  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await hours(5)).toEqual(Array(5).fill('9-13'));
  expect(new Set((await sessions()).map((one) => one.seriesId))).toEqual(new Set([seriesId]));
  expect((await appointment(kept))?.sessionId).toBe((await sessionOn(2))?.id);
  expect(await appointment(gone)).toMatchObject({ status: 'booked', startMs: at('12:45', 3) });
});

test('a session under way may end later, or earlier, but not begin at another time [SD3]', async () => {
  engine.clock.advance(2 * 3_600_000);
  const longer = { scope: 'this' as const, to: to({ endMin: 840 }) };
  expect(await change(0, longer)).toMatchObject({ ok: true });
  expect(await hours(1)).toEqual(['9-14']);
  const past = { error: { kind: 'in-the-past' } };
  expect(await change(0, { scope: 'this', to: to({ startMin: 600 }) })).toMatchObject(past);
  expect(await change(0, { scope: 'this', to: to({ endMin: 570 }) })).toMatchObject(past);
  expect(await change(0, { scope: 'this' })).toMatchObject(past);
  expect(await change(0, { scope: 'following' })).toMatchObject(past);
});

test('what cannot be is refused, and changes nothing', async () => {
  const one = { id: engine.newId(), branchId: PARK_STREET, doctorId: DR_DAS, slotMin: 15 };
  const evening = { startMs: at('15:00', 1), endMs: at('17:00', 1), capacity: 1, tags: [] };
  await engine.ask('create-session', { ...one, ...evening, requestOverlap: false });
  const before = await sessions();
  const long = { scope: 'all' as const, to: to({ endMin: 960 }) };
  expect(await change(0, long)).toMatchObject({
    error: { kind: 'session-overlap', branchId: PARK_STREET, canRequest: true },
  });
  const refused = async (changes: Partial<Change>) => (await change(1, changes)) as object;
  expect(await refused({ scope: 'this', to: to({ endMin: 540 }) })).toMatchObject({
    error: { kind: 'empty-range' },
  });
  expect(await refused({ scope: 'all', to: to({ rule: 'FREQ=HOURLY' }) })).toMatchObject({
    error: { kind: 'bad-rule' },
  });
  expect(await refused({ sessionId: engine.newId() })).toMatchObject({
    error: { kind: 'unknown-record', record: 'session' },
  });
  const desk = { ...admin, role: 'front-desk' as const, branchIds: [SALT_LAKE] };
  const sessionId = present(await sessionOn(1), 'Tuesday.').id;
  expect(await engine.ask('change-session', aDeletion(sessionId), { actor: desk })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  expect(await sessions()).toEqual(before);
  expect(await change(0, { ...long, requestOverlap: true })).toMatchObject({ ok: true });
});

const conflicts = () =>
  engine.store.read((db) =>
    db.kysely.selectFrom('conflict').selectAll().orderBy('openedAtMs').execute(),
  );

const verdictOf = async (id: string): Promise<string | undefined> =>
  (
    await engine.store.read((db) =>
      db.kysely.selectFrom('claim').select('verdict').where('id', '=', id).executeTakeFirst(),
    )
  )?.verdict;

test('who falls out stays in the book without a time, is offered others, and has it back when undone [SD9]', async () => {
  const lost = await book('12:30', 1);
  const kept = await book('10:00', 1);
  const intentId = engine.newId();
  const sessionId = present(await sessionOn(1), 'Tuesday.').id;
  const shorter = {
    ...aDeletion(sessionId),
    to: to({ endMin: 720 }),
    affected: 'displace' as const,
  };
  expect(await engine.ask('change-session', shorter, { id: intentId })).toMatchObject({ ok: true });
  expect(await appointment(lost)).toMatchObject({
    ...{ status: 'booked', unseated: true, withRight: false, startMs: at('12:30', 1) },
  });
  expect([await verdictOf(lost), await verdictOf(kept)]).toEqual(['displaced', 'active']);
  const [conflict] = await conflicts();
  expect(conflict).toMatchObject({ recordId: lost, reason: 'session-gone', state: 'open' });
  expect(conflict?.offers).toHaveLength(3);
  expect(
    conflict?.offers.some(({ startMs }) => startMs >= at('12:00', 1) && startMs < at('24:00', 1)),
  ).toBe(false);

  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await appointment(lost)).toMatchObject({ unseated: false, withRight: true });
  expect(await verdictOf(lost)).toBe('active');
  expect((await conflicts()).map(({ state }) => state)).toEqual(['settled-itself']);
});

test("its time is another person's once the session is back, and it can be moved there or elsewhere [SD9]", async () => {
  const lost = await book('10:00', 1);
  expect(await change(1, { scope: 'this', affected: 'displace' })).toMatchObject({ ok: true });
  const again = { id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS, slotMin: 15 };
  const morning = { startMs: at('09:00', 1), endMs: at('13:00', 1), capacity: 1, tags: [] };
  const made = await engine.ask('create-session', { ...again, ...morning, requestOverlap: false });
  expect(made).toMatchObject({ ok: true });
  expect(await verdictOf(lost)).toBe('displaced');
  const other = await book('10:00', 1);
  const move = (clock: string) => {
    const time = { startMs: at(clock, 1), endMs: at(clock, 1) + 15 * 60_000 };
    const where = { branchId: SALT_LAKE, doctorId: DR_DAS };
    return engine.ask('move', { appointmentId: lost, ...where, ...time });
  };
  expect(await move('10:00')).toMatchObject({ error: { kind: 'time-taken' } });
  await engine.ask('cancel', { appointmentId: other, reason: 'Ill' });
  expect(await verdictOf(lost)).toBe('displaced');
  expect(await move('10:00')).toMatchObject({ ok: true });
  expect(await appointment(lost)).toMatchObject({ unseated: false, withRight: true });
  expect(await verdictOf(lost)).toBe('active');
  expect((await conflicts()).map(({ state }) => state)).toEqual(['rebooked']);
});

test('a move of who had no time is taken back to that [SD9]', async () => {
  const lost = await book('10:00', 1);
  expect(await change(1, { scope: 'this', affected: 'displace' })).toMatchObject({ ok: true });
  const time = { startMs: at('10:00', 2), endMs: at('10:15', 2) };
  const where = { branchId: SALT_LAKE, doctorId: DR_DAS };
  const intentId = engine.newId();
  const moved = { appointmentId: lost, ...where, ...time };
  expect(await engine.ask('move', moved, { id: intentId })).toMatchObject({ ok: true });
  expect(await verdictOf(lost)).toBe('active');
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await appointment(lost)).toMatchObject({ unseated: true, startMs: at('10:00', 1) });
  expect(await verdictOf(lost)).toBe('displaced');
  expect((await conflicts()).map(({ state }) => state)).toEqual(['open']);
});

const TEA = { name: 'Tea', startMin: 660, endMin: 680 };

test('in a break nobody is booked but on purpose, and no time is offered; slots go on after it [BR1] [BR2]', async () => {
  expect(await change(1, { scope: 'this', to: to({ breaks: [TEA] }) })).toMatchObject({ ok: true });
  expect(await slotsOn(1)).toBe(14);
  const slots = await engine.store.read((db) =>
    db.kysely
      .selectFrom('slot')
      .select('startMs')
      .where('startMs', '>=', at('11:00', 1))
      .orderBy('startMs')
      .execute(),
  );
  expect(slots[0]?.startMs).toBe(at('11:20', 1));
  const wish = (more: Partial<IntentInput<'book'>> = {}) => {
    const time = { startMs: at('10:55', 1), endMs: at('11:10', 1) };
    return engine.ask('book', aBooking(engine.newId(), '10:55', { ...time, ...more }));
  };
  const refused = await wish();
  expect(refused).toMatchObject({
    error: { kind: 'in-break', name: 'Tea', startMs: at('11:00', 1), endMs: at('11:20', 1) },
  });
  const offers = !refused.ok && 'offers' in refused.error ? refused.error.offers : [];
  expect(offers.map(({ startMs }) => startMs)).toEqual([
    ...[at('11:20', 1), at('11:35', 1), at('11:50', 1)],
  ]);
  const time = { startMs: at('10:55', 1), endMs: at('11:10', 1) };
  const hold = { branchId: SALT_LAKE, doctorId: DR_DAS, holdId: engine.newId(), ...time };
  expect(await engine.ask('hold', hold)).toMatchObject({ error: { kind: 'in-break' } });
  expect(await wish({ overbookReason: 'In pain' })).toMatchObject({ ok: true });
});

test('a break over who is booked takes their time away, and says whom it hits first [BR4] [SD4] [SD9]', async () => {
  const [hit, stays] = [await book('11:00', 1), await book('11:30', 1)];
  const all = { scope: 'all' as const, to: to({ breaks: [TEA] }) };
  expect(await change(1, all)).toEqual({
    ok: false,
    error: { kind: 'has-appointments', count: 1 },
  });
  const intentId = engine.newId();
  const sessionId = present(await sessionOn(1), 'Tuesday.').id;
  const input = { ...aDeletion(sessionId), newSeriesId: engine.newId(), ...all };
  const displacing = { ...input, affected: 'displace' as const };
  expect(await engine.ask('change-session', displacing, { id: intentId })).toMatchObject({
    ok: true,
  });
  expect(await appointment(hit)).toMatchObject({ unseated: true });
  expect(await appointment(stays)).toMatchObject({ unseated: false, startMs: at('11:30', 1) });
  const breaksOf = async (day: number) => (await sessionOn(day))?.breaks;
  expect(await breaksOf(3)).toEqual([
    { name: 'Tea', startMs: at('11:00', 3), endMs: at('11:20', 3) },
  ]);
  // It stays where nothing is said of breaks, and goes where it is said that there are none.
  expect(await change(3, { scope: 'this', to: to({ slotMin: 20 }) })).toMatchObject({ ok: true });
  expect(await breaksOf(3)).toHaveLength(1);
  expect(await change(3, { scope: 'this', to: to({ endMin: 670 }) })).toEqual({
    ok: false,
    error: { kind: 'bad-break', name: 'Tea', why: 'outside' },
  });
  const backwards = to({ breaks: [{ ...TEA, endMin: 600 }] });
  for (const scope of ['this', 'all'] as const) {
    expect(await change(3, { scope, to: backwards })).toMatchObject({ error: { why: 'empty' } });
  }
  expect(await change(3, { scope: 'this', to: to({ breaks: [] }) })).toMatchObject({ ok: true });
  expect(await breaksOf(3)).toEqual([]);
  expect(await engine.ask('undo', { intentId })).toMatchObject({ ok: true });
  expect(await appointment(hit)).toMatchObject({ unseated: false, withRight: true });
  expect(await breaksOf(4)).toEqual([]);
});

test('more breaks than six, or ones that cannot be, are refused where working time is made [BR3]', async () => {
  const one = { id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS, slotMin: 15 };
  const evening = { startMs: at('15:00', 1), endMs: at('17:00', 1), capacity: 1, tags: [] };
  const make = (breaks: readonly (readonly [string, string])[]) =>
    engine.ask('create-session', {
      ...{ ...one, ...evening, requestOverlap: false },
      breaks: breaks.map(([from, until]) => ({
        ...{ name: 'Tea', startMs: at(from, 1), endMs: at(until, 1) },
      })),
    });
  const many = Array.from({ length: 7 }, (_, i) => [`15:${10 + i}`, `15:${11 + i}`] as const);
  expect(await make(many)).toMatchObject({ error: { kind: 'too-many', max: 6 } });
  expect(await make([['14:55', '15:10']])).toMatchObject({ error: { kind: 'bad-break' } });
  const series = aSeries(engine.newId(), { startMin: 900, endMin: 1020, breaks: [TEA] });
  expect(await engine.ask('create-series', series)).toMatchObject({ error: { kind: 'bad-break' } });
  expect(await make([['15:30', '15:45']])).toMatchObject({ ok: true });
});
