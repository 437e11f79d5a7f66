import { expect, test } from 'vitest';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Commit } from '../../../shared/engine/store/open-store.ts';
import type { Taken } from '../../../shared/engine/take-arrived.ts';
import type { ExchangeRefusal } from '../../../shared/wire/exchange/frame-header.ts';
import { createTestClock, createTestRandom } from '../../../test/support/engine.ts';
import { createTestTimers, settle } from '../../../test/support/test-timers.ts';
import { startSyncLoop } from './sync-loop.ts';
import { toSyncStatus } from './to-sync-status.ts';

type Answer = Result<Uint8Array, ExchangeRefusal> | 'offline';
const ORGANISATION = 'organisation';
const NOTHING = new Uint8Array();

function startWorld() {
  const clock = createTestClock(0);
  const time = createTestTimers(clock);
  const listeners = new Set<(commit: Commit) => void>();
  const world = {
    clock,
    ...time,
    /** What central says from now on, and what it was asked. */
    answer: ok(NOTHING) as Answer,
    next: [] as Result<Uint8Array, ExchangeRefusal>[],
    more: [] as boolean[],
    trail: [] as boolean[],
    taken: null as Result<Taken, string> | null,
    mustUpdate: false,
    spoken: 0,
    attempts: 0,
    prepared: 0,
    forks: 0,
    splits: 0,
    errors: [] as unknown[],
    hold: Promise.resolve(),
    commit: (source: Commit['source'] = 'screen') => {
      const commit = { organisationId: ORGANISATION, seq: 1, tables: new Map(), source };
      for (const listener of listeners) listener(commit as Commit);
    },
  };
  const take = async () =>
    world.taken ??
    ok({
      more: world.more.shift() ?? false,
      trail: world.trail.shift() ?? false,
      rows: 0,
      mustUpdate: world.mustUpdate,
      protocol: 1,
    });
  const loop = startSyncLoop({
    engine: {
      clock,
      store: {
        onCommit: (listener: (commit: Commit) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      } as never,
      nextPush: async () => NOTHING,
      prepareNext: async () => {
        world.prepared += 1;
      },
      splitPush: async () => {
        world.splits += 1;
        return world.splits < 4;
      },
      takeAnswer: take,
      takeNews: take,
      speak: () => {
        world.spoken += 1;
        return world.spoken < 3;
      },
    },
    organisationId: ORGANISATION,
    onForked: async () => {
      world.forks += 1;
    },
    exchange: async () => {
      world.attempts += 1;
      await world.hold;
      const [first] = world.next.splice(0, 1);
      if (first) return first;
      if (world.answer === 'offline') throw new Error('offline');
      return world.answer;
    },
    timers: time,
    random: createTestRandom(1),
    onChange: () => undefined,
    onError: (error) => world.errors.push(error),
  });
  return { world, loop };
}

test('it exchanges at the start, soon after something was written, and once a minute', async () => {
  const { world, loop } = startWorld();
  await world.pass(0);
  expect(world.attempts).toBe(1);
  expect(loop.phase()).toEqual({ name: 'idle' });
  for (let n = 0; n < 10; n += 1) world.commit();
  await world.pass(5);
  expect(world.attempts).toBe(2);
  await world.pass(59_000);
  expect(world.attempts).toBe(2);
  await world.pass(1_000);
  expect(world.attempts).toBe(3);
});

test('a row of commits without a pause is sent all the same', async () => {
  const { world } = startWorld();
  await world.pass(0);
  for (let n = 0; n < 10; n += 1) {
    world.commit();
    await world.pass(1);
  }
  expect(world.attempts).toBeGreaterThanOrEqual(2);
});

test('what came from central does not make it ask again', async () => {
  const { world } = startWorld();
  await world.pass(0);
  world.commit('sync');
  await world.pass(1_000);
  expect(world.attempts).toBe(1);
});

test('what is written during an exchange goes with the next, at once', async () => {
  const { world } = startWorld();
  let release = (): void => undefined;
  world.hold = new Promise((resolve) => {
    release = resolve;
  });
  await world.pass(0);
  expect(world.attempts).toBe(1);
  world.commit();
  world.hold = Promise.resolve();
  release();
  await world.pass(0);
  expect(world.attempts).toBe(2);
});

test('while central works on a frame, the one after it is made ready', async () => {
  const { world } = startWorld();
  let release = (): void => undefined;
  world.hold = new Promise((resolve) => {
    release = resolve;
  });
  await world.pass(0);
  expect([world.attempts, world.prepared]).toEqual([1, 1]);
  release();
  await world.pass(0);
  expect([world.attempts, world.prepared]).toEqual([1, 1]);
});

test('out of reach, it waits twice as long each time, to thirty seconds, and keeps count of nothing else', async () => {
  const { world, loop } = startWorld();
  world.answer = 'offline';
  await world.pass(0);
  const waits: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    const waitMs = world.nextMs();
    waits.push(waitMs);
    world.commit();
    await world.pass(waitMs);
  }
  for (const [n, waitMs] of waits.entries()) {
    const fullMs = Math.min(30_000, 250 * 2 ** n);
    expect(waitMs).toBeLessThanOrEqual(fullMs);
    expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
  }
  expect(world.attempts).toBe(11);
  expect(loop.phase()).toMatchObject({ name: 'waiting', failures: 11, refusal: null });
  world.answer = ok(NOTHING);
  await loop.now();
  expect(loop.phase()).toEqual({ name: 'idle' });
  world.answer = 'offline';
  world.commit();
  await world.pass(5);
  expect(world.nextMs()).toBeLessThanOrEqual(250);
});

