import { expect, test } from 'vitest';
import type { AdviceFacts, AdviceHour, AdviceWeek } from '../../model/advice.ts';
import { findAdvice } from './find-advice.ts';

const HOUR_MS = 3_600_000;

const aWeek = (taken: number, more: Partial<AdviceWeek> = {}): AdviceWeek => ({
  ...{ capacityMs: HOUR_MS, takenMs: taken * HOUR_MS, booked: Math.round(taken * 4) },
  ...{ noShow: 0, arrived: 0, walkInsLost: 0, ...more },
});
const anHour = (hour: number, weeks: readonly AdviceWeek[], doctorId = 'sinha'): AdviceHour => ({
  ...{ branchId: 'salt-lake', doctorId, weekday: 1, hour, weeks },
});
const times = (count: number, week: AdviceWeek): readonly AdviceWeek[] =>
  Array.from({ length: count }, () => week);
const adviceOn = (hours: readonly AdviceHour[], more: Partial<AdviceFacts> = {}) =>
  findAdvice({
    ...{ firstDay: '2026-01-05', lastDay: '2026-03-01', weeks: 8, hours, services: [] },
    ...more,
  });

test('hours that are idle in nearly every week are one piece of advice, with how many are freed [AD1] [AD2]', () => {
  const hours = [
    anHour(9, times(8, aWeek(0.9))),
    anHour(10, times(8, aWeek(0))),
    anHour(11, [...times(7, aWeek(0)), aWeek(0.5)]),
    anHour(12, times(8, aWeek(0.4))),
  ];
  expect(adviceOn(hours)).toEqual([
    {
      ...{ kind: 'idle', branchId: 'salt-lake', doctorId: 'sinha', weekday: 1 },
      ...{ fromHour: 10, untilHour: 12, weeks: 8, weeksSo: 7, occupancy: 0.0625 },
      freedHours: 1.9375,
    },
  ]);
});

test('what is idle now and then, or was looked at too shortly, is no advice [AD1]', () => {
  const nowAndThen = [...times(5, aWeek(0)), ...times(3, aWeek(0.5))];
  expect(adviceOn([anHour(10, nowAndThen)])).toEqual([]);
  expect(adviceOn([anHour(10, times(5, aWeek(0)))])).toEqual([]);
  expect(adviceOn([anHour(10, times(8, aWeek(0)))], { weeks: 5 })).toEqual([]);
  // Nobody worked in most of them.
  const away = times(4, { ...aWeek(0), capacityMs: 0 });
  expect(adviceOn([anHour(10, [...times(4, aWeek(0)), ...away])])).toEqual([]);
});

test('a day that is full is made longer where people are turned away, by what they need [AD1] [AD2]', () => {
  const full = aWeek(1, { walkInsLost: 1 });
  const hours = [anHour(9, times(8, full)), anHour(10, times(8, full))];
  expect(adviceOn(hours)).toMatchObject([
    { kind: 'full', fromHour: 9, untilHour: 11, lostAWeek: 2, addedMin: 30, servedAWeek: 2 },
  ]);
  const noneLost = times(8, aWeek(1));
  expect(adviceOn([anHour(9, noneLost), anHour(10, noneLost)])).toEqual([]);
});

test('a service that takes another time than planned is to be planned as it is [AD1] [AD2]', () => {
  const services = [
    {
      serviceId: 'longer',
      plannedMin: 45,
      tookMin: [
        { at: 58, count: 20 },
        { at: 62, count: 20 },
      ],
    },
    { serviceId: 'as-planned', plannedMin: 15, tookMin: [{ at: 17, count: 90 }] },
    { serviceId: 'few', plannedMin: 15, tookMin: [{ at: 40, count: 29 }] },
  ];
  expect(adviceOn([], { services })).toEqual([
    {
      ...{ kind: 'length', serviceId: 'longer', plannedMin: 45, adviseMin: 60, visits: 40 },
      ...{ offByMin: 15, offByThenMin: 2 },
    },
  ]);
});

test('overbooking is advised where patients stay away in every week, as many as in a poor one [AD1] [AD2]', () => {
  const steady = [3, 4, 3, 5, 4, 3, 4, 4].map((noShow) =>
    aWeek(0.7, { noShow, arrived: 20 - noShow }),
  );
  expect(adviceOn([anHour(9, steady)])).toMatchObject([
    { kind: 'overbook', weeks: 8, noShowRate: 30 / 160, lowestRate: 0.15, moreAWeek: 3 },
  ]);
  const once = [0, 0, 0, 20, 10, 0, 0, 0].map((noShow) =>
    aWeek(0.7, { noShow, arrived: 20 - noShow }),
  );
  expect(adviceOn([anHour(9, once)])).toEqual([]);
});
