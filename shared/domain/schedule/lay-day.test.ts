import { expect, test } from 'vitest';
import type { Session } from '../../model/session.ts';
import { type DayBefore, type LaidDay, layDay } from './lay-day.ts';

const MINUTE_MS = 60_000;

/** From and until in minutes after midnight of the day. */
const session = (from: number, until: number, over: Partial<Session> = {}): Session => ({
  ...{ id: `${from}`, branchId: 'b', doctorId: 'd', seriesId: null },
  ...{
    startMs: from * MINUTE_MS,
    endMs: until * MINUTE_MS,
    slotMin: 15,
    capacity: 1,
    tags: [],
    breaks: [],
    roomId: null,
    sharedWith: null,
    serviceIds: [],
  },
  ...{ homeReplica: 'salt-lake.1', deleted: false, ...over },
});
const idOf = (startMs: number): string => `made ${startMs / MINUTE_MS}`;
const before = (over: Partial<DayBefore<Session>>): DayBefore<Session> => ({
  ...{ there: [], elsewhere: [], wanted: [] },
  ...over,
});
const timeOf = ({ startMs, endMs }: Session): string =>
  `${startMs / MINUTE_MS}-${endMs / MINUTE_MS}`;
const told = ({ kept, changed, removed, added }: LaidDay<Session>) => ({
  kept: kept.map(timeOf),
  changed: changed.map((one) => `${timeOf(one.before)} > ${timeOf(one.after)}`),
  removed: removed.map(timeOf),
  added: added.map(timeOf),
});
const none = { kept: [], changed: [], removed: [], added: [] };

test('what is added stands beside what there is, and nothing before now', () => {
  const day = before({
    there: [session(540, 600)],
    wanted: [session(300, 360), session(570, 660)],
  });
  expect(told(layDay(day, 'add', 400 * MINUTE_MS, idOf))).toEqual({
    ...{ ...none, kept: ['540-600'], added: ['570-660'] },
  });
});

test('gaps are filled, here and beside other branches, in stretches of a slot at least [TP4]', () => {
  const day = before({
    ...{ there: [session(540, 600)], elsewhere: [session(610, 700)] },
    wanted: [session(480, 800)],
  });
  const laid = layDay(day, 'fill', 0, idOf);
  expect(told(laid)).toEqual({ ...none, kept: ['540-600'], added: ['480-540', '700-800'] });
  expect(laid.added.map(({ id }) => id)).toEqual(['made 480', 'made 700']);
});

test('in the place of what there is: the same stays, others become what is nearest, the rest goes [TP4]', () => {
  const day = before({
    there: [session(480, 540), session(600, 720), session(780, 900), session(960, 1000)],
    wanted: [session(480, 540), session(630, 690), session(780, 840)],
  });
  expect(told(layDay(day, 'overwrite', 0, idOf))).toEqual({
    ...{ kept: ['480-540'], changed: ['780-900 > 780-840', '600-720 > 630-690'] },
    ...{ removed: ['960-1000'], added: [] },
  });
  const free = before({ there: [session(480, 540)], wanted: [] });
  expect(told(layDay(free, 'overwrite', 0, idOf))).toEqual({ ...none, removed: ['480-540'] });
});

test('a session in the place of another is that one, with the shape of the new', () => {
  const there = [session(480, 540, { id: 'old', seriesId: 's' })];
  const wanted = [session(600, 660, { id: 'new', slotMin: 20, tags: ['vip'] })];
  const { changed } = layDay(before({ there, wanted }), 'overwrite', 0, idOf);
  expect(changed[0]?.after).toMatchObject({
    ...{ id: 'old', seriesId: 's', slotMin: 20, tags: ['vip'], startMs: 600 * MINUTE_MS },
  });
});

test('what has begun is not overwritten', () => {
  const day = before({ there: [session(480, 540)], wanted: [session(600, 660)] });
  expect(told(layDay(day, 'overwrite', 500 * MINUTE_MS, idOf))).toEqual({
    ...{ ...none, kept: ['480-540'], added: ['600-660'] },
  });
});
