import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import type { Suggestion, SuggestionReason } from '../../model/suggestion.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { scoreTime } from './score-time.ts';
import { type SuggestionFacts, type SuggestionWish, suggestTimes } from './suggest-times.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Monday 2 March 2026, midnight in UTC. */
const MONDAY_MS = Date.UTC(2026, 2, 2);
const UTC = knownTimeZone('UTC');
const DOCTORS = ['das', 'sen'] as const;
const SLOTS_A_DAY = 12;

const wish: SuggestionWish = {
  ...{ fromMs: MONDAY_MS, nowMs: MONDAY_MS, untilMs: MONDAY_MS + 7 * DAY_MS },
  ...{ branchId: 'here', urgent: false, limit: 6 },
};
const slotMs = (day: number, slot: number): number =>
  MONDAY_MS + day * DAY_MS + 9 * HOUR_MS + slot * 15 * MINUTE_MS;

/** Two doctors who work from nine to twelve with a break at half past ten, and who has what. */
const aBook = fc.record({
  taken: fc.array(fc.tuple(fc.constantFrom(...DOCTORS), fc.nat(4), fc.nat(SLOTS_A_DAY - 1))),
  visits: fc.array(
    fc.tuple(fc.constantFrom(...DOCTORS), fc.nat(6), fc.integer({ min: 8, max: 18 })),
    {
      maxLength: 8,
    },
  ),
  unbookable: fc.nat(40),
  prefers: fc.option(
    fc.record({
      doctorIds: fc.subarray(['das', 'sen', 'gone']),
      branchIds: fc.subarray(['here', 'there']),
      weekdays: fc.subarray([1, 2, 3, 4, 5]),
      parts: fc.subarray(['morning', 'evening'] as const),
      notBeforeMin: fc.option(fc.integer({ min: 540, max: 720 })),
      notAfterMin: fc.option(fc.integer({ min: 560, max: 720 })),
    }),
  ),
});

function factsOf(book: typeof aBook extends fc.Arbitrary<infer B> ? B : never): SuggestionFacts {
  const days = [0, 1, 2, 3, 4];
  return {
    sessions: DOCTORS.flatMap((doctorId) =>
      days.map((day) => ({
        ...{ id: `${doctorId} ${day}`, branchId: 'here', doctorId, slotMin: 15, capacity: 1 },
        ...{ startMs: slotMs(day, 0), endMs: slotMs(day, SLOTS_A_DAY), tags: [] },
        serviceIds: [],
        breaks: [{ name: 'Tea', startMs: slotMs(day, 6), endMs: slotMs(day, 7) }],
      })),
    ),
    claims: book.taken.map(([doctorId, day, slot]) => ({
      ...{ doctorId, startMs: slotMs(day, slot), endMs: slotMs(day, slot + 1) },
      ...{ beforeMin: 0, afterMin: 0 },
    })),
    ...{ around: null, blocked: [], tags: [], taggedSlots: [], serviceId: null, zoneOf: () => UTC },
    prefers: book.prefers,
    visits: book.visits.map(([doctorId, day, hour]) => ({
      ...{ doctorId, branchId: 'here', startMs: MONDAY_MS - (7 - day) * DAY_MS + hour * HOUR_MS },
    })),
    minutesOf: () => 15,
    isBookable: ({ startMs }) => startMs >= slotMs(0, 0) + book.unbookable * 15 * MINUTE_MS,
  };
}

const isTaken = (facts: SuggestionFacts, doctorId: string, startMs: number): boolean =>
  facts.claims.some((claim) => claim.doctorId === doctorId && claim.startMs === startMs) ||
  facts.sessions.some(({ breaks }) => breaks.some((one) => one.startMs === startMs));

/** When a doctor could be booked, found by looking at each quarter of an hour. */
const freeOf = (facts: SuggestionFacts, doctorId: string): readonly number[] =>
  [0, 1, 2, 3, 4]
    .flatMap((day) => Array.from({ length: SLOTS_A_DAY }, (_, slot) => slotMs(day, slot)))
    .filter((startMs) => !isTaken(facts, doctorId, startMs))
    .filter((startMs) => facts.isBookable({ startMs } as Suggestion));

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);
const earlierSlots = (startMs: number): number[] =>
  Array.from({ length: SLOTS_A_DAY }, (_, slot) => slotMs(dayOf(startMs - MONDAY_MS), slot)).filter(
    (ms) => ms < startMs,
  );

