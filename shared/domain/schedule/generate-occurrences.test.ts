import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import {
  addDays,
  type DayKey,
  daysFrom,
  daysOf,
  monthOf,
  type Weekday,
  weekdayOf,
  weekStart,
} from '../../time/day.ts';
import { daysOfRepetition, type Repetition, repetitionToRule } from '../../time/repetition.ts';
import { firstOccurrence, generateOccurrences } from './generate-occurrences.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

interface Rule {
  readonly freq: (typeof FREQUENCIES)[number];
  readonly interval: number;
  readonly count?: number;
  readonly until?: DayKey;
  readonly byMonth?: readonly number[] | undefined;
  readonly byMonthDay?: readonly number[] | undefined;
  readonly byYearDay?: readonly number[] | undefined;
  readonly byDay?: readonly { readonly nth: number; readonly weekday: number }[] | undefined;
  readonly bySetPos?: readonly number[] | undefined;
  readonly weekStart?: number | undefined;
}

const numbers = (text: string) => text.split('-').map(Number) as [number, number, number];

/** Whether a list names the place of one among many, counted from either end. */
const names = (list: readonly number[], place: number, among: number): boolean =>
  list.includes(place) || list.includes(place - among - 1);

const yearOf = (day: DayKey) => ({
  firstDay: `${day.slice(0, 4)}-01-01`,
  lastDay: `${day.slice(0, 4)}-12-31`,
});

/** Asks a single day, as the standard describes a rule, without ever reckoning the next. */
function fallsOn(rule: Rule, firstDay: DayKey, day: DayKey): boolean {
  const [, month, date] = numbers(day);
  const [, firstMonth, firstDate] = numbers(firstDay);
  const inMonth = monthOf(day);
  const inYear = yearOf(day);
  const { byMonth, byMonthDay, byYearDay, byDay } = rule;
  if (byMonth && !byMonth.includes(month)) return false;
  if (byMonthDay && !names(byMonthDay, date, numbers(inMonth.lastDay)[2])) return false;
  if (byYearDay) {
    const length = daysFrom(inYear.firstDay, inYear.lastDay) + 1;
    if (!names(byYearDay, daysFrom(inYear.firstDay, day) + 1, length)) return false;
  }
  if (byDay) {
    const around = rule.freq === 'YEARLY' && !byMonth ? inYear : inMonth;
    const place = Math.floor(daysFrom(around.firstDay, day) / 7) + 1;
    const among = place + Math.floor(daysFrom(day, around.lastDay) / 7);
    return byDay.some(
      ({ nth, weekday }) => weekday === weekdayOf(day) && (nth === 0 || names([nth], place, among)),
    );
  }
  if (byMonthDay || byYearDay || rule.freq === 'DAILY') return true;
  if (rule.freq === 'WEEKLY') return weekdayOf(day) === weekdayOf(firstDay);
  if (date !== firstDate) return false;
  return rule.freq === 'MONTHLY' || byMonth !== undefined || month === firstMonth;
}

/** Which of the rule's periods a day is in, from 0. */
function periodOf(rule: Rule, firstDay: DayKey, day: DayKey): number {
  const [year, month] = numbers(day);
  const [firstYear, firstMonth] = numbers(firstDay);
  const begins = (of: DayKey) => weekStart(of, (rule.weekStart ?? 1) as 1);
  switch (rule.freq) {
    case 'DAILY':
      return daysFrom(firstDay, day);
    case 'WEEKLY':
      return daysFrom(begins(firstDay), begins(day)) / 7;
    case 'MONTHLY':
      return (year - firstYear) * 12 + month - firstMonth;
    case 'YEARLY':
      return year - firstYear;
  }
}

/** Every day from before the first on, asked one by one. */
function dayByDay(rule: Rule, firstDay: DayKey, from: DayKey, lastDay: DayKey): DayKey[] {
  const all = daysOf({
    firstDay: yearOf(addDays(firstDay, -7)).firstDay,
    lastDay: yearOf(addDays(lastDay, 7)).lastDay,
  });
  const periods = Map.groupBy(
    all.filter((day) => fallsOn(rule, firstDay, day)),
    (day) => periodOf(rule, firstDay, day),
  );
  const days = [...periods]
    .filter(([period]) => period >= 0 && period % rule.interval === 0)
    .flatMap(([, set]) =>
      set.filter((_, i) => !rule.bySetPos || names(rule.bySetPos, i + 1, set.length)),
    )
    .filter((day) => day >= firstDay && (!rule.until || day <= rule.until))
    .slice(0, rule.count);
  return days.filter((day) => day >= from && day <= lastDay);
}

