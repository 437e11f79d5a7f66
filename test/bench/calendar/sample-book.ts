import type { EventView } from '../../../renderer/state/event-view.ts';

export const DAY_MS = Date.UTC(2026, 2, 2);
export const DOCTOR_COUNT = 8;
const CARDS_PER_DAY = 42;
const CARD_MIN = 15;
const OPEN_MINUTE = 7 * 60;
const HUES = ['green', 'violet', 'red', 'teal'] as const;

/**
 * `count` appointments of eight doctors, 42 each a day (333 or so are seen on one day), spread over
 * as many days as that takes, with the first day in the middle of them.
 */
export function sampleBook(count: number): EventView[] {
  const perDay = DOCTOR_COUNT * CARDS_PER_DAY;
  const firstDay = DAY_MS - Math.floor(count / perDay / 2) * 86_400_000;
  return Array.from({ length: count }, (_, index): EventView => {
    const day = Math.floor(index / perDay);
    const doctor = index % DOCTOR_COUNT;
    const nth = Math.floor((index % perDay) / DOCTOR_COUNT);
    const startMs = firstDay + day * 86_400_000 + (OPEN_MINUTE + nth * CARD_MIN) * 60_000;
    return {
      id: `a${index}`,
      kind: 'appointment',
      doctorId: `d${doctor}`,
      start: new Date(startMs),
      end: new Date(startMs + CARD_MIN * 60_000),
      title: `Patient ${index}`,
      serviceName: 'Consultation',
      serviceColour: HUES[index % HUES.length] ?? 'green',
      status: 'booked',
      firmness: 'firm',
      displaced: false,
      tags: [],
    };
  });
}

export const doctorIds = Array.from({ length: DOCTOR_COUNT }, (_, index) => `d${index}`);
