import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  aSeries,
  at,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas } from '../../../test/support/three-replicas.ts';
import { present } from '../../core/assert.ts';
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
const to = (changes: Partial<NonNullable<Change['to']>> = {}): NonNullable<Change['to']> => ({
  ...{ startMin: 540, endMin: 780, slotMin: 15, capacity: 1, tags: [], rule: null },
  ...changes,
});

const sessions = (on = engine) =>
  on.store.read(
    (db) =>
      db.kysely
        .selectFrom('session')
        .selectAll()
        .where('deleted', '=', false)
        .orderBy('startMs')
        .execute() as Promise<readonly Session[]>,
  );
const sessionsOn = async (days: number, on = engine): Promise<readonly Session[]> =>
  (await sessions(on)).filter(
    ({ startMs }) => startMs >= at('00:00', days) && startMs < at('00:00', days + 1),
  );
const first = async (days: number): Promise<Session> =>
  present((await sessionsOn(days))[0], 'There is one.');

/** From when to when, on a day counted from the first Monday. */
async function hours(days: number, on = engine): Promise<string> {
  const clock = (ms: number): number => (ms - at('00:00', days)) / 3_600_000;
  const all = await sessionsOn(days, on);
  return all.map((one) => `${clock(one.startMs)}-${clock(one.endMs)}x${one.capacity}`).join(' ');
}

async function change(days: number, changes: Partial<Change>, id = engine.newId()) {
  const { id: sessionId } = await first(days);
  const input = { ...aDeletion(sessionId), newSeriesId: engine.newId(), scope: 'weekday' as const };
  return engine.ask('change-session', { ...input, ...changes }, { id });
}

test('all of one weekday that are to come are changed for good, and the other days stay what they are [SD14]', async () => {
  const others = (await sessions()).filter(({ startMs }) => startMs < at('00:00', 1));
  const wednesday = await first(2);
  const booked = engine.newId();
  await engine.ask('book', aBooking(booked, '09:00', timeOn('09:00', 8)));
  expect(await change(8, { to: to({ endMin: 720 }) })).toMatchObject({ ok: true });
  for (const tuesday of [1, 8, 15]) expect(await hours(tuesday)).toBe('9-12x1');
  for (const other of [0, 2, 3, 4, 7, 9, 16, 18]) expect(await hours(other)).toBe('9-13x1');
  expect(await sessionsOn(0)).toMatchObject(others.map(({ id }) => ({ id, seriesId })));
  expect((await first(2)).id).toBe(wednesday.id);
  // The count of fifteen ended on a Friday; it does so still.
  expect((await sessions()).at(-1)?.startMs).toBe(at('09:00', 18));
  const appointment = await engine.store.read((db) =>
    loadRecord(db, ORGANISATION, 'appointment', booked),
  );
  expect(appointment).toMatchObject({ sessionId: (await first(8)).id, withRight: true });
});

test('what has begun stays, and so does a day that was changed by itself [SD3] [SD14]', async () => {
  const alone = { scope: 'this' as const, to: to({ startMin: 600 }) };
  expect(await change(8, alone)).toMatchObject({ ok: true });
  engine.clock.advance(26 * 3_600_000);
  expect(await change(15, { to: to({ endMin: 660 }) })).toMatchObject({ ok: true });
  expect(await hours(1)).toBe('9-13x1');
  expect([await hours(8), await hours(15)]).toEqual(['10-13x1', '9-11x1']);
});

test('the beginning of a weekday takes more patients at once, as a session of its own [SD15]', async () => {
  await change(8, { scope: 'this', to: to({ startMin: 600 }) });
  const opening = { untilMin: 570, capacity: 2 };
  expect(await change(1, { to: to({ opening }) })).toMatchObject({ ok: true });
  expect([await hours(1), await hours(15)]).toEqual(['9-9.5x2 9.5-13x1', '9-9.5x2 9.5-13x1']);
  expect(await hours(8)).toBe('10-13x1');
  expect(await hours(2)).toBe('9-13x1');
  for (const _ of [1, 2]) {
    const input = aBooking(engine.newId(), '09:00', timeOn('09:00', 1));
    expect(await engine.ask('book', input)).toMatchObject({ ok: true });
  }
  const third = aBooking(engine.newId(), '09:00', timeOn('09:00', 1));
  expect(await engine.ask('book', third)).toMatchObject({ error: { kind: 'time-taken' } });
});

test('who is booked in what becomes the beginning stays there [SD4] [SD15]', async () => {
  const id = engine.newId();
  await engine.ask('book', aBooking(id, '09:15', timeOn('09:15', 1)));
  expect(await change(1, { to: to({ opening: { untilMin: 570, capacity: 2 } }) })).toMatchObject({
    ok: true,
  });
  const booked = await engine.store.read((db) => loadRecord(db, ORGANISATION, 'appointment', id));
  expect(booked).toMatchObject({ startMs: at('09:15', 1), sessionId: (await first(1)).id });
});

test('a weekday goes for good, and comes back by undoing [SD14]', async () => {
  const before = await sessions();
  const id = engine.newId();
  expect(await change(1, {}, id)).toMatchObject({ ok: true });
  expect([await hours(1), await hours(8), await hours(2)]).toEqual(['', '', '9-13x1']);
  expect(await engine.ask('undo', { intentId: id })).toMatchObject({ ok: true });
  expect((await sessions()).map((one) => one.startMs)).toEqual(before.map((one) => one.startMs));
});

test('a rule by months, and a beginning that is none, are refused with what is wrong [SD14] [SD15]', async () => {
  for (const [untilMin, scope] of [
    [540, 'weekday'],
    [780, 'weekday'],
    [550, 'weekday'],
    [570, 'all'],
  ] as const) {
    const opening = { untilMin, capacity: 2 };
    expect(await change(1, { scope, to: to({ opening }) })).toMatchObject({
      error: { kind: 'malformed' },
    });
  }
  const monthly = { rule: 'FREQ=MONTHLY;BYDAY=1SA', firstDay: '2026-03-07' };
  await engine.ask('create-series', aSeries(engine.newId(), monthly));
  expect(await change(5, { to: to({ endMin: 700 }) })).toMatchObject({
    error: { kind: 'bad-rule' },
  });
});

test('every replica derives the same of it, also with its beginning apart [SD14] [SD15] [SY1]', async () => {
  await using three = await openThreeReplicas();
  const { saltLake, central, laptop, meet } = three;
  await meet();
  const [session] = (await sessions(saltLake)).filter((one) => one.seriesId !== null);
  const { id: sessionId } = present(session, 'They share a series.');
  const input = { ...aDeletion(sessionId), newSeriesId: saltLake.newId() };
  const opening = { untilMin: 570, capacity: 2 };
  const changed = { ...input, scope: 'weekday' as const, to: to({ opening }) };
  expect(await saltLake.ask('change-session', changed)).toMatchObject({ ok: true });
  await exchange(saltLake, central);
  await meet();
  const seen = async (on: TestEngine) =>
    (await sessions(on)).map(({ id, startMs, endMs, capacity }) => ({
      id,
      startMs,
      endMs,
      capacity,
    }));
  expect((await seen(saltLake)).some(({ capacity }) => capacity === 2)).toBe(true);
  expect(await seen(central)).toEqual(await seen(saltLake));
  expect(await seen(laptop)).toEqual(await seen(saltLake));
});

const timeOn = (clock: string, days: number) => ({
  startMs: at(clock, days),
  endMs: at(clock, days) + 15 * 60_000,
});
