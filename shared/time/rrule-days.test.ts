import { expect, test } from 'vitest';
import { fromRruleDays, toRruleDays } from './rrule-days.ts';

test('days of a week are named as rules name them, and back, in the order of the week', () => {
  expect(toRruleDays([7, 1, 3])).toEqual(['MO', 'WE', 'SU']);
  expect(fromRruleDays(['SU', 'MO', 'WE'])).toEqual([1, 3, 7]);
  expect(fromRruleDays(['2TU', ''])).toEqual([]);
});
