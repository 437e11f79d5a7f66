import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { present } from '../../core/assert.ts';
import type { Series } from '../../model/session.ts';
import { weekdayOf } from '../../time/day.ts';
import { partByWeekday, splitSeries } from './change-series.ts';
import { generateOccurrences } from './generate-occurrences.ts';

const RANGE = { firstDay: '2026-01-01', lastDay: '2027-12-31' };

const aSeries = (rule: string, firstDay: string): Series => ({
  ...{ id: 'a', branchId: 'b', doctorId: 'd', rule, firstDay, startMin: 540, endMin: 780 },
  ...{
    slotMin: 15,
    capacity: 1,
    tags: [],
    breaks: [],
    roomId: null,
    sharedWith: null,
    serviceIds: [],
  },
  ...{ homeReplica: 'salt-lake.1', deleted: false },
});

const daysOf = ({ rule, firstDay }: Series): readonly string[] => {
  const days = generateOccurrences(rule, firstDay, RANGE);
  if (!days.ok) throw new Error(days.error);
  return days.value;
};

const RULES = [
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;COUNT=21',
  'FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU,MO,WE',
  'FREQ=DAILY;INTERVAL=4;UNTIL=20270301',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=9',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2,-1',
  'FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO',
];

test('the two parts of a series that is split have its days between them [SD2]', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RULES), fc.nat(300), fc.nat(500), (rule, start, pick) => {
      const firstDay = new Date(Date.UTC(2026, 0, 1 + start)).toISOString().slice(0, 10);
      const series = aSeries(rule, firstDay);
      const days = daysOf(series);
      if (days.length === 0) return;
      const at = pick % days.length;
      const split = splitSeries(series, present(days[at], 'In the range.'), 'c');
      if (!split.ok) throw new Error(split.error);
      const { before, onward } = split.value;
      expect(before ? daysOf(before) : []).toEqual(days.slice(0, at));
      expect(daysOf(onward)).toEqual(days.slice(at));
      expect(onward.id).toBe(before ? 'c' : 'a');
    }),
  );
});

test('one weekday of a series and its other days are its days between them, from any on [SD14]', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...RULES.slice(0, 4), 'FREQ=DAILY;INTERVAL=3;COUNT=40'),
      fc.nat(300),
      fc.nat(500),
      (rule, start, pick) => {
        const first = new Date(Date.UTC(2026, 0, 1 + start)).toISOString().slice(0, 10);
        const days = daysOf(aSeries(rule, first));
        const [firstDay] = days;
        const day = days[pick % Math.max(1, days.length)];
        if (firstDay === undefined || day === undefined) return;
        const parted = partByWeekday(aSeries(rule, firstDay), weekdayOf(day));
        if (!parted.ok) throw new Error(parted.error);
        const { others, ofDay } = parted.value;
        const [theirs, rest] = [daysOf({ ...ofDay, firstDay: day }), others ? daysOf(others) : []];
        const isOfDay = (one: string) => weekdayOf(one) === weekdayOf(day);
        expect(theirs).toEqual(days.filter((one) => isOfDay(one) && one >= day));
        expect(rest).toEqual(days.filter((one) => !isOfDay(one)));
      },
    ),
  );
});

test('no weekday is parted from a rule by months or years, nor one on which it does not come [SD14]', () => {
  for (const rule of RULES.slice(4)) {
    expect(partByWeekday(aSeries(rule, '2026-03-02'), 1)).toMatchObject({ ok: false });
  }
  const onTuesdays = aSeries('FREQ=WEEKLY;BYDAY=TU', '2026-03-03');
  expect(partByWeekday(onTuesdays, 1)).toMatchObject({ ok: false });
  expect(partByWeekday(onTuesdays, 2)).toMatchObject({ ok: true, value: { others: null } });
});
