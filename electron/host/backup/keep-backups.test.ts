import { beforeEach, expect, test } from 'vitest';
import type { BackupFailure } from '../../../shared/wire/desk/backups.ts';
import { createTestClock, MONDAY_8_MS, type TestClock } from '../../../test/support/engine.ts';
import { createTestTimers, type TestTimers } from '../../../test/support/test-timers.ts';
import { type KeptBackups, keepBackups } from './keep-backups.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NO_ROOM: BackupFailure = { kind: 'backup-failed', problem: 'no-room', detail: '12 MB' };

let clock: TestClock;
let timers: TestTimers;
let kept: KeptBackups;
let madeMs: number[];
let attempts: number;
let written: number | null;
let failure: BackupFailure | null;

beforeEach(() => {
  clock = createTestClock(MONDAY_8_MS);
  timers = createTestTimers(clock);
  [madeMs, attempts, written, failure] = [[], 0, 1, null];
  kept = keepBackups({
    make: async () => {
      attempts += 1;
      if (failure === null) madeMs.push(clock.nowMs());
      return failure;
    },
    newestMs: () => madeMs.at(-1) ?? null,
    lastWritten: async () => written,
    timers,
    nowMs: clock.nowMs,
    onError: (error) => expect.unreachable(String(error)),
  });
});

test('what is written is in a backup within an hour; what is not is not copied again [BU5]', async () => {
  await timers.pass(24 * HOUR_MS);
  expect(madeMs).toHaveLength(1);
  for (let hour = 0; hour < 5; hour += 1) {
    written = 2 + hour;
    await timers.pass(HOUR_MS + 5 * MINUTE_MS);
    expect(clock.nowMs() - (madeMs.at(-1) ?? 0)).toBeLessThanOrEqual(HOUR_MS + 5 * MINUTE_MS);
  }
  expect(madeMs).toHaveLength(6);
  expect(kept.status()).toEqual({ newestMs: madeMs.at(-1), failure: null });
});

test('a book that nobody set up is not backed up, and none after the end', async () => {
  written = null;
  await timers.pass(24 * HOUR_MS);
  expect(attempts).toBe(0);
  written = 1;
  kept.stop();
  await timers.pass(24 * HOUR_MS);
  expect(attempts).toBe(0);
});

test('what fails is told, tried again later each time, and then once a day [BU5]', async () => {
  let told = 0;
  const stop = kept.onChange(() => {
    told += 1;
  });
  failure = NO_ROOM;
  await timers.pass(5 * MINUTE_MS);
  expect(kept.status().failure).toEqual({ ...NO_ROOM, atMs: clock.nowMs() });
  const waits: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const before = attempts;
    let waitedMs = 0;
    for (; attempts === before; waitedMs += 5 * MINUTE_MS) await timers.pass(5 * MINUTE_MS);
    waits.push(waitedMs / MINUTE_MS);
  }
  expect(waits).toEqual([10, 30, 60, 180, 1440, 1440]);
  expect(told).toBe(7);
  stop();
  failure = null;
  await timers.pass(24 * HOUR_MS);
  expect(kept.status()).toEqual({ newestMs: madeMs.at(-1), failure: null });
});
