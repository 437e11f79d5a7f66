import { expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  EVERY_WORKDAY,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
} from '../../../test/support/engine.ts';
import { createFreeTimes, loadFreeTimes } from './load-free-times.ts';

const DAY_MS = 86_400_000;

test('many wishes get what each would get by itself [CF1]', async () => {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId(), { rule: EVERY_WORKDAY }));
  for (const time of ['09:00', '09:15', '10:30']) {
    await engine.ask('book', aBooking(engine.newId(), time));
  }
  await engine.store.read(async (db) => {
    const together = createFreeTimes(db, ORGANISATION);
    for (const days of [0, 1, 6, 20, 27, 28, 29, 55]) {
      for (const limit of [3, 24]) {
        const fromMs = at('09:10') + days * DAY_MS;
        const whose = { branchId: null, doctorId: DR_DAS, serviceId: null };
        const wish = { ...whose, durationMin: 15, fromMs, limit, nowMs: fromMs };
        const alone = await loadFreeTimes(db, ORGANISATION, wish);
        expect(alone.length).toBeGreaterThan(0);
        expect(await together(wish)).toEqual(alone);
      }
    }
  });
  await engine.close();
});
