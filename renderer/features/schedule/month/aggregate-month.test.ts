import { expect, test } from 'vitest';
import type { EventView } from '../../../state/event-view.ts';
import { aggregateMonth } from './aggregate-month.ts';

const DAY = Date.UTC(2026, 2, 2);
const HOUR = 3_600_000;
const event = (hour: number, over: Partial<EventView> = {}): EventView => ({
  id: `${hour}`,
  kind: 'appointment',
  doctorId: 'x',
  start: new Date(DAY + hour * HOUR),
  end: new Date(DAY + (hour + 1) * HOUR),
  title: '',
  serviceName: '',
  serviceColour: 'green',
  status: 'booked',
  firmness: 'firm',
  displaced: false,
  tags: [],
  ...over,
});

test('counts what stands, apart from what is displaced, and leaves out what is gone', () => {
  const cells = aggregateMonth(
    [
      event(9),
      event(10, { status: 'completed' }),
      event(11, { displaced: true }),
      event(12, { status: 'cancelled' }),
      event(13, { kind: 'busy' }),
      event(9, { doctorId: 'y' }),
      event(33),
    ],
    (doctorId) => (doctorId === 'x' ? 8 * HOUR : 0),
  );
  expect(cells).toEqual([
    { dayMs: DAY, doctorId: 'x', appointments: 2, displaced: 1, utilisation: 0.25, away: false },
    { dayMs: DAY, doctorId: 'y', appointments: 1, displaced: 0, utilisation: null, away: false },
    {
      dayMs: DAY + 24 * HOUR,
      doctorId: 'x',
      appointments: 1,
      displaced: 0,
      utilisation: 0.125,
      away: false,
    },
  ]);
});
