import { expect, test } from 'vitest';
import type { EventView } from '../../../state/event-view.ts';
import { packLayout } from './pack-layout.ts';

const DAY_MINUTES = 1440;
const event = (id: string, from: number, to: number): EventView => ({
  id,
  kind: 'appointment',
  doctorId: 'd',
  start: new Date(from * 60_000),
  end: new Date(to * 60_000),
  title: id,
  serviceName: '',
  serviceColour: 'green',
  status: 'booked',
  firmness: 'firm',
  displaced: false,
  tags: [],
});

const slotMetrics = {
  getRange: (start: Date, end: Date) => {
    const [from, to] = [+start / 60_000, +end / 60_000];
    const top = (from / DAY_MINUTES) * 100;
    return { top, height: (to / DAY_MINUTES) * 100 - top, start: from, end: to };
  },
};
const accessors = { start: (e: EventView) => e.start, end: (e: EventView) => e.end };

/** Each card's lane and the number of lanes it shares, by id. */
function lanes(events: readonly EventView[]): Record<string, string> {
  return Object.fromEntries(
    packLayout({ events, slotMetrics, accessors }).map(({ event: { id }, style }) => {
      const count = Math.round(100 / Number(/calc\(([\d.]+)%/.exec(style.width)?.[1]));
      return [id, `${Math.round((style.xOffset / 100) * count)}/${count}`];
    }),
  );
}

test('what lies behind the cards fills its column, also where several things overlap', () => {
  const behind = (id: string, kind: 'tag' | 'time-off', from: number, to: number): EventView => ({
    ...event(id, from, to),
    // The calendar lays both out in the same way.
    kind: kind as never,
  });
  const both = [behind('away', 'time-off', 0, 900), behind('mark', 'tag', 540, 1080)];
  expect(lanes(both)).toEqual({ away: '0/1', mark: '0/1' });
});

test('neighbours that only touch keep the full width', () => {
  expect(lanes([event('a', 540, 555), event('b', 555, 570), event('c', 570, 600)])).toEqual({
    a: '0/1',
    b: '0/1',
    c: '0/1',
  });
});

test('overlapping cards stand side by side, and a lane is used again when it is free', () => {
  expect(lanes([event('long', 540, 660), event('x', 550, 580), event('y', 580, 620)])).toEqual({
    long: '0/2',
    x: '1/2',
    y: '1/2',
  });
});

test('a group ends where nothing overlaps any more', () => {
  expect(
    lanes([event('a', 540, 600), event('b', 570, 630), event('c', 600, 640), event('d', 640, 650)]),
  ).toEqual({ a: '0/2', b: '1/2', c: '0/2', d: '0/1' });
});

test('cards of no length do not hide each other', () => {
  expect(lanes([event('a', 540, 540), event('b', 540, 540)])).toEqual({ a: '0/2', b: '1/2' });
});

test('no two cards of one lane overlap, for any order of input', () => {
  const events = Array.from({ length: 60 }, (_, i) => {
    const from = 480 + ((i * 37) % 480);
    return event(`e${i}`, from, from + 10 + ((i * 13) % 50));
  });
  const placed = packLayout({ events, slotMetrics, accessors });
  expect(placed).toHaveLength(60);
  for (const a of placed)
    for (const b of placed) {
      const apart = +a.event.end <= +b.event.start || +b.event.end <= +a.event.start;
      const besides = a.style.xOffset !== b.style.xOffset;
      expect(a === b || apart || besides).toBe(true);
    }
  expect(lanes([...events].reverse())).toEqual(lanes(events));
});
