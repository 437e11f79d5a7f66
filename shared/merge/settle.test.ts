import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import { UNSEATED } from '../model/claim.ts';
import { overlaps } from '../time/interval.ts';
import { ACTIVE, type Claim, compareClaims, type Verdict } from './claim.ts';
import { createSettled, type VerdictChange } from './create-settled.ts';
import { settleClaims } from './settle-claims.ts';

/** Times are counted in units of 25 minutes, so that claims lie across the cells of an index. */
const UNIT_MS = 25 * 60_000;

const claimOf = (
  id: string,
  fromUnit: number,
  toUnit: number,
  more: Partial<Claim> = {},
): Claim => ({
  id,
  branchId: 'salt-lake',
  doctorId: 'das',
  startMs: fromUnit * UNIT_MS,
  endMs: toUnit * UNIT_MS,
  rank: 2,
  priority: 0,
  replica: 'salt-lake',
  overbooked: false,
  capacity: 1,
  ...more,
});

const aClaim = (capacityMax: number): fc.Arbitrary<Claim> =>
  fc
    .record({
      id: fc.integer({ min: 0, max: 30 }).map((n) => `claim ${n}`),
      doctorId: fc.constantFrom('das', 'sen'),
      fromUnit: fc.integer({ min: 0, max: 20 }),
      units: fc.integer({ min: 1, max: 5 }),
      rank: fc.integer({ min: 0, max: 4 }),
      priority: fc.integer({ min: 0, max: 5 }),
      branchId: fc.constantFrom('salt-lake', 'park-street'),
      replica: fc.constantFrom('salt-lake', 'park-street', 'laptop'),
      overbooked: fc.nat({ max: 7 }).map((n) => n === 0),
      capacity: fc.integer({ min: 1, max: capacityMax }),
    })
    .map(({ fromUnit, units, id, ...more }) => claimOf(id, fromUnit, fromUnit + units, more));

const claimSet = (capacityMax: number): fc.Arbitrary<Claim[]> =>
  fc.uniqueArray(aClaim(capacityMax), { selector: ({ id }) => id, maxLength: 20 });

/** Who is with the doctor in each unit of a claim's time, found the slow way. */
const presentIn = (claim: Claim, among: readonly Claim[]): Claim[][] => {
  const units = [];
  for (let ms = claim.startMs; ms < claim.endMs; ms += UNIT_MS) {
    units.push(
      among.filter(
        (other) =>
          other.doctorId === claim.doctorId &&
          !other.overbooked &&
          other.startMs <= ms &&
          ms < other.endMs,
      ),
    );
  }
  return units;
};

const isCrowded = (present: readonly Claim[]): boolean =>
  present.length > Math.min(...present.map(({ capacity }) => capacity));

/** The rule, word for word: one claim after the other, unit by unit. Quadratic, and owes nothing to the code. */
function settleSlowly(claims: readonly Claim[]): Map<string, Verdict> {
  const active: Claim[] = [];
  const verdicts = new Map<string, Verdict>();
  for (const claim of claims.toSorted(compareClaims)) {
    const inTheWay = presentIn(claim, active).filter((present) => isCrowded([...present, claim]));
    const [blocker] = inTheWay.flat().toSorted(compareClaims);
    if (claim.rank === UNSEATED) {
      verdicts.set(claim.id, { verdict: 'displaced', blockerId: null });
    } else if (claim.overbooked || blocker === undefined) {
      verdicts.set(claim.id, { verdict: 'active' });
      active.push(claim);
    } else {
      const verdict = claim.rank === 0 ? 'fact' : 'displaced';
      verdicts.set(claim.id, { verdict, blockerId: blocker.id });
    }
  }
  return verdicts;
}

/** The verdict on every claim of a set. */
function settleAll(claims: readonly Claim[]): Map<string, Verdict> {
  const losers = settleClaims(claims);
  expect([...losers.values()].some(({ verdict }) => verdict === 'active')).toBe(false);
  return new Map(claims.map(({ id }) => [id, losers.get(id) ?? ACTIVE]));
}

const verdictOf = (claims: readonly Claim[], id: string): Verdict | undefined =>
  settleAll(claims).get(id);

