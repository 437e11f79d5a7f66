import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { loadDaySheet } from './load-day-sheet.ts';

let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const sheet = (day: string, doctorId: string | null = null) =>
  engine.store.read((db) =>
    loadDaySheet(db, ORGANISATION, { branchId: SALT_LAKE, doctorId, day, nowMs: at('08:00') }),
  );

test('a day sheet has each doctor’s working time and who comes, without those who do not [VI5]', async () => {
  const [second, first, gone, tomorrow] = [1, 2, 3, 4].map(() => engine.newId());
  await engine.ask('book', aBooking(second ?? '', '11:00', { note: 'Fasting' }));
  await engine.ask('book', aBooking(first ?? '', '10:00'));
  await engine.ask('book', aBooking(gone ?? '', '12:00'));
  await engine.ask('cancel', { appointmentId: gone ?? '', reason: 'Ill' });
  const next = { startMs: at('10:00', 1), endMs: at('10:15', 1) };
  await engine.ask('book', aBooking(tomorrow ?? '', '10:00', next));
  expect(await sheet('2026-03-02')).toMatchObject({
    ...{ branch: 'Salt Lake', day: '2026-03-02', madeMs: at('08:00') },
    doctors: [
      {
        ...{ id: DR_DAS, name: 'Priya Das' },
        sessions: [{ startMs: at('09:00'), endMs: at('13:00') }],
        visits: [
          { id: first, patient: 'Meera Iyer', birthDate: '1980-05-17', service: 'Consultation' },
          { id: second, phone: '98300 11842', note: 'Fasting' },
        ],
      },
    ],
  });
  expect((await sheet('2026-03-02', DR_SEN))?.doctors).toEqual([]);
  expect((await sheet('2026-03-07'))?.doctors).toEqual([]);
});
