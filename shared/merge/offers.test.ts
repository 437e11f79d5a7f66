import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { overlaps } from '../time/interval.ts';
import type { Claim } from './claim.ts';
import { type FreeTime, offerTimes } from './offers.ts';

const MINUTE_MS = 60_000;

const free = (startMin: number, more: Partial<FreeTime> = {}): FreeTime => ({
  doctorId: 'das',
  branchId: 'salt-lake',
  sessionId: 'monday',
  startMs: startMin * MINUTE_MS,
  endMs: (startMin + 20) * MINUTE_MS,
  ...more,
});

type LostClaim = Claim & { readonly branchId: string };

const lostAt = (startMin: number, more: Partial<LostClaim> = {}): LostClaim => ({
  ...free(startMin),
  id: 'lost',
  rank: 3,
  priority: 0,
  replica: 'salt-lake',
  overbooked: false,
  capacity: 1,
  ...more,
});

const offersFor = (
  candidates: readonly FreeTime[],
  alreadyOffered: readonly FreeTime[] = [],
): FreeTime[] => offerTimes({ lost: lostAt(600), candidates, alreadyOffered });

describe('the times offered', () => {
  test('are the three nearest, before or after', () => {
    const [far, before, after, next] = [free(700), free(570), free(620), free(640)];
    expect(offersFor([far, before, after, next])).toEqual([after, before, next]);
  });

  test('are of the same doctor first, however far', () => {
    const other = free(600, { doctorId: 'sen' });
    const own = free(6000);
    expect(offersFor([other, own])).toEqual([own, other]);
  });

  test('are at the same branch first, if equally far, then the earlier', () => {
    const elsewhere = free(580, { branchId: 'park-street' });
    const here = free(620);
    expect(offersFor([elsewhere, here])).toEqual([here, elsewhere]);
    expect(offersFor([free(620), free(580)])).toEqual([free(580), free(620)]);
  });

  test('leave out what was offered to another, and what overlaps it', () => {
    const taken = free(620);
    expect(offersFor([free(610), free(640), taken], [taken])).toEqual([free(640)]);
    expect(offersFor([free(620, { doctorId: 'sen' })], [taken])).toHaveLength(1);
  });

  test('are none when nothing is free', () => {
    expect(offersFor([])).toEqual([]);
  });
});

const aCandidate = fc
  .record({
    startMin: fc.integer({ min: 0, max: 60 }).map((n) => n * 10),
    doctorId: fc.constantFrom('das', 'sen'),
    branchId: fc.constantFrom('salt-lake', 'park-street'),
    sessionId: fc.constantFrom('monday', 'tuesday'),
  })
  .map(({ startMin, ...more }) => free(startMin, more));
const losers = fc.uniqueArray(
  fc
    .record({ id: fc.string(), startMin: fc.nat(600), rank: fc.nat(4), priority: fc.nat(9) })
    .map(({ startMin, ...more }) => lostAt(startMin, more)),
  { selector: ({ id }) => id, maxLength: 8 },
);

test('no two losers served one after the other are offered the same time first', () => {
  fc.assert(
    fc.property(losers, fc.array(aCandidate, { maxLength: 12 }), (batch, candidates) => {
      const firsts: FreeTime[] = [];
      for (const lost of batch) {
        const offers = offerTimes({ lost, candidates, alreadyOffered: firsts });
        const reversed = { lost, candidates: candidates.toReversed(), alreadyOffered: firsts };
        expect(offerTimes(reversed)).toEqual(offers);
        const [first] = offers;
        if (first === undefined) {
          expect(candidates.every((candidate) => isTaken(candidate, firsts))).toBe(true);
        } else {
          expect(isTaken(first, firsts)).toBe(false);
          firsts.push(first);
        }
      }
    }),
    { numRuns: 500 },
  );
});

const isTaken = (time: FreeTime, firsts: readonly FreeTime[]): boolean =>
  firsts.some((first) => first.doctorId === time.doctorId && overlaps(first, time));
