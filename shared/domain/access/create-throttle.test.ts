import { expect, test } from 'vitest';
import { createTestClock } from '../../../test/support/engine.ts';
import { createThrottle } from './create-throttle.ts';

test('five attempts are free; each after that waits twice as long, to five minutes', () => {
  const clock = createTestClock(0);
  const throttle = createThrottle(clock);
  for (let n = 0; n < 5; n += 1) expect(throttle.attempt('ruma')).toBeNull();
  const waits: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    const early = throttle.attempt('ruma');
    const waitMs = (early?.retryAtMs ?? 0) - clock.nowMs();
    waits.push(waitMs);
    clock.advance(waitMs);
    expect(throttle.attempt('ruma')).toBeNull();
  }
  expect(waits).toEqual([
    2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
  ]);
});

test('each login counts for itself, a right password clears it, and so does an hour', () => {
  const clock = createTestClock(0);
  const throttle = createThrottle(clock);
  const exhaust = () => {
    for (let n = 0; n < 5; n += 1) throttle.attempt('ruma');
  };
  exhaust();
  expect(throttle.attempt('ruma')).not.toBeNull();
  expect(throttle.attempt('asha')).toBeNull();
  throttle.succeeded('ruma');
  expect(throttle.attempt('ruma')).toBeNull();
  exhaust();
  clock.advance(61 * 60_000);
  for (let n = 0; n < 5; n += 1) expect(throttle.attempt('ruma')).toBeNull();
});