/** Whether a reason is true of the book, found in another way than it was. */
function isTrue(facts: SuggestionFacts, time: Suggestion, reason: SuggestionReason): boolean {
  const { doctorId, startMs, endMs } = time;
  const said = facts.prefers;
  const isOpen = (those: readonly unknown[] | undefined): boolean => !those || those.length === 0;
  const minute = (startMs % DAY_MS) / MINUTE_MS;
  const kept = (picked: readonly unknown[], visits: number, of: number): boolean =>
    picked.length === visits && of === facts.visits.length && visits * 2 >= of && visits >= 2;
  switch (reason.kind) {
    case 'next-free':
      return DOCTORS.flatMap((id) => freeOf(facts, id)).every((ms) => ms >= startMs);
    case 'earlier-full':
      return (
        earlierSlots(startMs).length > 0 &&
        earlierSlots(startMs).every((ms) => isTaken(facts, doctorId, ms))
      );
    case 'first-of-day':
      return !freeOf(facts, doctorId).some((ms) => dayOf(ms) === dayOf(startMs) && ms < startMs);
    case 'before-break':
      return reason.startMs === endMs && reason.name === 'Tea' && endMs % DAY_MS === 10.5 * HOUR_MS;
    case 'no-gap': {
      const before =
        startMs % DAY_MS === 9 * HOUR_MS || isTaken(facts, doctorId, startMs - 15 * MINUTE_MS);
      const after = endMs % DAY_MS === 12 * HOUR_MS || isTaken(facts, doctorId, endMs);
      return reason.side === 'both' ? before && after : reason.side === 'before' ? before : after;
    }
    case 'wanted-doctor':
      return said?.doctorIds.includes(doctorId) === true;
    case 'wanted-branch':
      return said?.branchIds.includes('here') === true;
    case 'wanted-weekday':
      return said?.weekdays.includes(new Date(startMs).getUTCDay()) === true;
    case 'wanted-part':
      return said?.parts.includes('morning') === true && minute < 720;
    case 'wanted-hours':
      return (
        (reason.notBeforeMin !== null || reason.notAfterMin !== null) &&
        reason.notBeforeMin === said?.notBeforeMin &&
        reason.notAfterMin === said.notAfterMin &&
        !(reason.notBeforeMin !== null && minute < reason.notBeforeMin) &&
        !(reason.notAfterMin !== null && minute > reason.notAfterMin)
      );
    case 'usual-doctor': {
      const same = facts.visits.filter((one) => one.doctorId === doctorId);
      return isOpen(said?.doctorIds) && kept(same, reason.visits, reason.of);
    }
    case 'usual-weekday': {
      const same = facts.visits.filter(
        (one) => new Date(one.startMs).getUTCDay() === reason.weekday % 7,
      );
      return (
        isOpen(said?.weekdays) &&
        reason.weekday % 7 === new Date(startMs).getUTCDay() &&
        kept(same, reason.visits, reason.of)
      );
    }
    case 'usual-part': {
      const hour = (ms: number): number => new Date(ms).getUTCHours();
      const same = facts.visits.filter((one) => hour(one.startMs) < 12);
      return (
        isOpen(said?.parts) && reason.part === 'morning' && kept(same, reason.visits, reason.of)
      );
    }
    case 'quiet-hour':
      return reason.percent <= 35 && reason.hour === new Date(startMs).getUTCHours();
    case 'usual-branch':
      return false;
    case 'also-free':
      return freeOf(facts, doctorId).includes(startMs);
  }
}

