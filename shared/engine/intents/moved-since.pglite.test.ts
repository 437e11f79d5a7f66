import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';

let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

test('from a time that it does not have any more nobody moves an appointment; they are told the one it has [PI3]', async () => {
  const appointmentId = engine.newId();
  await engine.ask('book', aBooking(appointmentId, '10:00'));
  const moveTo = (clock: string, seen?: string) =>
    engine.ask('move', {
      ...{ appointmentId, branchId: SALT_LAKE, doctorId: DR_DAS },
      ...{ startMs: at(clock), endMs: at(clock) + 15 * 60_000 },
      ...(seen ? { seen: { doctorId: DR_DAS, startMs: at(seen) } } : {}),
    });
  expect(await moveTo('11:00')).toMatchObject({ ok: true });
  expect(await moveTo('12:00', '10:00')).toMatchObject({
    error: { kind: 'moved-since', doctorId: DR_DAS, startMs: at('11:00'), branchId: SALT_LAKE },
  });
  expect(await moveTo('12:00', '11:00')).toMatchObject({ ok: true });
});
