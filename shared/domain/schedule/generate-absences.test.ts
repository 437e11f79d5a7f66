import { expect, test } from 'vitest';
import { openTimeZone } from '../../time/time-zone.ts';
import { generateAbsences } from './generate-absences.ts';

const opened = openTimeZone('Europe/Berlin');
if (!opened.ok) throw new Error('Berlin has a time zone.');
const zone = opened.value;
const shown = (times: ReturnType<typeof generateAbsences>) =>
  times.map(({ startMs, endMs }) => [startMs, endMs].map((ms) => new Date(ms).toISOString()));

test('whole days, over the change of the clocks', () => {
  const wish = { firstDay: '2026-03-28', lastDay: '2026-03-29', hours: null, weekdays: null };
  expect(shown(generateAbsences(zone, wish))).toEqual([
    ['2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ]);
});

test('from an hour of the first day to an hour of the last', () => {
  const hours = { startMin: 12 * 60, endMin: 9 * 60 };
  const wish = { firstDay: '2026-03-02', lastDay: '2026-03-03', hours, weekdays: null };
  expect(shown(generateAbsences(zone, wish))).toEqual([
    ['2026-03-02T11:00:00.000Z', '2026-03-03T08:00:00.000Z'],
  ]);
});

test('every Wednesday afternoon, by the wall clock before and after the change', () => {
  const hours = { startMin: 14 * 60, endMin: 17 * 60 };
  const wish = { firstDay: '2026-03-24', lastDay: '2026-04-02', hours, weekdays: [3] as const };
  expect(shown(generateAbsences(zone, wish))).toEqual([
    ['2026-03-25T13:00:00.000Z', '2026-03-25T16:00:00.000Z'],
    ['2026-04-01T12:00:00.000Z', '2026-04-01T15:00:00.000Z'],
  ]);
});

test('for good from a day on; and nothing where the end comes first', () => {
  const forGood = { firstDay: '2026-03-02', lastDay: null, hours: null, weekdays: null };
  expect(shown(generateAbsences(zone, forGood))).toEqual([
    ['2026-03-01T23:00:00.000Z', '2199-12-31T23:00:00.000Z'],
  ]);
  const backwards = { ...forGood, lastDay: '2026-03-01' };
  expect(generateAbsences(zone, backwards)).toEqual([]);
  const hours = { startMin: 600, endMin: 600 };
  expect(generateAbsences(zone, { ...forGood, lastDay: '2026-03-02', hours })).toEqual([]);
});