const textOf = (rule: Rule): string =>
  [
    `FREQ=${rule.freq}`,
    rule.interval > 1 && `INTERVAL=${rule.interval}`,
    rule.count && `COUNT=${rule.count}`,
    rule.until && `UNTIL=${rule.until.replaceAll('-', '')}`,
    rule.byMonth && `BYMONTH=${rule.byMonth}`,
    rule.byMonthDay && `BYMONTHDAY=${rule.byMonthDay}`,
    rule.byYearDay && `BYYEARDAY=${rule.byYearDay}`,
    rule.byDay &&
      `BYDAY=${rule.byDay.map(({ nth, weekday }) => `${nth || ''}${WEEKDAYS[weekday - 1]}`)}`,
    rule.bySetPos && `BYSETPOS=${rule.bySetPos}`,
    rule.weekStart && `WKST=${WEEKDAYS[rule.weekStart - 1]}`,
  ]
    .filter(Boolean)
    .join(';');

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const someOf = <T>(one: fc.Arbitrary<T>) =>
  fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: (value) => JSON.stringify(value) });
const place = (max: number) => fc.integer({ min: -max, max }).filter((n) => n !== 0);
const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2020-01-01', n));

const byDayOf = (freq: Rule['freq']) => {
  const ofNth = (nth: fc.Arbitrary<number>) =>
    someOf(fc.record({ nth, weekday: fc.integer({ min: 1, max: 7 }) }));
  const every = ofNth(fc.constant(0));
  if (freq === 'DAILY' || freq === 'WEEKLY') return every;
  const nth = place(5);
  return fc.oneof(every, ofNth(freq === 'MONTHLY' ? fc.oneof(nth, fc.constant(0)) : nth));
};

const end = fc.oneof(
  fc.constant({}),
  fc.record({ count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ until: day }),
);

const isCountedInYear = ({ freq, byDay }: Rule): boolean =>
  freq === 'YEARLY' && byDay !== undefined && byDay.some(({ nth }) => nth !== 0);

const rule: fc.Arbitrary<Rule> = fc
  .constantFrom(...FREQUENCIES)
  .chain((freq) => {
    const common = {
      freq: fc.constant(freq),
      interval: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 })),
      weekStart: maybe(fc.integer({ min: 1, max: 7 })),
    };
    const choosing = fc.record({
      ...common,
      byMonth: maybe(someOf(fc.integer({ min: 1, max: 12 }))),
      byMonthDay: freq === 'WEEKLY' ? fc.constant(undefined) : maybe(someOf(place(31))),
      byDay: maybe(byDayOf(freq)),
      bySetPos: maybe(someOf(place(6))),
    });
    const numbered = fc.record({ ...common, byYearDay: someOf(place(366)) });
    return freq === 'YEARLY' ? fc.oneof(choosing, choosing, numbered) : choosing;
  })
  .chain((one) => end.map((ending): Rule => ({ ...one, ...ending })))
  .map((one) => (isCountedInYear(one) ? { ...one, byMonthDay: undefined } : one))
  .map((one) =>
    one.byMonth || one.byMonthDay || one.byYearDay || one.byDay
      ? one
      : { ...one, bySetPos: undefined },
  );

test('whatever a rule says, its days are those that each say yes when asked alone [SD1]', () => {
  fc.assert(
    fc.property(rule, day, fc.nat(1200), fc.nat(400), (one, firstDay, later, length) => {
      const range = {
        firstDay: addDays(firstDay, later),
        lastDay: addDays(firstDay, later + length),
      };
      const expected = dayByDay(one, firstDay, range.firstDay, range.lastDay);
      expect(generateOccurrences(textOf(one), firstDay, range)).toEqual({
        ok: true,
        value: expected,
      });
    }),
    { numRuns: 150 },
  );
}, 60_000);

const YEAR = { firstDay: '2026-01-01', lastDay: '2026-12-31' };

test.each([
  ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
  ['FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2'],
  ['FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1'],
  ['FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7'],
  ['FREQ=WEEKLY;INTERVAL=999;BYMONTH=4;UNTIL=20260301'],
])('%s falls on no day, and says so [SD1]', (contradictory) => {
  expect(firstOccurrence(contradictory, '2026-01-01')).toEqual({
    ok: false,
    error: 'The rule falls on no day.',
  });
  expect(generateOccurrences(contradictory, '2026-01-01', YEAR)).toEqual({ ok: true, value: [] });
});

test('a leap day is waited for', () => {
  const leap = 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29';
  expect(firstOccurrence(leap, '2096-03-01')).toEqual({ ok: true, value: '2104-02-29' });
});

