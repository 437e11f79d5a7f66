import { expect, test } from 'vitest';
import { seatChoices } from './seat-choices.ts';

const choices = (affected: number, fallsOut: number, unfit = 0) =>
  seatChoices({ affected, fallsOut, unfit });

test('people are moved with their session only where it can be [SD4]', () => {
  expect(choices(0, 0)).toEqual([]);
  expect(choices(3, 0)).toEqual(['shift', 'displace', 'cancel']);
  expect(choices(3, 1)).toEqual(['shift-or-displace', 'shift-or-cancel', 'displace', 'cancel']);
  expect(choices(3, 3)).toEqual(['displace', 'cancel']);
});

test('who only is in time of another service may stay, where that is so of all of them [SV7]', () => {
  expect(choices(3, 3, 3)).toEqual(['stay', 'displace', 'cancel']);
  expect(choices(3, 3, 2)).toEqual(['displace', 'cancel']);
  expect(choices(3, 2, 1)).toEqual([
    ...['shift-or-displace', 'shift-or-cancel', 'displace', 'cancel'],
  ]);
});
