import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { type FreeTimeFacts, generateFreeTimes } from './generate-free-times.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;
const DAYS = 3;

const aDoctor = fc.constantFrom('das', 'sen');
const aStretch = (longest: number) =>
  fc
    .tuple(fc.nat((DAYS * 24 * HOUR_MS) / STEP_MS), fc.integer({ min: 1, max: longest }))
    .map(([at, steps]) => ({ startMs: at * STEP_MS, endMs: (at + steps) * STEP_MS }));
const aSession = fc
  .record({
    ...{ doctorId: aDoctor, branchId: fc.constantFrom('north', 'south') },
    ...{ hour: fc.nat(DAYS * 24), hours: fc.integer({ min: 1, max: 5 }) },
    ...{ capacity: fc.constantFrom(1, 1, 2), hasBreak: fc.boolean() },
    serviceIds: fc.constantFrom<string[]>([], ['scan'], ['talk', 'scan']),
  })
  .map(({ hour, hours, hasBreak, ...of }) => {
    const startMs = hour * HOUR_MS;
    const tea = { name: 'Tea', startMs: startMs + 0.5 * HOUR_MS, endMs: startMs + 0.7 * HOUR_MS };
    return {
      ...{ ...of, startMs, endMs: startMs + hours * HOUR_MS, slotMin: 15, tags: [] },
      breaks: hasBreak ? [tea] : [],
    };
  });
const aClaim = fc.tuple(aDoctor, aStretch(12), fc.constantFrom(0, 0, 10), fc.constantFrom(0, 20));
const aBook = fc.record({
  sessions: fc.array(aSession, { maxLength: 12 }),
  claims: fc.array(aClaim, { maxLength: 60 }),
  away: fc.array(fc.tuple(fc.option(aDoctor), aStretch(40)), { maxLength: 2 }),
  serviceId: fc.constantFrom(null, 'talk', 'scan'),
  around: fc.option(
    fc.record({ beforeMin: fc.constantFrom(0, 10), afterMin: fc.constantFrom(0, 15) }),
  ),
});

function factsOf(book: typeof aBook extends fc.Arbitrary<infer B> ? B : never): FreeTimeFacts {
  return {
    sessions: book.sessions.map((session, i) => ({ ...session, id: String(i) })),
    claims: book.claims.map(([doctorId, time, beforeMin, afterMin]) => ({
      ...{ ...time, doctorId, beforeMin, afterMin },
    })),
    blocked: book.away.map(([doctorId, time]) => ({ ...time, doctorId, branchId: null })),
    ...{ around: book.around, tags: [], taggedSlots: [], serviceId: book.serviceId },
  };
}

type Claim = FreeTimeFacts['claims'][number];
type Time = Pick<Claim, 'startMs' | 'endMs'>;

const meets = (a: Time, b: Time): boolean => a.startMs < b.endMs && b.startMs < a.endMs;

/** Whether a visit leaves the time, and what both want free around them, alone. */
function isApart({ startMs, endMs, ...claim }: Claim, time: Time, around: Claim | null): boolean {
  if (endMs <= time.startMs) {
    const wantedMin = Math.max(claim.afterMin, around?.beforeMin ?? 0);
    return time.startMs - endMs >= wantedMin * MINUTE_MS;
  }
  return startMs - time.endMs >= Math.max(claim.beforeMin, around?.afterMin ?? 0) * MINUTE_MS;
}

/** Looks at all that the doctor has for each minute of a time. */
function isFree(facts: FreeTimeFacts, of: FreeTimeFacts['sessions'][number], time: Time): boolean {
  const theirs = facts.claims.filter(({ doctorId }) => doctorId === of.doctorId);
  const minutes = Array.from({ length: 15 }, (_, i) => time.startMs + i * MINUTE_MS);
  const seenAt = (ms: number): number =>
    theirs.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs).length;
  const isForIt =
    facts.serviceId === null ||
    of.serviceIds.length === 0 ||
    of.serviceIds.includes(facts.serviceId);
  return (
    isForIt &&
    !of.breaks.some((one) => meets(one, time)) &&
    !facts.blocked.some((b) => (b.doctorId ?? of.doctorId) === of.doctorId && meets(b, time)) &&
    minutes.every((ms) => seenAt(ms) < of.capacity) &&
    theirs.every((claim) => meets(claim, time) || isApart(claim, time, facts.around as Claim))
  );
}

/** The quarters of an hour of a session; after a break they begin with the end of it. */
const timesOf = ({ startMs, endMs, breaks }: FreeTimeFacts['sessions'][number]): Time[] =>
  [startMs, ...breaks.map((one) => one.endMs)].flatMap((fromMs, i, all) =>
    Array.from({ length: 20 }, (_, n) => fromMs + n * 15 * MINUTE_MS)
      .filter((ms) => ms + 15 * MINUTE_MS <= (i === all.length - 1 ? endMs : startMs + HOUR_MS / 2))
      .map((ms) => ({ startMs: ms, endMs: ms + 15 * MINUTE_MS })),
  );

test('the free times are those that nobody finds taken who looks at each by itself [SV6]', () => {
  let found = 0;
  fc.assert(
    fc.property(aBook, fc.nat(DAYS * 24), (book, fromHour) => {
      const facts = factsOf(book);
      const search = { durationMin: 15, fromMs: fromHour * HOUR_MS, nowMs: 0 };
      const free = generateFreeTimes(facts, { ...search, limit: Number.POSITIVE_INFINITY });
      const expected = facts.sessions.flatMap((session) =>
        timesOf(session)
          .filter((time) => time.startMs >= search.fromMs && isFree(facts, session, time))
          .map(({ startMs }) => `${session.id} ${startMs}`),
      );
      found += free.length;
      expect(new Set(free.map(({ sessionId, startMs }) => `${sessionId} ${startMs}`))).toEqual(
        new Set(expected),
      );
      const starts = free.map(({ startMs }) => startMs);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      const few = generateFreeTimes(facts, { ...search, limit: 3 });
      expect(few.map(({ startMs }) => startMs)).toEqual(starts.slice(0, 3));
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(500);
});