test('a refusal is told and asked about again after a minute', async () => {
  const { world, loop } = startWorld();
  world.answer = err({ kind: 'revoked', detail: 'This device was revoked.' });
  await world.pass(0);
  expect(loop.phase()).toMatchObject({ name: 'waiting', refusal: { kind: 'revoked' } });
  expect(world.nextMs()).toBe(60_000);
  expect(world.errors).toEqual([]);
});

test('a version that central does not speak is left once; a program too old is told so [VE2]', async () => {
  const { world, loop } = startWorld();
  const refused = { kind: 'protocol-unsupported', detail: '', speaks: { from: 1, to: 1 } } as const;
  world.answer = err(refused);
  await world.pass(0);
  expect(world.attempts).toBe(3);
  expect(loop.phase()).toMatchObject({ refusal: { kind: 'protocol-unsupported' } });
  world.answer = ok(NOTHING);
  world.mustUpdate = true;
  world.more = [true];
  await loop.now();
  expect(world.attempts).toBe(5);
  expect(loop.phase()).toMatchObject({ name: 'waiting', refusal: { kind: 'must-update' } });
});

test('more of a trail is handed over soon, and holds up nothing', async () => {
  const { world, loop } = startWorld();
  world.trail = [true, false];
  await world.pass(0);
  expect([world.attempts, loop.phase().name]).toEqual([1, 'idle']);
  await world.pass(2000);
  expect(world.attempts).toBe(2);
  await world.pass(2000);
  expect(world.attempts).toBe(2);
});

test('an exchange that never gets anywhere does not spin', async () => {
  const { world, loop } = startWorld();
  world.more = Array.from({ length: 100 }, () => true);
  await world.pass(0);
  await settle();
  expect(world.attempts).toBe(21);
  expect(loop.phase().name).toBe('waiting');
});

test('stopped, it starts no other exchange, and takes no answer any more', async () => {
  const { world, loop } = startWorld();
  let release = (): void => undefined;
  world.hold = new Promise((resolve) => {
    release = resolve;
  });
  await world.pass(0);
  world.more = [true];
  loop.stop();
  release();
  await settle();
  expect(world.more).toEqual([true]);
  world.commit();
  await loop.now();
  await world.pass(600_000);
  expect(world.attempts).toBe(1);
});

const book = { centralUrl: 'https://central', lastHeardMs: 5, clockOffsetMs: 0 };
const counts = (waiting: number) => ({
  waiting,
  waitingByKind: {},
  waitingForUpdate: 0,
  refusedRows: [],
});
const idle = { name: 'idle' } as const;
const exchanging = (failures: number, more = false) =>
  ({ name: 'exchanging', failures, more, refusal: null }) as const;
const waiting = { name: 'waiting', failures: 1, untilMs: 9, refusal: null } as const;
const refusal = { kind: 'revoked', detail: 'x' } as const;

test.each([
  [idle, 0, 'synced'],
  [idle, 1, 'syncing'],
  [exchanging(0), 0, 'synced'],
  [exchanging(0, true), 0, 'syncing'],
  [exchanging(0), 1, 'syncing'],
  [exchanging(2), 0, 'offline'],
  [waiting, 0, 'offline'],
  [{ ...waiting, refusal }, 0, 'refused'],
] as const)('%j with %i waiting is %s', (phase, rows, state) => {
  expect(toSyncStatus(phase, book, counts(rows)).state).toBe(state);
});

test('a replica that never heard central does not say synced', () => {
  const never = { ...book, lastHeardMs: null };
  expect(toSyncStatus(idle, never, counts(0)).state).toBe('syncing');
});

test('a replica whose disk was copied goes on under another name, at once and only once', async () => {
  const { world, loop } = startWorld();
  const forked = err({ kind: 'forked', detail: 'Push 7 was taken.' } as const);
  world.next = [forked];
  await world.pass(0);
  expect([world.forks, world.attempts]).toEqual([1, 2]);
  expect(loop.phase()).toEqual({ name: 'idle' });

  world.next = [forked, forked];
  await world.pass(60_000);
  expect([world.forks, world.attempts]).toEqual([2, 4]);
  expect(loop.phase()).toMatchObject({ name: 'waiting', refusal: { kind: 'forked' } });
});

test('news that fit are taken without a request; others make it ask [SY5]', async () => {
  const { world, loop } = startWorld();
  await world.pass(0);
  await loop.take(NOTHING);
  expect(world.attempts).toBe(1);
  expect(loop.phase()).toEqual({ name: 'idle' });

  world.more = [true];
  await loop.take(NOTHING);
  expect(world.attempts).toBe(2);

  world.taken = err('It goes on from another place.');
  const taking = loop.take(NOTHING);
  world.taken = null;
  await taking;
  expect(loop.phase()).toEqual({ name: 'idle' });
  await world.pass(60_000);
  expect(world.attempts).toBe(4 - 1);
});

test('news that come during an exchange are asked for after it [SY5]', async () => {
  const { world, loop } = startWorld();
  const { promise, resolve } = Promise.withResolvers<void>();
  world.hold = promise;
  await world.pass(0);
  void loop.take(NOTHING);
  resolve();
  await settle();
  expect(world.attempts).toBe(2);
  expect(loop.phase()).toEqual({ name: 'idle' });
});

test('a frame that central cannot read is split, as long as that helps', async () => {
  const { world, loop } = startWorld();
  const unread = err({ kind: 'malformed', detail: 'A value that no record can have.' } as const);
  world.next = [unread, unread];
  await world.pass(0);
  expect([world.splits, world.attempts]).toEqual([2, 3]);
  expect(loop.phase()).toEqual({ name: 'idle' });

  world.answer = unread;
  await world.pass(60_000);
  expect([world.splits, world.attempts]).toEqual([4, 5]);
  expect(loop.phase()).toMatchObject({ name: 'waiting', refusal: { kind: 'malformed' } });
});
