import { expect, test } from 'vitest';
import type {
  AdviceFacts,
  AdviceHour,
  AdvicePattern,
  AdviceWeek,
  AdviceWork,
} from '../../model/advice.ts';
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
    ...{ work: [], patterns: [] },
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
    { kind: 'overbook', weeks: 8, noShowRate: 30 / 160, lowestRate: 0.15, weekday: 1, moreADay: 3 },
  ]);
  const once = [0, 0, 0, 20, 10, 0, 0, 0].map((noShow) =>
    aWeek(0.7, { noShow, arrived: 20 - noShow }),
  );
  expect(adviceOn([anHour(9, once)])).toEqual([]);
});

const work = (weekday: number, week: number, from = 9, until = 13): AdviceWork => ({
  ...{ branchId: 'salt-lake', doctorId: 'sinha', weekday, week },
  ...{ startMin: from * 60, endMin: until * 60 },
});
const WEEKS = Array.from({ length: 8 }, (_, week) => week);
const aTemplate = (more: Partial<AdvicePattern> = {}): AdvicePattern => ({
  ...{ templateId: 'week', branchId: 'salt-lake', doctorId: null, weeks: WEEKS, lengthDays: 7 },
  pieces: [1, 2, 3].map((weekday) => ({ weekday, startMin: 540, endMin: 780 })),
  ...more,
});
const misfits = (theirs: readonly AdviceWork[], patterns = [aTemplate()]) =>
  adviceOn([], { work: theirs, patterns });

test('a template does not fit where a stretch of it stands otherwise in nearly every week [AD1] [AD2] [AD5]', () => {
  const theirs = WEEKS.flatMap((week) => [
    work(1, week),
    // One week is as planned.
    work(2, week, 9, week === 3 ? 13 : 11),
  ]);
  const of = { kind: 'template', templateId: 'week', doctorIds: ['sinha'], others: 0 };
  const branchId = 'salt-lake';
  const planned = { startMin: 540, endMin: 780 };
  expect(misfits(theirs)).toEqual([
    {
      ...{ ...of, branchId, weekday: 3, weeks: 8, weeksSo: 8, planned, advise: null, rest: null },
      ...{ isIdle: false, offByHours: 4, offByThenHours: 0 },
    },
    {
      ...{ ...of, branchId, weekday: 2, weeks: 8, weeksSo: 7, planned, rest: null, isIdle: false },
      ...{ advise: { startMin: 540, endMin: 660 }, offByHours: 1.75, offByThenHours: 0.25 },
    },
  ]);
});

test('what does not fit several doctors the same way is advised once, with for how many others it would change [AD5]', () => {
  const of = (doctorId: string, endMin: number) =>
    WEEKS.flatMap((week) =>
      [1, 2, 3].map((weekday) => ({
        ...work(weekday, week),
        ...{ doctorId, endMin: weekday === 2 ? endMin : 780 },
      })),
    );
  const theirs = [...of('sinha', 660), ...of('roy', 660), ...of('khan', 780)];
  expect(misfits(theirs)).toMatchObject([
    {
      ...{ weekday: 2, doctorIds: ['sinha', 'roy'], others: 1, weeks: 8, weeksSo: 8 },
      ...{ advise: { startMin: 540, endMin: 660 }, offByHours: 4, offByThenHours: 0 },
    },
  ]);
});

test('who works otherwise now and then, or by another template, is no reason to change one [AD5]', () => {
  const asPlanned = WEEKS.flatMap((week) => [1, 2, 3].map((weekday) => work(weekday, week)));
  expect(misfits(asPlanned)).toEqual([]);
  const nowAndThen = asPlanned.map((one) =>
    one.week < 3 && one.weekday === 2 ? { ...one, endMin: 600 } : one,
  );
  expect(misfits(nowAndThen)).toEqual([]);
  // Changed each time in another way, it has nothing that it could be changed to.
  const eachTime = asPlanned.map((one) => ({ ...one, endMin: 780 - 15 * (one.week + 1) }));
  expect(misfits(eachTime)).toEqual([]);
  const evenings = asPlanned.map((one) => ({ ...one, startMin: 1020, endMin: 1200 }));
  expect(misfits(evenings)).toEqual([]);
  const five = { weeks: WEEKS.slice(0, 5) };
  expect(
    misfits(
      asPlanned.filter(({ weekday }) => weekday < 3),
      [aTemplate(five)],
    ),
  ).toEqual([]);
  expect(misfits(asPlanned, [aTemplate({ branchId: 'park-street' })])).toEqual([]);
  // The better one is theirs.
  const worse = aTemplate({ templateId: 'other', pieces: aTemplate().pieces.slice(0, 2) });
  expect(misfits(asPlanned, [worse, aTemplate()])).toEqual([]);
});

