import { expect, test } from 'vitest';
import { type RepetitionUntil, repetitionToRule, ruleToRepetition } from './repetition.ts';

const of = (
  repetition: Partial<RepetitionUntil['repetition']>,
  lastDay: string | null = null,
): RepetitionUntil => ({
  repetition: { by: 'weeks', every: 1, weekdays: [], place: 1, ...repetition },
  lastDay,
});

test('what is said of days, weeks and months is one rule, and is read from it again [SD17]', () => {
  const rules: readonly (readonly [RepetitionUntil, string])[] = [
    [of({ by: 'days' }), 'FREQ=DAILY'],
    [of({ by: 'days', every: 3 }, '2027-01-31'), 'FREQ=DAILY;INTERVAL=3;UNTIL=20270131'],
    [of({ weekdays: [1, 2, 3, 4, 5] }), 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    [
      of({ every: 2, weekdays: [6] }, '2026-12-31'),
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;UNTIL=20261231',
    ],
    [of({ by: 'months', weekdays: [6], place: 2 }), 'FREQ=MONTHLY;BYDAY=2SA'],
    [
      of({ by: 'months', every: 3, weekdays: [5], place: -1 }),
      'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR',
    ],
  ];
  for (const [said, rule] of rules) {
    expect(repetitionToRule(said)).toBe(rule);
    expect(ruleToRepetition(rule)).toEqual(said);
  }
});

test('weeks and months want a weekday', () => {
  expect(repetitionToRule(of({}))).toBe(null);
  expect(repetitionToRule(of({ by: 'months' }))).toBe(null);
});

test.each([
  'FREQ=YEARLY',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;COUNT=4;BYDAY=MO',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=WEEKLY;INTERVAL=100;BYDAY=MO',
  'FREQ=MONTHLY;BYMONTHDAY=15',
  'FREQ=MONTHLY;BYDAY=5MO',
  'FREQ=DAILY;BYDAY=MO',
  'FREQ=DAILY;UNTIL=20261332',
  'FREQ=WEEKLY;WKST=SU;BYDAY=MO',
])('no more is read into %s than it says', (rule) => {
  expect(ruleToRepetition(rule)).toBe(null);
});
