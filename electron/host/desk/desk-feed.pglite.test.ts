import { afterEach, beforeEach, expect, test } from 'vitest';
import { FED_COLLECTIONS } from '../../../shared/engine/feed/desk-sources.ts';
import { NOBODY_TOLD } from '../../../shared/model/time-off.ts';
import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { createTestTimers, type TestTimers } from '../../../test/support/test-timers.ts';
import { createDeskFeed, type DeskFeed } from './desk-feed.ts';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const TODAY = { startMs: at('00:00'), endMs: at('24:00') };
const HOLD = { branchId: SALT_LAKE, doctorId: DR_DAS };

let engine: TestEngine;
let timers: TestTimers;
let feed: DeskFeed;
let errors: unknown[];

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(id(1)));
  timers = createTestTimers(engine.clock);
  errors = [];
  feed = createDeskFeed({
    store: engine.store,
    organisationId: ORGANISATION,
    clock: engine.clock,
    timers,
    onError: (error) => errors.push(error),
  });
});
afterEach(async () => {
  feed.close();
  await engine.close();
});

/** A desk that writes down what it is told. */
function openWatcher() {
  const told: DeskDown[] = [];
  let drops = 0;
  const subscription = feed.subscribe({
    deliver: (message) => told.push(message),
    drop: () => {
      drops += 1;
    },
  });
  const rowsOf = (collection: string) =>
    told.filter((message) => message.type === 'rows' && message.collection === collection);
  return { told, rowsOf, drops: () => drops, ...subscription };
}

test('a window comes whole, in order, and says when it is complete', async () => {
  const desk = openWatcher();
  desk.watch(TODAY);
  await feed.settled();
  expect(desk.told.at(-1)).toMatchObject({ type: 'watching', fromMs: TODAY.startMs });
  expect(desk.told.every((message) => message.type !== 'rows' || message.reset)).toBe(true);
  // Each collection of the feed, what is held, and that this is all.
  expect(desk.told).toHaveLength(FED_COLLECTIONS.length + 2);
  desk.watch({ startMs: at('00:00', 1), endMs: at('24:00', 1) });
  await feed.settled();
  // The configuration is known already; only what belongs to days is sent again.
  expect(desk.rowsOf('doctors')).toHaveLength(1);
  expect(desk.rowsOf('sessions')).toHaveLength(2);
});

test('a desk that keeps what it has is sent only what is new in its window', async () => {
  const TOMORROW = { startMs: at('00:00', 1), endMs: at('24:00', 1) };
  const BOTH = { startMs: TODAY.startMs, endMs: TOMORROW.endMs };
  await engine.ask('book', aBooking(id(2), '09:00'));
  const later = { startMs: at('09:00', 1), endMs: at('09:15', 1) };
  await engine.ask('book', aBooking(id(3), '09:00', later));
  const desk = openWatcher();
  desk.watch(TODAY, true);
  await feed.settled();
  expect(desk.rowsOf('appointments')).toMatchObject([{ reset: true, put: [{ id: id(2) }] }]);
  desk.watch(BOTH, true);
  await feed.settled();
  expect(desk.rowsOf('appointments').slice(1)).toMatchObject([
    { reset: false, more: true, put: [{ id: id(3) }] },
  ]);
  desk.watch(TOMORROW, true);
  await feed.settled();
  expect(desk.rowsOf('appointments')).toHaveLength(2);
  expect(desk.told.at(-1)).toMatchObject({ type: 'watching', fromMs: TOMORROW.startMs });
  // What it turned away from is no longer followed, and comes again when it is turned to.
  await engine.ask('cancel', { appointmentId: id(2), reason: 'Ill' });
  desk.watch(TODAY, true);
  await feed.settled();
  expect(desk.rowsOf('appointments').at(-1)).toMatchObject({
    put: [{ id: id(2), status: 'cancelled' }],
  });
});

test('a hold leaves the desks when its time is up, without anyone writing [HD2]', async () => {
  const desk = openWatcher();
  desk.watch(TODAY);
  await engine.ask('hold', { holdId: id(5), ...HOLD, startMs: at('09:00'), endMs: at('09:15') });
  await feed.settled();
  expect(desk.rowsOf('holds').at(-1)).toMatchObject({ put: [{ id: id(5) }] });
  expect(timers.nextMs()).toBe(5 * 60_000);
  await timers.pass(5 * 60_000);
  await feed.settled();
  expect(desk.rowsOf('holds').at(-1)).toMatchObject({ reset: true, put: [] });
});

test('commits that come together are read together', async () => {
  const desk = openWatcher();
  desk.watch(TODAY);
  await feed.settled();
  await Promise.all(
    ['09:00', '09:15', '09:30', '09:45'].map((clock, n) =>
      engine.ask('book', aBooking(id(20 + n), clock)),
    ),
  );
  await feed.settled();
  const sent = desk.rowsOf('appointments').slice(1) as { put?: readonly { id: string }[] }[];
  const ids = sent.flatMap((message) => message.put?.map((row) => row.id) ?? []);
  expect(new Set(ids)).toEqual(new Set([id(20), id(21), id(22), id(23)]));
  expect(sent.length).toBeLessThanOrEqual(4);
});

test('after an import the desk reads the collection anew instead of row by row', async () => {
  const desk = openWatcher();
  desk.watch(TODAY);
  await feed.settled();
  const cause = { ...CAUSE, source: 'import' as const };
  await engine.store.write(ORGANISATION, cause, async (tx) => {
    for (let n = 0; n < 2500; n += 1) {
      const day = '2026-05-01';
      tx.put(
        'closure',
        { id: id(1000 + n), branchId: SALT_LAKE, day, name: 'x', ...NOBODY_TOLD, deleted: false },
        null,
      );
    }
  });
  await feed.settled();
  const sent = desk.rowsOf('closures').slice(1);
  expect(sent).toMatchObject([{ reset: true }, { reset: false }, { reset: false }]);
});

test('whoever left is told nothing more', async () => {
  const desk = openWatcher();
  desk.watch(TODAY);
  await feed.settled();
  const before = desk.told.length;
  desk.close();
  await engine.ask('book', aBooking(id(20), '09:00'));
  await feed.settled();
  expect(desk.told).toHaveLength(before);
});

test('a feed that cannot be read drops its desks instead of leaving them behind', async () => {
  const desk = openWatcher();
  desk.watch(TODAY);
  await feed.settled();
  const rename = (from: string, to: string) =>
    engine.connector.withSession((session) =>
      session.script(`alter table ${from} rename to ${to}`),
    );
  await rename('hold', 'hold_away');
  desk.close();
  const late = openWatcher();
  late.watch(TODAY);
  await feed.settled();
  await rename('hold_away', 'hold');
  expect(errors).toHaveLength(1);
  expect(late.drops()).toBe(1);
});

const CAUSE = {
  intentId: null,
  intentKind: 'test',
  actorId: null,
  actorName: 'test',
  role: 'admin',
  desk: 'test',
  reason: null,
};
