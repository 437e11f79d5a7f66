import { expect, test } from 'vitest';
import { createTestClock } from '../../../test/support/engine.ts';
import { createRateLimit } from './create-rate-limit.ts';

test('a burst is free, then as many as the rate allows, for each name by itself', () => {
  const clock = createTestClock(0);
  const limit = createRateLimit(clock, { burst: 3, perSecond: 2 });
  for (let n = 0; n < 3; n += 1) expect(limit.take('a')).toBeNull();
  expect(limit.take('a')).toEqual({ retryAtMs: 500 });
  expect(limit.look('a')).toEqual({ retryAtMs: 500 });
  expect(limit.take('b')).toBeNull();
  clock.advance(500);
  expect(limit.look('a')).toBeNull();
  expect(limit.take('a')).toBeNull();
  expect(limit.take('a')).not.toBeNull();
  clock.advance(60_000);
  for (let n = 0; n < 3; n += 1) expect(limit.take('a')).toBeNull();
  expect(limit.take('a')).not.toBeNull();
});

test('names that are made up cost no memory without end, and a clock set back gives nothing', () => {
  const clock = createTestClock(10_000);
  const limit = createRateLimit(clock, { burst: 1, perSecond: 1 });
  expect(limit.take('victim')).toBeNull();
  clock.advance(-5_000);
  expect(limit.look('victim')).not.toBeNull();
  for (let n = 0; n < 10_000; n += 1) limit.take(`made up ${n}`);
  // The oldest was forgotten, and begins anew.
  expect(limit.take('victim')).toBeNull();
});
