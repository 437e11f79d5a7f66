import { expect, test } from 'vitest';
import type { Interval } from '../../shared/time/interval.ts';
import { createDayWatch } from './watch-days.ts';

const days = (from: number, to: number): Interval => ({ startMs: from, endMs: to });

function openWatch() {
  const asked: Interval[] = [];
  return { asked, ...createDayWatch(days(0, 30), (window) => asked.push(window)) };
}

test('days elsewhere are asked for first, and those around them once they have come', () => {
  const watch = openWatch();
  watch.show(days(107, 114), days(100, 121));
  expect(watch.asked).toEqual([days(107, 114)]);
  watch.heard(days(0, 30));
  expect(watch.asked).toHaveLength(1);
  watch.heard(days(107, 114));
  expect(watch.asked).toEqual([days(107, 114), days(100, 121)]);
  watch.heard(days(100, 121));
  expect(watch.asked).toHaveLength(2);
});

test('days that are known already are asked for with those around them', () => {
  const watch = openWatch();
  watch.show(days(14, 21), days(7, 28));
  expect(watch.asked).toEqual([days(7, 28)]);
});

test('who turns on before the days have come gets what is on the screen at last', () => {
  const watch = openWatch();
  watch.show(days(107, 114), days(100, 121));
  watch.show(days(207, 214), days(200, 221));
  watch.heard(days(107, 114));
  watch.heard(days(207, 214));
  expect(watch.asked).toEqual([days(107, 114), days(207, 214), days(200, 221)]);
});

test('what is watched already is not asked for twice, but on a new line all of it', () => {
  const watch = openWatch();
  watch.show(days(14, 21), days(7, 28));
  watch.show(days(16, 17), days(7, 28));
  expect(watch.asked).toEqual([days(7, 28)]);
  watch.again();
  expect(watch.asked).toEqual([days(7, 28), days(7, 28)]);
});
