import { expect, test } from 'vitest';
import { dayAt } from '../../time/day.ts';
import type { Repetition } from '../../time/repetition.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { generateAbsences } from './generate-absences.ts';

const opened = openTimeZone('Europe/Berlin');
if (!opened.ok) throw new Error('Berlin has a time zone.');
const zone = opened.value;
const shown = (times: ReturnType<typeof generateAbsences>) =>
  times.map(({ startMs, endMs }) => [startMs, endMs].map((ms) => new Date(ms).toISOString()));

test('whole days, over the change of the clocks', () => {
  const wish = { firstDay: '2026-03-28', lastDay: '2026-03-29', hours: null, repetition: null };
  expect(shown(generateAbsences(zone, wish))).toEqual([
    ['2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ]);
});

test('from an hour of the first day to an hour of the last', () => {
  const hours = { startMin: 12 * 60, endMin: 9 * 60 };
  const wish = { firstDay: '2026-03-02', lastDay: '2026-03-03', hours, repetition: null };
  expect(shown(generateAbsences(zone, wish))).toEqual([
    ['2026-03-02T11:00:00.000Z', '2026-03-03T08:00:00.000Z'],
  ]);
});

test('every Wednesday afternoon, by the wall clock before and after the change', () => {
  const hours = { startMin: 14 * 60, endMin: 17 * 60 };
  const repetition = { by: 'weeks', every: 1, weekdays: [3], place: 1 } as const;
  const wish = { firstDay: '2026-03-24', lastDay: '2026-04-02', hours, repetition };
  expect(shown(generateAbsences(zone, wish))).toEqual([
    ['2026-03-25T13:00:00.000Z', '2026-03-25T16:00:00.000Z'],
    ['2026-04-01T12:00:00.000Z', '2026-04-01T15:00:00.000Z'],
  ]);
});

test('every second week, or a weekday of the month; nothing where none of them lies in between [AW4]', () => {
  const wish = { firstDay: '2026-03-02', lastDay: '2026-04-30', hours: null };
  const starts = (repetition: Repetition) =>
    generateAbsences(zone, { ...wish, repetition }).map(({ startMs }) => dayAt(zone, startMs));
  expect(starts({ by: 'weeks', every: 2, weekdays: [5], place: 1 })).toEqual([
    ...['2026-03-06', '2026-03-20', '2026-04-03', '2026-04-17'],
  ]);
  expect(starts({ by: 'months', every: 1, weekdays: [4], place: -1 })).toEqual([
    ...['2026-03-26', '2026-04-30'],
  ]);
  const wednesday = { by: 'weeks', every: 1, weekdays: [3], place: 1 } as const;
  const monday = { ...wish, lastDay: '2026-03-03', repetition: wednesday };
  expect(generateAbsences(zone, monday)).toEqual([]);
  expect(generateAbsences(zone, { ...monday, lastDay: '9999-12-31' })).toEqual([]);
});

test('for good from a day on; and nothing where the end comes first', () => {
  const forGood = { firstDay: '2026-03-02', lastDay: null, hours: null, repetition: null };
  expect(shown(generateAbsences(zone, forGood))).toEqual([
    ['2026-03-01T23:00:00.000Z', '2199-12-31T23:00:00.000Z'],
  ]);
  const backwards = { ...forGood, lastDay: '2026-03-01' };
  expect(generateAbsences(zone, backwards)).toEqual([]);
  const hours = { startMin: 600, endMin: 600 };
  expect(generateAbsences(zone, { ...forGood, lastDay: '2026-03-02', hours })).toEqual([]);
});
