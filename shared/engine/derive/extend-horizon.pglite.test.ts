import { expect, test } from 'vitest';
import {
  aSeries,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
} from '../../../test/support/engine.ts';

const WEEK_MS = 7 * 86_400_000;

test('as time passes, sessions are derived up to the horizon, confirmed like the others', async () => {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=WEEKLY;BYDAY=MO' }));
  const load = () =>
    engine.store.read((db) =>
      db.kysely.selectFrom('session').select(['startMs', 'confirmed']).orderBy('startMs').execute(),
    );
  const before = await load();
  await engine.extendHorizon(ORGANISATION);
  expect(await load()).toEqual(before);
  engine.clock.advance(3 * WEEK_MS);
  await engine.extendHorizon(ORGANISATION);
  const after = await load();
  expect(after.length).toBe(before.length + 3);
  expect(after.every((session) => session.confirmed)).toBe(true);
  await engine.close();
});
