import { expect, test } from 'vitest';
import { createTestClock } from '../../test/support/engine.ts';
import { createTestTimers, settle } from '../../test/support/test-timers.ts';
import { keepHorizon } from './keep-horizon.ts';

test('every organisation has its turn, also after one that failed, and those founded since', async () => {
  const timers = createTestTimers(createTestClock(0));
  const organisations = ['one', 'two'];
  const extended: string[] = [];
  const errors: unknown[] = [];
  const engine = {
    extendHorizon: async (organisationId: string) => {
      extended.push(organisationId);
      if (organisationId === 'one') throw new Error('Not now.');
    },
  };
  const stop = keepHorizon(
    engine,
    async () => organisations,
    timers,
    (error) => errors.push(error),
  );
  await settle();
  expect(extended).toEqual(['one', 'two']);
  expect(errors).toHaveLength(1);
  organisations.push('three');
  await timers.pass(12 * 3_600_000);
  expect(extended).toEqual(['one', 'two', 'one', 'two', 'three']);
  stop();
  await timers.pass(48 * 3_600_000);
  expect(extended).toHaveLength(5);
});