describe('two claims on one time', () => {
  const first = claimOf('first', 0, 2, { priority: 1 });
  const second = claimOf('second', 1, 3, { priority: 2 });

  test('the earlier stays and the later is told who has the time', () => {
    expect(verdictOf([second, first], 'first')).toEqual({ verdict: 'active' });
    expect(verdictOf([second, first], 'second')).toEqual({
      verdict: 'displaced',
      blockerId: 'first',
    });
  });

  test('the better rank stays, whoever came first', () => {
    const emergency = { ...second, rank: 1 };
    expect(verdictOf([first, emergency], 'first')).toMatchObject({ blockerId: 'second' });
  });

  test('booked in the same millisecond, the replica and then the id decide', () => {
    const here = claimOf('x', 0, 1, { replica: 'a' });
    const there = claimOf('a', 0, 1, { replica: 'b' });
    expect(verdictOf([here, there], 'a')).toMatchObject({ blockerId: 'x' });
    expect(verdictOf([here, { ...there, replica: 'a' }], 'x')).toMatchObject({ blockerId: 'a' });
  });

  test('of different doctors, or end to end, both stay', () => {
    expect(verdictOf([first, { ...second, doctorId: 'sen' }], 'second')?.verdict).toBe('active');
    const next = claimOf('next', 2, 3, { priority: 2 });
    expect(verdictOf([first, next], 'next')?.verdict).toBe('active');
  });

  test('that both took place are facts, not judged', () => {
    const [a, b] = [first, second].map((claim) => ({ ...claim, rank: 0 }));
    expect(a && b && verdictOf([a, b], 'second')).toEqual({ verdict: 'fact', blockerId: 'first' });
  });

  test('one whose session went has lost its time, and takes none from others [SD9]', () => {
    const gone = { ...first, rank: UNSEATED };
    const lost = { verdict: 'displaced', blockerId: null };
    expect(verdictOf([gone], 'first')).toEqual(lost);
    expect(verdictOf([{ ...gone, overbooked: true }, second], 'first')).toEqual(lost);
    expect(verdictOf([gone, second], 'second')?.verdict).toBe('active');
    const settled = createSettled([second, first]);
    settled.put(gone);
    expect(settled.verdicts.get('second')).toEqual({ verdict: 'active' });
    settled.put(first);
    expect(settled.verdicts.get('second')).toEqual({ verdict: 'displaced', blockerId: 'first' });
  });

  test('overbooked on purpose, neither blocks nor is displaced', () => {
    const onTop = { ...second, overbooked: true, rank: 1 };
    expect(verdictOf([first, onTop], 'first')?.verdict).toBe('active');
    expect(verdictOf([first, onTop], 'second')?.verdict).toBe('active');
  });
});

test('the strictest capacity present decides', () => {
  const groups = [0, 1, 2].map((n) => claimOf(`group ${n}`, 0, 4, { capacity: 3, priority: n }));
  expect([...settleAll(groups).values()].every(({ verdict }) => verdict === 'active')).toBe(true);
  const fourth = claimOf('fourth', 3, 5, { capacity: 3, priority: 9 });
  expect(verdictOf([...groups, fourth], 'fourth')).toMatchObject({ blockerId: 'group 0' });
  const alone = claimOf('alone', 3, 5, { capacity: 1, priority: 9 });
  expect(verdictOf([...groups, alone], 'alone')).toMatchObject({ blockerId: 'group 0' });
  const strict = { ...alone, rank: 1 };
  expect(verdictOf([...groups, strict], 'group 2')).toMatchObject({ blockerId: 'alone' });
});

