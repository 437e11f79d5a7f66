import { expect, test } from 'vitest';
import type { TravelTime } from '../../model/travel-time.ts';
import { instantOfDay } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { findTravelBreaches } from './find-travel-breaches.ts';
import { travelMinutes } from './travel-minutes.ts';
import type { WorkTime } from './work-time.ts';

const ZONES: Readonly<Record<string, string>> = {
  kathmandu: 'Asia/Kathmandu',
  kolkata: 'Asia/Kolkata',
  berlin: 'Europe/Berlin',
};
const zoneOf = (branchId: string) => knownTimeZone(ZONES[branchId] ?? 'UTC');

const time = (one: string | null, other: string | null, minutes: number | null): TravelTime => ({
  ...{ id: `${one} ${other}`, oneBranchId: one, otherBranchId: other, minutes },
});

const work = (
  branchId: string,
  fromMin: number,
  untilMin: number,
  day = '2026-03-02',
): WorkTime => ({
  ...{ id: `${branchId} ${day} ${fromMin}`, doctorId: 'roy', branchId },
  startMs: instantOfDay(zoneOf(branchId), day, fromMin),
  endMs: instantOfDay(zoneOf(branchId), day, untilMin),
});

const found = (asked: readonly WorkTime[], others: readonly WorkTime[], times: TravelTime[] = []) =>
  findTravelBreaches(asked, others, travelMinutes(times), zoneOf).map((breach) => [
    breach.found,
    breach.agreed,
    breach.other?.branchId,
  ]);

test('it takes as long as was said of two branches, either way, else as of any two [TR1]', () => {
  const times = [time('kathmandu', 'kolkata', 90), time(null, null, 20), time('a', 'b', null)];
  const minutesOf = travelMinutes(times);
  expect(minutesOf('kolkata', 'kathmandu')).toBe(90);
  expect(minutesOf('kathmandu', 'kolkata')).toBe(90);
  expect(minutesOf('b', 'a')).toBe(20);
  expect(minutesOf('a', 'a')).toBe(0);
  expect(travelMinutes([])('a', 'b')).toBe(30);
});

test('what lies between two branches is counted by the clock of the world, not of the walls [TR2]', () => {
  const morning = work('kolkata', 540, 720);
  // Noon in Kolkata is 12:15 in Kathmandu.
  expect(found([work('kathmandu', 764, 900)], [morning])).toEqual([[29, 30, 'kolkata']]);
  expect(found([work('kathmandu', 765, 900)], [morning])).toEqual([]);
  expect(found([morning], [work('kathmandu', 764, 900)])).toEqual([[29, 30, 'kathmandu']]);
});

test('the night in which the clocks change is as long as it is [TR2]', () => {
  const times = [time('berlin', 'kolkata', 60)];
  // 00:00 UTC; clocks in Berlin go from 02:00 to 03:00 an hour later.
  const before = work('kolkata', 240, 330, '2026-03-29');
  expect(found([work('berlin', 119, 300, '2026-03-29')], [before], times)).toEqual([
    [59, 60, 'kolkata'],
  ]);
  expect(found([work('berlin', 180, 300, '2026-03-29')], [before], times)).toEqual([]);
});

test('what overlaps, is at the same branch or is of another doctor is not for this to say [TR2]', () => {
  const asked = [work('kolkata', 540, 720)];
  expect(found(asked, [work('kathmandu', 600, 800)])).toEqual([]);
  expect(found(asked, [work('kolkata', 725, 800)])).toEqual([]);
  expect(found(asked, [{ ...work('kathmandu', 740, 800), doctorId: 'das' }])).toEqual([]);
});

test('two that are asked for together are told of once [TR2]', () => {
  const asked = [work('kolkata', 540, 720), work('kathmandu', 740, 800)];
  expect(found(asked, asked)).toHaveLength(1);
});
