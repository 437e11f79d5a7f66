import { expect, test } from 'vitest';
import type { DaySheet } from '../../model/day-sheet.ts';
import { layOutSheet, sheetMade } from './lay-out-sheet.ts';

const at = (clock: string): number => Date.parse(`2026-03-02T${clock}:00+05:30`);
const visit = {
  ...{
    id: 'v',
    startMs: at('10:00'),
    endMs: at('10:15'),
    status: 'arrived' as const,
    note: 'Fasting',
  },
  ...{ patient: 'Meera Iyer', birthDate: '1980-05-17', phone: '98300 11842', number: '77' },
  ...{ service: 'Consultation', assists: null, assistants: ['Anita Sen'], withEither: false },
};
const sheet: DaySheet = {
  ...{ branch: 'Salt Lake', timeZone: 'Asia/Kolkata', day: '2026-03-02', madeMs: at('07:00') },
  doctors: [
    {
      ...{ id: 'd', name: 'Priya Das', visits: [visit] },
      sessions: [{ startMs: at('09:00'), endMs: at('13:00') }],
    },
    { id: 's', name: 'Anita Sen', sessions: [], visits: [] },
  ],
};

test('a day on paper says who comes, how far that is, when the doctor works, and where nobody is booked [VI5]', () => {
  const [das, sen] = layOutSheet(sheet);
  expect(das).toMatchObject({
    ...{
      heading: 'Dr. Priya Das, Salt Lake',
      day: 'Mon, 2 Mar 2026',
      lines: ['Works 09:00–13:00'],
    },
  });
  expect(das?.rows.map(({ cells }) => cells)).toEqual([
    [
      ...['10:00–10:15', 'Meera Iyer 77', '1980-05-17', '98300 11842', 'Consultation'],
      expect.stringMatching(/^arrived; .*Anita Sen.*; Fasting$/),
    ],
  ]);
  expect(sen).toMatchObject({ lines: ['No working time', 'Nobody is booked.'], rows: [] });
  expect(layOutSheet({ ...sheet, doctors: [] })).toMatchObject([
    { heading: 'Salt Lake', lines: ['Nobody works and nobody is booked.'] },
  ]);
  expect(sheetMade(sheet)).toBe('As the book was on 2 Mar 2026, 07:00.');
});
