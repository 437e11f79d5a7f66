import { expect, test } from 'vitest';
import { turnWeeks, weekOfRotation } from './rotation.ts';

// Wednesday of the week that begins on Monday 2 March 2026.
const rotation = { anchorDay: '2026-03-04', weeks: ['long', null, 'short'] };

test('weeks take turns from the week of the anchor, before it and across the year [TP8]', () => {
  expect(weekOfRotation(rotation, '2026-03-02')).toBe(0);
  expect(weekOfRotation(rotation, '2026-03-08')).toBe(0);
  expect(weekOfRotation(rotation, '2026-03-09')).toBe(1);
  expect(weekOfRotation(rotation, '2026-03-23')).toBe(0);
  expect(weekOfRotation(rotation, '2026-03-01')).toBe(2);
  expect(weekOfRotation(rotation, '2026-02-16')).toBe(1);
  expect(weekOfRotation(rotation, '2027-03-01')).toBe(1);
});

test('a range is told week by week, also where it begins in the middle of one [TP8]', () => {
  expect(turnWeeks(rotation, { firstDay: '2026-03-05', lastDay: '2026-03-16' })).toEqual([
    { firstDay: '2026-03-02', index: 0, templateId: 'long' },
    { firstDay: '2026-03-09', index: 1, templateId: null },
    { firstDay: '2026-03-16', index: 2, templateId: 'short' },
  ]);
  expect(turnWeeks(rotation, { firstDay: '2026-03-16', lastDay: '2026-03-01' })).toEqual([]);
});
