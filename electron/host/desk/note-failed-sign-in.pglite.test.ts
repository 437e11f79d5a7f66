import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadAlerts } from '../../../shared/engine/alerts/load-alerts.ts';
import {
  admin,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { createFailedSignIns } from './note-failed-sign-in.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const alerts = () =>
  engine.store.read((db) =>
    loadAlerts(db, ORGANISATION, {
      ...{ actor: admin, filter: 'open', text: '', nowMs: engine.clock.nowMs() },
    }),
  );

test('wrong passwords are counted on after a start, and forgotten after an hour [AL2]', async () => {
  const first = createFailedSignIns(engine);
  for (let n = 0; n < 4; n += 1) await first(null);
  engine.clock.advance(3_600_000);
  for (let n = 0; n < 4; n += 1) await first(null);
  expect(await alerts()).toEqual([]);
  const anew = createFailedSignIns(engine);
  await anew(null);
  expect(await alerts()).toMatchObject([{ kind: 'sign-in-failed', amount: 5, byName: null }]);
});
