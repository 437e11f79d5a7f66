import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOLD_MIN, HOLD_TIMES_MAX } from '../../../shared/model/choices.ts';
import type { Intent } from '../../../shared/model/intent.ts';
import {
  admin,
  aSeries,
  at,
  CONSULTATION,
  createTestClock,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { createTestTimers, type TestTimers } from '../../../test/support/test-timers.ts';
import type { DeskLine } from './desk-state.ts';
import { createHoldKeeper, type HoldKeeper } from './hold-keeper.ts';

const MINUTE_MS = 60_000;
const HOLD_BOUND_MIN = HOLD_MIN * HOLD_TIMES_MAX;
const TIME = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('10:00'), endMs: at('10:15') };
const aLine = (): DeskLine => ({ send: () => undefined, close: () => undefined });

let engine: TestEngine;
/** They know nothing of the engine's clock, as a computer's timers know nothing of its time of day. */
let timers: TestTimers;
let keeper: HoldKeeper;
let line: DeskLine;
let errors: unknown[];

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  timers = createTestTimers(createTestClock(0));
  errors = [];
  keeper = createHoldKeeper({ engine, timers }, (error) => errors.push(error));
  line = aLine();
});
afterEach(async () => {
  keeper.stop();
  expect(errors).toEqual([]);
  await engine.close();
});

/** As a desk's host does it. */
async function done(kind: 'hold' | 'release-hold', holdId: string, from = line): Promise<boolean> {
  const input = kind === 'hold' ? { ...TIME, holdId } : { holdId };
  const intent = { id: engine.newId(), kind, input, atMs: 0 } as Intent;
  const outcome = await engine.execute(ORGANISATION, admin, intent);
  if (outcome.ok) await keeper.note(from, { organisationId: ORGANISATION, actor: admin }, intent);
  return outcome.ok;
}

/** What was let go by a timer is gone once the engine has had its turn. */
async function isHeld(): Promise<boolean> {
  await engine.store.read(async () => undefined);
  const asked = await engine.ask('hold', { ...TIME, holdId: engine.newId() });
  return !asked.ok && asked.error.kind === 'held-by-other';
}

test('a clock that is set back an hour makes no hold longer [HD2]', async () => {
  await done('hold', engine.newId());
  engine.clock.advance(-60 * MINUTE_MS);
  await timers.pass(HOLD_MIN * MINUTE_MS - 1);
  expect(await isHeld()).toBe(true);
  await timers.pass(1);
  expect(await isHeld()).toBe(false);
});

test('whoever goes on holds the time longer, but not for ever [HD3]', async () => {
  const holdId = engine.newId();
  let passed = 0;
  const pass = async (minutes: number): Promise<void> => {
    passed += minutes;
    engine.clock.advance(minutes * MINUTE_MS);
    await timers.pass(minutes * MINUTE_MS);
  };
  await done('hold', holdId);
  while (passed + 4 < HOLD_BOUND_MIN) {
    await pass(4);
    expect(await done('hold', holdId)).toBe(true);
  }
  await pass(HOLD_BOUND_MIN - passed - 1);
  expect(await isHeld()).toBe(true);
  await pass(1);
  expect(await isHeld()).toBe(false);
});

test('a desk that is signed out lets go at once, and another’s stays [HD4]', async () => {
  await done('hold', engine.newId());
  keeper.signedOut(aLine());
  expect(await isHeld()).toBe(true);
  keeper.signedOut(line);
  expect(await isHeld()).toBe(false);
});

test('a line that is lost lets go after 20 seconds, unless its desk comes back [HD4]', async () => {
  const holdId = engine.newId();
  await done('hold', holdId);
  keeper.lineEnded(line, 'lost');
  await timers.pass(19_000);
  expect(await isHeld()).toBe(true);
  // The desk is there again on another line, and says that it goes on.
  const again = aLine();
  await done('hold', holdId, again);
  await timers.pass(60_000);
  expect(await isHeld()).toBe(true);
  keeper.lineEnded(again, 'lost');
  await timers.pass(20_000);
  expect(await isHeld()).toBe(false);
});

test('a window that is closed lets go at once [HD4]', async () => {
  await done('hold', engine.newId());
  keeper.lineEnded(line, 'left');
  expect(await isHeld()).toBe(false);
});

test('what was booked or let go is kept no more [HD4]', async () => {
  const holdId = engine.newId();
  await done('hold', holdId);
  await done('release-hold', holdId);
  expect(timers.nextMs()).toBe(Number.POSITIVE_INFINITY);
});

test('a branch says for how long it holds a time, and how long in all follows from it [HD2] [HD3]', async () => {
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  await engine.ask('save-branch', { id: SALT_LAKE, name: 'Salt Lake', ...hours, holdMin: 2 });
  // Whoever says nothing of it leaves it as it is.
  await engine.ask('save-branch', { id: SALT_LAKE, name: 'Salt Lake City', ...hours });
  const holdId = engine.newId();
  await done('hold', holdId);
  const pass = async (ms: number): Promise<void> => {
    engine.clock.advance(ms);
    await timers.pass(ms);
  };
  for (let renewed = 0; renewed < 3; renewed += 1) {
    await pass(2 * MINUTE_MS - 10_000);
    expect(await done('hold', holdId)).toBe(true);
  }
  await pass(30_000 - 1);
  expect(await isHeld()).toBe(true);
  await pass(1);
  expect(await isHeld()).toBe(false);
});

test('a time that nobody goes on with is held as long as its branch says [HD2]', async () => {
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  await engine.ask('save-branch', { id: SALT_LAKE, name: 'Salt Lake', ...hours, holdMin: 12 });
  await done('hold', engine.newId());
  await timers.pass(12 * MINUTE_MS - 1);
  expect(await isHeld()).toBe(true);
  await timers.pass(1);
  expect(await isHeld()).toBe(false);
});

test('a host that is started anew lets go of what it held, unless its desk comes back [HD4]', async () => {
  const [back, gone] = [engine.newId(), engine.newId()];
  const later = { ...TIME, startMs: at('11:00'), endMs: at('11:15') };
  await done('hold', back);
  await engine.ask('hold', { ...later, holdId: gone });
  keeper.stop();
  keeper = createHoldKeeper({ engine, timers }, (error) => errors.push(error));
  await keeper.adopt(ORGANISATION);
  await timers.pass(19_000);
  await done('hold', back);
  await timers.pass(1000);
  await engine.store.read(async () => undefined);
  const freed = await engine.ask('hold', { ...later, holdId: engine.newId() });
  expect(freed.ok).toBe(true);
  expect(await isHeld()).toBe(true);
});

test('what is held for an offer stays until its deadline, whoever starts a host [HD4]', async () => {
  const wishId = engine.newId();
  const waits = await engine.ask('save-wish', {
    ...{ id: wishId, branchId: SALT_LAKE, patientId: PATIENT, serviceId: CONSULTATION },
    ...{ appointmentId: null, doctorIds: [], branchIds: [], weekdays: [], parts: [] },
    ...{ fromDay: null, untilDay: null, urgent: false, note: '', newPatient: null },
  });
  expect(waits).toMatchObject({ ok: true });
  const offer = { ...TIME, wishId, offerId: engine.newId() };
  expect(await engine.ask('offer-wish', offer)).toMatchObject({ ok: true });
  await keeper.adopt(ORGANISATION);
  await timers.pass(30 * MINUTE_MS);
  expect(await isHeld()).toBe(true);
});
