import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { hlcAt, hlcMs, receive, tick } from './hlc.ts';

const NOW_MS = Date.UTC(2026, 10, 23);
const aTime = fc.integer({ min: NOW_MS - 5, max: NOW_MS + 5 });

test('a stamp is later than all its replica has seen, and never before the time of day', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(aTime, fc.option(aTime)), { maxLength: 50 }), (steps) => {
      let hlc = 0;
      for (const [nowMs, remoteMs] of steps) {
        const remote = remoteMs === null ? 0 : hlcAt(remoteMs) + 7;
        const next = remoteMs === null ? tick(hlc, nowMs) : receive(hlc, remote, nowMs);
        expect(next).toBeGreaterThan(hlc);
        expect(next).toBeGreaterThan(remote);
        expect(hlcMs(next)).toBeGreaterThanOrEqual(nowMs);
        hlc = next;
      }
    }),
  );
});

test('a stamp stays at the latest time heard of, however often it ticks in a millisecond', () => {
  fc.assert(
    fc.property(fc.array(aTime, { minLength: 1, maxLength: 50 }), (times) => {
      const last = times.reduce(tick, 0);
      expect(hlcMs(last)).toBe(Math.max(...times));
    }),
  );
});

test('the count runs over into the next millisecond and keeps the order', () => {
  let hlc = hlcAt(NOW_MS);
  for (let i = 0; i < 1024; i += 1) hlc = tick(hlc, NOW_MS);
  expect(hlc).toBe(hlcAt(NOW_MS + 1));
});

test('there is room until 2248', () => {
  expect(hlcMs(hlcAt(Date.UTC(2248, 0, 1)))).toBe(Date.UTC(2248, 0, 1));
  expect(() => hlcAt(Date.UTC(2249, 0, 1))).toThrow('1970 to 2248');
  expect(() => tick(Number.MAX_SAFE_INTEGER, NOW_MS)).toThrow('safe integer');
});

test.each([-1, 0.5, Number.NaN])('a time of %d is no time of day', (nowMs) => {
  expect(() => tick(0, nowMs)).toThrow('1970 to 2248');
});