test('hours of a template that stay idle are taken out of it, too [AD5]', () => {
  const theirs = WEEKS.flatMap((week) => [1, 2, 3].map((weekday) => work(weekday, week)));
  const hours = [9, 10, 11, 12].map((hour) => anHour(hour, times(8, aWeek(hour === 9 ? 0 : 0.9))));
  const found = (of: readonly AdviceHour[]) =>
    adviceOn(of, { work: theirs, patterns: [aTemplate()] }).filter(
      ({ kind }) => kind === 'template',
    );
  expect(found(hours)).toMatchObject([
    { weekday: 1, isIdle: true, advise: { startMin: 600, endMin: 780 }, offByHours: 1 },
  ]);
  const within = [9, 10, 11].map((hour) => anHour(hour, times(8, aWeek(hour === 10 ? 0 : 0.9))));
  expect(found(within)).toMatchObject([
    { advise: { startMin: 540, endMin: 780 }, rest: { startMin: 600, endMin: 660 } },
  ]);
});

const aDay = (more: Partial<AdvicePattern> = {}): AdvicePattern => ({
  ...aTemplate(),
  ...{ templateId: 'day', lengthDays: 1 },
  pieces: [
    { weekday: 1, startMin: 540, endMin: 780 },
    { weekday: 1, startMin: 840, endMin: 1020 },
  ],
  ...more,
});

test('a template of one day does not fit where each day that is worked by it stands otherwise, whichever of the week [AD2] [AD5]', () => {
  const theirs = WEEKS.flatMap((week) =>
    [1, 4].flatMap((weekday) => [
      work(weekday, week),
      // On one day of one week as planned.
      work(weekday, week, 14, week === 2 && weekday === 4 ? 17 : 16),
    ]),
  );
  expect(misfits(theirs, [aDay()])).toEqual([
    {
      ...{ kind: 'template', templateId: 'day', doctorIds: ['sinha'], others: 0 },
      branchId: 'salt-lake',
      ...{ weekday: null, weeks: 16, weeksSo: 15, planned: { startMin: 840, endMin: 1020 } },
      ...{ advise: { startMin: 840, endMin: 960 }, rest: null, isIdle: false },
      ...{ offByHours: 15 / 8, offByThenHours: 1 / 8 },
    },
  ]);
  // Of two weekdays one is as it is planned.
  const onOne = theirs.map((one) =>
    one.weekday === 4 && one.startMin === 840 ? { ...one, endMin: 1020 } : one,
  );
  expect(misfits(onOne, [aDay()])).toEqual([]);
  // Both days are of a week that they work by, which is what does not fit.
  const week = aTemplate({
    pieces: [1, 4].flatMap((weekday) => aDay().pieces.map((piece) => ({ ...piece, weekday }))),
  });
  const found = misfits(theirs, [aDay(), week]);
  expect(found.map((one) => one.kind === 'template' && one.templateId)).toEqual(['week', 'week']);
  // Another works by it as it is.
  const asPlanned = theirs.map((one) => ({
    ...{ ...one, doctorId: 'das' },
    ...(one.startMin === 840 ? { endMin: 1020 } : {}),
  }));
  expect(misfits([...theirs, ...asPlanned], [aDay()])).toEqual([]);
  const alike = theirs.map((one) => ({ ...one, doctorId: 'das' }));
  expect(misfits([...theirs, ...alike], [aDay()])).toMatchObject([
    { doctorIds: ['sinha', 'das'], others: 0 },
  ]);
  // Somebody who works evenings works by no such day.
  expect(
    misfits(
      theirs.map((one) => ({ ...one, startMin: 1080, endMin: 1260 })),
      [aDay()],
    ),
  ).toEqual([]);
  expect(
    misfits(
      theirs.filter((one) => one.week < 5),
      [aDay()],
    ),
  ).toEqual([]);
});

test('hours of a template of one day are taken out where they are idle on each day of it [AD5]', () => {
  const theirs = WEEKS.flatMap((week) => [1, 2].map((weekday) => work(weekday, week)));
  const day = aDay({ pieces: [{ weekday: 1, startMin: 540, endMin: 780 }] });
  const hoursOn = (weekday: number, idle: number) =>
    [9, 10, 11, 12].map((hour) => ({
      ...anHour(hour, times(8, aWeek(hour === idle ? 0 : 0.9))),
      weekday,
    }));
  const found = (hours: readonly AdviceHour[]) =>
    adviceOn(hours, { work: theirs, patterns: [day] }).filter(({ kind }) => kind === 'template');
  expect(found([...hoursOn(1, 12), ...hoursOn(2, 12)])).toMatchObject([
    {
      ...{ weekday: null, isIdle: true, advise: { startMin: 540, endMin: 720 } },
      ...{ weeks: 16, weeksSo: 16, offByHours: 2, offByThenHours: 0 },
    },
  ]);
  expect(found([...hoursOn(1, 12), ...hoursOn(2, 9)])).toEqual([]);
});