test('each reason is true of the book, and the earliest time is always among them [SG1] [SG7]', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(aBook, fc.boolean(), (book, urgent) => {
      const facts = factsOf(book);
      const { times } = suggestTimes(facts, { ...wish, urgent });
      const free = DOCTORS.flatMap((id) => freeOf(facts, id));
      expect(times.length).toBeLessThanOrEqual(6);
      expect(times.length > 0).toBe(free.length > 0);
      if (free.length > 0) {
        expect(Math.min(...times.map(({ startMs }) => startMs))).toBe(Math.min(...free));
      }
      for (const time of times) {
        expect(freeOf(facts, time.doctorId)).toContain(time.startMs);
        expect(time.reasons.length).toBeGreaterThan(0);
        for (const reason of time.reasons) {
          seen.add(reason.kind);
          expect([reason, isTrue(facts, time, reason)]).toEqual([reason, true]);
        }
      }
    }),
    { numRuns: 300 },
  );
  const some = ['next-free', 'earlier-full', 'before-break', 'usual-doctor', 'no-gap'] as const;
  for (const kind of [...some, 'wanted-doctor', 'wanted-hours', 'wanted-part', 'wanted-weekday']) {
    expect(seen).toContain(kind);
  }
});

test('what is suggested leaves a choice: few of a day, and none within an hour of another [SG6]', () => {
  fc.assert(
    fc.property(aBook, (book) => {
      const { times } = suggestTimes(factsOf(book), wish);
      // The earliest is among them whatever else is; whose it is of two at once, the list does not say.
      const earliestMs = Math.min(...times.map(({ startMs }) => startMs));
      const rest = times.filter(({ startMs }) => startMs > earliestMs);
      for (const time of rest) {
        const ofDay = rest.filter(
          (one) => one.doctorId === time.doctorId && dayOf(one.startMs) === dayOf(time.startMs),
        );
        expect(ofDay.length).toBeLessThanOrEqual(2);
        const near = ofDay.filter(({ startMs }) => Math.abs(startMs - time.startMs) < HOUR_MS);
        expect(near).toEqual([time]);
      }
    }),
  );
});

test('a day of waiting costs what the weights say, more if it is urgent, and lost time counts [SG2]', () => {
  const habits = {
    ...{ total: 2, doctors: new Map([['das', 2]]), branches: new Map() },
    ...{ weekdays: new Map(), parts: new Map(), said: null },
  };
  const time = {
    ...{
      doctorId: 'das',
      branchId: 'here',
      weekday: 1,
      part: 'morning' as const,
      waitMs: 0,
      minute: 540,
    },
    ...{ gapBeforeMs: HOUR_MS, gapAfterMs: HOUR_MS, neededMs: HOUR_MS, bookedPercent: null },
  };
  const later = { ...time, waitMs: DAY_MS };
  expect(scoreTime(time, habits, false) - scoreTime(later, habits, false)).toBe(2);
  expect(scoreTime(time, habits, true) - scoreTime(later, habits, true)).toBe(12);
  const other = { ...time, doctorId: 'sen' };
  expect(scoreTime(time, habits, false) - scoreTime(other, habits, false)).toBe(20);
  const lost = { ...time, gapAfterMs: HOUR_MS / 2 };
  const flush = { ...time, gapAfterMs: 0 };
  expect(scoreTime(lost, habits, false)).toBeLessThan(scoreTime(time, habits, false));
  expect(scoreTime(time, habits, false)).toBeLessThan(scoreTime(flush, habits, false));
});

test('what the patient said weighs instead of what was learnt, and no early morning is no early morning [SG7]', () => {
  const said = {
    ...{ doctorIds: ['sen'], branchIds: [], weekdays: [], parts: [] },
    ...{ notBeforeMin: 600, notAfterMin: null },
  };
  const habits = {
    ...{ total: 2, doctors: new Map([['das', 2]]), branches: new Map() },
    ...{ weekdays: new Map([[1, 2]]), parts: new Map(), said },
  };
  const time = {
    ...{ doctorId: 'sen', branchId: 'here', weekday: 1, part: 'morning' as const, waitMs: 0 },
    ...{ gapBeforeMs: HOUR_MS, gapAfterMs: HOUR_MS, neededMs: HOUR_MS, bookedPercent: null },
    minute: 600,
  };
  const score = (changes: Partial<typeof time>): number =>
    scoreTime({ ...time, ...changes }, habits, false);
  expect(score({}) - score({ doctorId: 'das' })).toBe(20);
  expect(score({}) - score({ minute: 599 })).toBe(16);
  // Of days nothing was said: that is still learnt.
  expect(score({}) - score({ weekday: 2 })).toBe(4);
});