test('a window far into an old series keeps its rhythm and its count [SD2]', () => {
  const range = { firstDay: '2026-01-01', lastDay: '2026-01-31' };
  const daysOfRule = (one: string) => {
    const days = generateOccurrences(one, '1996-01-01', range);
    return days.ok ? days.value : [days.error];
  };
  expect(daysOfRule('FREQ=DAILY')).toHaveLength(31);
  // 10,958 days after the first.
  expect(daysOfRule('FREQ=DAILY;INTERVAL=25')).toEqual(['2026-01-18']);
  expect(daysOfRule('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU')).toEqual(['2026-01-06', '2026-01-20']);
  expect(daysOfRule('FREQ=WEEKLY;BYDAY=MO;COUNT=1567')).toEqual(['2026-01-05']);
  expect(daysOfRule('FREQ=DAILY;COUNT=9999')).toEqual([]);
});

test.each([
  ['FREQ=DAILY;COUNT=3;UNTIL=20260301', 'not by both'],
  ['FREQ=DAILY;UNTIL=20260230', 'no day of the calendar'],
  ['FREQ=HOURLY', 'FREQ cannot be'],
  ['FREQ=DAILY;BYHOUR=9', 'no part of a rule about days'],
  ['FREQ=DAILY;FREQ=WEEKLY', 'twice'],
  ['FREQ=DAILY;BYMONTH=13', 'BYMONTH cannot be'],
  ['FREQ=DAILY;INTERVAL=0', 'INTERVAL cannot be'],
  ['FREQ=DAILY;INTERVAL=1e99', 'INTERVAL cannot be'],
  ['FREQ=DAILY;COUNT=99999999999', 'COUNT cannot be'],
  ['FREQ=DAILY;BYDAY=1MO', 'of a month or a year'],
  ['FREQ=WEEKLY;BYMONTHDAY=1', 'not weekly'],
  ['FREQ=MONTHLY;BYYEARDAY=1', 'YEARLY alone'],
  ['FREQ=YEARLY;BYWEEKNO=7;BYMONTH=2', 'weekdays alone'],
  ['FREQ=YEARLY;BYDAY=1MO,TU', 'two rules'],
  ['FREQ=MONTHLY;BYSETPOS=1', 'needs days'],
  ['BYDAY=MO', 'FREQ is missing'],
  ['every Monday', 'no part of a rule'],
  [`FREQ=DAILY;X-${'A'.repeat(480)}=1`, 'no part of a rule'],
  ['FREQ=DAILY;constructor=1', 'no part of a rule'],
])('%s is refused in words [SD1]', (wrong, why) => {
  const read = generateOccurrences(wrong, '2026-01-01', YEAR);
  expect(read).toMatchObject({ ok: false, error: expect.stringContaining(why) });
});

test.each(['2026-02-31', '0001-01-01', '9999-12-31'])('no series begins on %s', (firstDay) => {
  expect(firstOccurrence('FREQ=DAILY', firstDay)).toMatchObject({ ok: false });
});

test('no text is taken for a rule that is not refused or reckoned', () => {
  const part = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc
      .tuple(
        fc.constantFrom('FREQ', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTH', 'BYSETPOS', 'INTERVAL'),
        fc.oneof(fc.constantFrom('DAILY', 'MO', '-1SU', '20260301'), fc.integer().map(String)),
      )
      .map((pair) => pair.join('=')),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const read = generateOccurrences(['FREQ=YEARLY', ...parts].join(';'), '2026-01-01', YEAR);
      expect(read.ok ? read.value.every((one) => one <= YEAR.lastDay) : read.error).toBeTruthy();
    }),
  );
});

test('a repetition falls on the days of its rule [SD17] [AW4]', () => {
  const weekday = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);
  const repetition = fc.record({
    by: fc.constantFrom('days', 'weeks', 'months'),
    every: fc.integer({ min: 1, max: 5 }),
    weekdays: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
    place: fc.constantFrom(1, 2, 3, 4, -1),
  });
  const dayOffset = fc.integer({ min: 0, max: 1500 });
  fc.assert(
    fc.property(repetition, dayOffset, fc.nat({ max: 500 }), (any, offset, length) => {
      const weekdays = any.by === 'months' ? any.weekdays.slice(0, 1) : any.weekdays;
      const one = { ...any, weekdays } as Repetition;
      const firstDay = addDays('2023-12-01', offset);
      const range = { firstDay, lastDay: addDays(firstDay, length) };
      const rule = repetitionToRule({ repetition: one, lastDay: null }) ?? '';
      const byRule = generateOccurrences(rule, firstDay, range);
      expect(daysOfRepetition(one, range)).toEqual(byRule.ok ? byRule.value : byRule.error);
    }),
  );
});
