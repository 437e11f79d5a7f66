import { expect, test } from 'vitest';
import { seatChoices } from './seat-choices.ts';

test('people are moved with their session only where it can be [SD4]', () => {
  expect(seatChoices(0, 0)).toEqual([]);
  expect(seatChoices(3, 0)).toEqual(['shift', 'displace', 'cancel']);
  expect(seatChoices(3, 1)).toEqual([
    ...['shift-or-displace', 'shift-or-cancel', 'displace', 'cancel'],
  ]);
  expect(seatChoices(3, 3)).toEqual(['displace', 'cancel']);
});