describe.each([1, 4])('any set of claims with capacities up to %d', (capacityMax) => {
  test('is settled as the rule says, word for word', () => {
    fc.assert(
      fc.property(claimSet(capacityMax), (claims) => {
        expect(settleAll(claims)).toEqual(settleSlowly(claims));
      }),
      { numRuns: 1000 },
    );
  });

  test('is settled the same in every order', () => {
    const withShuffle = claimSet(capacityMax).chain((claims) =>
      fc.tuple(
        fc.constant(claims),
        fc.shuffledSubarray(claims, { minLength: claims.length, maxLength: claims.length }),
      ),
    );
    fc.assert(
      fc.property(withShuffle, ([claims, shuffled]) => {
        expect(settleAll(shuffled)).toEqual(settleAll(claims));
      }),
      { numRuns: 500 },
    );
  });

  test('leaves the doctor nowhere with too many, and displaces nobody for nothing', () => {
    fc.assert(
      fc.property(claimSet(capacityMax), (claims) => {
        const verdicts = settleAll(claims);
        const byId = new Map(claims.map((claim) => [claim.id, claim]));
        const active = claims.filter(({ id }) => verdicts.get(id)?.verdict === 'active');
        for (const claim of claims) {
          const verdict = verdicts.get(claim.id);
          if (verdict?.verdict === 'active') {
            if (!claim.overbooked) expect(presentIn(claim, active).some(isCrowded)).toBe(false);
          } else if (claim.rank === UNSEATED) {
            expect(verdict).toEqual({ verdict: 'displaced', blockerId: null });
          } else {
            const blocker = byId.get(verdict?.blockerId ?? '');
            expect(blocker && overlaps(blocker, claim)).toBe(true);
            expect(blocker && compareClaims(blocker, claim)).toBeLessThan(0);
            expect(blocker && active.includes(blocker)).toBe(true);
            expect(verdict?.verdict === 'fact').toBe(claim.rank === 0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** A history: claims are put, put again with other times or ranks, and taken out. */
const history = fc.array(
  fc.record({ claim: aClaim(3), isRemoval: fc.nat({ max: 3 }).map((n) => n === 0) }),
  { maxLength: 60 },
);

describe('keeping verdicts as claims come and go', () => {
  test('gives what settling all of them gives, after each step and from any start', () => {
    fc.assert(
      fc.property(claimSet(3), history, (initial, steps) => {
        const claims = new Map(initial.map((claim) => [claim.id, claim]));
        const settled = createSettled(initial);
        for (const { claim, isRemoval } of steps) {
          const before = new Map(settled.verdicts);
          const changes = isRemoval ? settled.remove(claim.id) : settled.put(claim);
          if (isRemoval) claims.delete(claim.id);
          else claims.set(claim.id, claim);
          expect(settled.verdicts).toEqual(settleAll([...claims.values()]));
          expectExactly(changes, before, settled.verdicts);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('ends the same however the history is cut into batches', () => {
    fc.assert(
      fc.property(claimSet(3), fc.nat({ max: 20 }), (claims, cut) => {
        const settled = createSettled(claims.slice(0, cut));
        for (const claim of claims.slice(cut)) settled.put(claim);
        expect(settled.verdicts).toEqual(createSettled(claims).verdicts);
      }),
      { numRuns: 500 },
    );
  });

  test('never has two active claims in one place, if written down in the order given', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ claim: aClaim(1), isRemoval: fc.boolean() })), (steps) => {
        const settled = createSettled();
        const claims = new Map<string, Claim>();
        const written = new Map<string, Claim>();
        for (const { claim, isRemoval } of steps) {
          const changes = isRemoval ? settled.remove(claim.id) : settled.put(claim);
          written.delete(claim.id);
          claims.set(claim.id, claim);
          const isActiveNow = settled.verdicts.get(claim.id)?.verdict === 'active';
          for (const { id, after } of changes) {
            const changed = claims.get(id);
            if (changed === undefined || after?.verdict !== 'active') written.delete(id);
            else written.set(id, changed);
            expectDisjoint([...written.values()]);
          }
          if (isActiveNow) written.set(claim.id, claim);
          expectDisjoint([...written.values()]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('revives a loser when the winner goes, and whom the loser had displaced is displaced again', () => {
    const a = claimOf('a', 0, 2, { priority: 1 });
    const b = claimOf('b', 1, 4, { priority: 2 });
    const c = claimOf('c', 3, 6, { priority: 3 });
    const settled = createSettled([b, c]);
    const active: Verdict = { verdict: 'active' };
    expect(settled.put(a)).toEqual([
      { id: 'b', before: active, after: { verdict: 'displaced', blockerId: 'a' } },
      { id: 'a', before: null, after: active },
      { id: 'c', before: { verdict: 'displaced', blockerId: 'b' }, after: active },
    ]);
    expect(settled.remove('a')).toEqual([
      { id: 'a', before: active, after: null },
      { id: 'c', before: active, after: { verdict: 'displaced', blockerId: 'b' } },
      { id: 'b', before: { verdict: 'displaced', blockerId: 'a' }, after: active },
    ]);
    expect(settled.remove('a')).toEqual([]);
    expect(settled.put(b)).toEqual([]);
  });

  test('looks at no claim that the change cannot reach', () => {
    const looked = new Set<string>();
    const watched = (claim: Claim): Claim => ({
      ...claim,
      get priority() {
        looked.add(claim.id);
        return claim.priority;
      },
    });
    const day = Array.from({ length: 2000 }, (_, i) =>
      watched(claimOf(`visit ${i}`, i * 2, i * 2 + 2, { priority: i })),
    );
    const settled = createSettled(day);
    looked.clear();
    settled.put(claimOf('new', 1001, 1003, { priority: 0, rank: 1 }));
    expect([...looked].toSorted()).toEqual(['visit 500', 'visit 501']);
  });

  test('a claim that is in the initial set twice is a bug', () => {
    expect(() => createSettled([claimOf('a', 0, 1), claimOf('a', 1, 2)])).toThrow('once');
  });
});

function expectExactly(
  changes: readonly VerdictChange[],
  before: ReadonlyMap<string, Verdict>,
  after: ReadonlyMap<string, Verdict>,
): void {
  const ids = new Set([...before.keys(), ...after.keys()]);
  const changed = [...ids].filter(
    (id) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)),
  );
  expect(changes.map(({ id }) => id).toSorted()).toEqual(changed.toSorted());
  for (const change of changes) {
    expect(change.before).toEqual(before.get(change.id) ?? null);
    expect(change.after).toEqual(after.get(change.id) ?? null);
  }
  const isPromotion = changes.map((change) => change.after?.verdict === 'active');
  expect(isPromotion).toEqual(isPromotion.toSorted());
}

function expectDisjoint(claims: readonly Claim[]): void {
  const blocking = claims.filter(({ overbooked }) => !overbooked);
  for (const a of blocking) {
    for (const b of blocking) {
      if (a !== b && a.doctorId === b.doctorId) expect(overlaps(a, b)).toBe(false);
    }
  }
}

describe('a doctor who is away', () => {
  const absence = fc
    .record({
      id: fc.integer({ min: 0, max: 5 }).map((n) => `absence ${n}`),
      doctorId: fc.constantFrom('das', 'sen', null),
      branchId: fc.constantFrom('salt-lake', 'park-street', null),
      fromUnit: fc.integer({ min: 0, max: 20 }),
      units: fc.integer({ min: 1, max: 8 }),
    })
    .map(({ fromUnit, units, ...who }) => ({
      ...who,
      startMs: fromUnit * UNIT_MS,
      endMs: (fromUnit + units) * UNIT_MS,
    }));
  const absences = fc.uniqueArray(absence, { selector: ({ id }) => id, maxLength: 4 });

  test('displaces what has not begun; the others settle as if it had never been there [AW1]', () => {
    fc.assert(
      fc.property(claimSet(2), absences, (claims, away) => {
        const inTheWay = (claim: Claim) =>
          claim.rank === 0
            ? []
            : away.filter(
                (a) =>
                  [claim.doctorId, null].includes(a.doctorId) &&
                  [claim.branchId, null].includes(a.branchId) &&
                  overlaps(a, claim),
              );
        const present = claims.filter((claim) => inTheWay(claim).length === 0);
        const unseated = claims.filter(({ rank }) => rank === UNSEATED);
        const expected = settleSlowly([...new Set([...present, ...unseated])]);
        const losers = settleClaims(claims, away);
        for (const claim of claims) {
          const verdict = losers.get(claim.id) ?? ACTIVE;
          const blockers = inTheWay(claim).map(({ id }) => id);
          if (blockers.length === 0 || claim.rank === UNSEATED)
            expect(verdict).toEqual(expected.get(claim.id));
          else expect(blockers).toContain('blockerId' in verdict ? verdict.blockerId : null);
        }
        expect(settleClaims(claims.toReversed(), away.toReversed())).toEqual(losers);
      }),
    );
  });
});
