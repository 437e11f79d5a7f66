import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { loadWallBoard } from './load-wall-board.ts';

let engine: TestEngine;
const MINUTE_MS = 60_000;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const boardNow = () =>
  engine.store.read((db) =>
    loadWallBoard(db, ORGANISATION, { branchId: SALT_LAKE, nowMs: engine.clock.nowMs() }),
  );
async function join(doctorId: string | null): Promise<string> {
  const entryId = engine.newId();
  await engine.ask('join-queue', {
    ...{ entryId, branchId: SALT_LAKE, doctorId, serviceId: CONSULTATION, patientId: PATIENT },
    ...{ priority: 'normal', newPatient: null, appointmentId: null },
  });
  return entryId;
}

test('the wall tells when who is next goes in, after a doctor who runs late; no one is named [QE7] [QE8] [QE9]', async () => {
  const [inRoom, expected] = [engine.newId(), engine.newId()];
  await engine.ask('book', aBooking(inRoom, '09:00'));
  await engine.ask('book', aBooking(expected, '09:45'));
  engine.clock.advance(80 * MINUTE_MS);
  await engine.ask('set-status', { appointmentId: inRoom, status: 'in-consult' });
  await join(DR_DAS);
  await join(null);
  const board = await boardNow();
  // In the room from 09:20 to 09:35: there is no room for 15 minutes before 09:45.
  expect(board).toEqual({
    ...{ branch: 'Salt Lake', timeZone: 'Asia/Kolkata', nowMs: at('09:20'), called: [] },
    next: [
      { ticket: 'A-1', doctor: 'Priya Das', startMs: at('10:00') },
      { ticket: 'A-2', doctor: null, startMs: at('10:15') },
    ],
    delays: [{ doctor: 'Priya Das', delayMs: 20 * MINUTE_MS }],
  });
  expect(JSON.stringify(board)).not.toMatch(/Meera|Iyer|98300/);
});
