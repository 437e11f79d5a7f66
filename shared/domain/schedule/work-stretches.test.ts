import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import type { Session, WallBreak } from '../../model/session.ts';
import { instantOfDay } from '../../time/day.ts';
import { contains, overlaps } from '../../time/interval.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { generateFreeTimes } from '../slots/generate-free-times.ts';
import { alterSession, slotsIn } from './alter-session.ts';
import { decideBreaks, decideWallBreaks } from './decide-breaks.ts';
import { generateSlots } from './generate-slots.ts';
import { seatAnew } from './seat-anew.ts';
import { breaksOn, wallBreaksOf } from './work-stretches.ts';

const MINUTE_MS = 60_000;
const ID = '00000000-0000-7000-8000-0000000000c1';
const berlin = knownTimeZone('Europe/Berlin');

/** From, until and breaks in minutes. */
const session = (
  from: number,
  until: number,
  breaks: readonly (readonly [number, number])[],
  over: Partial<Session> = {},
): Session => ({
  ...{ id: ID, branchId: 'b', doctorId: 'd', seriesId: null, slotMin: 15, capacity: 1, tags: [] },
  ...{ startMs: from * MINUTE_MS, endMs: until * MINUTE_MS, homeReplica: 'r', deleted: false },
  roomId: null,
  sharedWith: null,
  serviceIds: [],
  breaks: breaks.map(([start, end]) => ({
    ...{ name: 'Tea', startMs: start * MINUTE_MS, endMs: end * MINUTE_MS },
  })),
  ...over,
});
const startsOf = (slots: readonly { readonly startMs: number }[]): readonly number[] =>
  slots.map(({ startMs }) => startMs / MINUTE_MS);

test('slots go on from the end of a break, and a rest before it stays unbookable [BR1]', () => {
  const day = session(540, 640, [[580, 587]]);
  expect(startsOf(generateSlots(day))).toEqual([540, 555, 587, 602, 617]);
  expect(slotsIn(day)).toBe(5);
});

const aDay = fc
  .record({
    from: fc.integer({ min: 0, max: 600 }),
    length: fc.integer({ min: 60, max: 600 }),
    slotMin: fc.integer({ min: 5, max: 60 }),
    cuts: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 12 }),
  })
  .map(({ from, length, slotMin, cuts }) => {
    const inOrder = cuts.toSorted((a, b) => a - b).map((cut) => from + (cut * length) / 60);
    const pairs = Array.from({ length: Math.floor(inOrder.length / 2) }, (_, i) => [
      ...inOrder.slice(2 * i, 2 * i + 2),
    ]);
    return session(from, from + length, pairs as unknown as [number, number][], { slotMin });
  });

test('no slot and no offered time shares anything with a break, and none that fits is left out [BR1] [BR2]', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 5, max: 60 }), (day, durationMin) => {
      expect(decideBreaks(day, day.breaks)).toEqual({ ok: true, value: null });
      const slots = generateSlots(day);
      expect(slots).toHaveLength(slotsIn(day));
      const nothing = {
        claims: [],
        around: null,
        blocked: [],
        tags: [],
        taggedSlots: [],
        serviceId: null,
      };
      const facts = { sessions: [day], ...nothing };
      const wish = { durationMin, fromMs: 0, limit: 1000, nowMs: 0 };
      for (const time of [...slots, ...generateFreeTimes(facts, wish)]) {
        expect(contains(day, time)).toBe(true);
        expect(day.breaks.some((one) => overlaps(one, time))).toBe(false);
      }
      const offered = generateFreeTimes(facts, { ...wish, durationMin: day.slotMin });
      expect(startsOf(offered)).toEqual(startsOf(slots));
    }),
  );
});

test('breaks that cannot be are refused with what is wrong with which [BR3]', () => {
  const why = (...breaks: [number, number][]) =>
    decideWallBreaks(
      { startMin: 540, endMin: 780 },
      breaks.map(([startMin, endMin], i) => ({ name: `No. ${i + 1}`, startMin, endMin })),
    );
  expect(why([600, 620], [540, 550], [620, 780])).toEqual({ ok: true, value: null });
  const refused = (name: string, reason: string) => ({
    ...{ ok: false, error: { kind: 'bad-break', name, why: reason } },
  });
  expect(why([600, 600])).toEqual(refused('No. 1', 'empty'));
  expect(why([600, 620], [530, 550])).toEqual(refused('No. 2', 'outside'));
  expect(why([770, 790])).toEqual(refused('No. 1', 'outside'));
  expect(why([600, 620], [590, 601])).toEqual(refused('No. 1', 'overlap'));
});

const TEA: WallBreak = { name: 'Tea', startMin: 660, endMin: 680 };

test('a break keeps its time on the wall, also where a session moves across a change of clocks [BR4]', () => {
  for (const day of ['2026-03-28', '2026-03-29', '2026-10-25']) {
    const times = {
      startMs: instantOfDay(berlin, day, 60),
      endMs: instantOfDay(berlin, day, 780),
      breaks: [...breaksOn(berlin, day, [TEA])],
    };
    const before = session(0, 1, [], times);
    expect(wallBreaksOf(berlin, before)).toEqual([TEA]);
    const nothing = { slotMin: null, capacity: null, addTags: [], removeTags: [] };
    const to = { ...nothing, doctorId: null, branchId: null, shiftMin: 90 };
    const after = alterSession(before, berlin, to);
    expect(wallBreaksOf(berlin, after)).toEqual([{ name: 'Tea', startMin: 750, endMin: 770 }]);
  }
  // Half past two is not on the clocks of that day, and half past three is after its end.
  const night = { name: 'Night', startMin: 150, endMin: 185 };
  expect(breaksOn(berlin, '2026-03-29', [night])).toEqual([]);
});

test('who would lie in a break does not stay, but whom somebody put into one [BR4] [SD4]', () => {
  const [before, after] = [session(0, 240, []), session(0, 240, [[60, 80]])];
  const at = (start: number, end: number) => ({
    ...{ startMs: start * MINUTE_MS, endMs: end * MINUTE_MS, serviceId: 's' },
  });
  expect(seatAnew(at(45, 60), before, after).kind).toBe('stays');
  expect(seatAnew(at(45, 61), before, after).kind).toBe('falls-out');
  expect(seatAnew(at(60, 70), after, session(0, 240, [[60, 90]])).kind).toBe('stays');
  const later = session(30, 270, [[60, 80]]);
  expect(seatAnew(at(0, 30), before, later).kind).toBe('shifts');
  expect(seatAnew(at(0, 31), before, later).kind).toBe('falls-out');
});
