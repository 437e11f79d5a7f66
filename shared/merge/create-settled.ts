import { assert } from '../core/assert.ts';
import { createIntervalIndex, type IntervalIndex } from '../time/interval-index.ts';
import { ACTIVE, type Claim, compareClaims, type Verdict } from './claim.ts';
import { createClaimQueue } from './claim-queue.ts';
import { isBlocking, judgeClaim } from './judge-claim.ts';
import { settleClaims } from './settle-claims.ts';

/** What a change did to one claim; null stands for a claim that is not in the set. */
export interface VerdictChange {
  readonly id: string;
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

/** A set of claims whose verdicts are always those of `settleClaims`. */
export interface Settled {
  /** Adds a claim, or replaces the one with its id. */
  readonly put: (claim: Claim) => VerdictChange[];
  /** Takes out a claim, if it is there. */
  readonly remove: (id: string) => VerdictChange[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** The verdict each claim had before a change touched it. */
type Before = Map<string, Verdict | null>;

/**
 * Keeps verdicts as claims come and go. A change reaches only claims that overlap one whose verdict
 * changed and that come after it in priority: those before were settled without it.
 *
 * Each answer lists first who loses the time and then who gets it, so that whoever writes the
 * verdicts down in that order never has two active claims in one place.
 */
export function createSettled(initial: readonly Claim[] = []): Settled {
  const claims = new Map(initial.map((claim) => [claim.id, claim]));
  assert(claims.size === initial.length, 'A claim is in a set once.');
  const losers = settleClaims(initial);
  const verdicts = new Map(initial.map(({ id }) => [id, losers.get(id) ?? ACTIVE]));
  const byDoctor = new Map<string, IntervalIndex<Claim>>();
  for (const claim of initial) timeOf(claim).add(claim);

  function timeOf({ doctorId }: Claim): IntervalIndex<Claim> {
    const time = byDoctor.get(doctorId) ?? createIntervalIndex<Claim>();
    byDoctor.set(doctorId, time);
    return time;
  }

  /** The claims that a claim can stand in the way of. */
  const claimsAfter = (claim: Claim): Claim[] =>
    timeOf(claim)
      .overlapping(claim)
      .filter((other) => compareClaims(other, claim) > 0);

  const blockingBefore = (claim: Claim): Claim[] =>
    timeOf(claim)
      .overlapping(claim)
      .filter(
        (other) => compareClaims(other, claim) < 0 && isBlocking(other, verdicts.get(other.id)),
      );

  /** Takes a claim out and answers with those that may get its time. */
  function takeOut(claim: Claim, before: Before): Claim[] {
    const verdict = verdicts.get(claim.id);
    before.set(claim.id, verdict ?? null);
    claims.delete(claim.id);
    verdicts.delete(claim.id);
    timeOf(claim).remove(claim);
    return isBlocking(claim, verdict) ? claimsAfter(claim) : [];
  }

  /** Judges claims in order of priority, with those that each changed verdict leads to. */
  function settle(affected: readonly Claim[], before: Before): VerdictChange[] {
    const queue = createClaimQueue();
    queue.add(affected);
    for (let claim = queue.takeFirst(); claim !== undefined; claim = queue.takeFirst()) {
      const old = verdicts.get(claim.id);
      const verdict = judgeClaim(claim, blockingBefore(claim));
      if (!before.has(claim.id)) before.set(claim.id, old ?? null);
      verdicts.set(claim.id, verdict);
      if (isBlocking(claim, old) !== isBlocking(claim, verdict)) queue.add(claimsAfter(claim));
    }
    return changesSince(before, verdicts);
  }

  return {
    put(claim) {
      const before: Before = new Map();
      const known = claims.get(claim.id);
      const freed = known === undefined ? [] : takeOut(known, before);
      claims.set(claim.id, claim);
      timeOf(claim).add(claim);
      return settle([claim, ...freed], before);
    },
    remove(id) {
      const before: Before = new Map();
      const known = claims.get(id);
      return known === undefined ? [] : settle(takeOut(known, before), before);
    },
    verdicts,
  };
}

function changesSince(before: Before, verdicts: ReadonlyMap<string, Verdict>): VerdictChange[] {
  const changes = [...before]
    .map(([id, old]) => ({ id, before: old, after: verdicts.get(id) ?? null }))
    .filter((change) => !isSame(change.before, change.after));
  const isActive = ({ after }: VerdictChange): boolean => after?.verdict === 'active';
  return [...changes.filter((change) => !isActive(change)), ...changes.filter(isActive)];
}

const isSame = (a: Verdict | null, b: Verdict | null): boolean =>
  a?.verdict === b?.verdict && blockerOf(a) === blockerOf(b);

const blockerOf = (verdict: Verdict | null): string | null =>
  verdict === null || verdict.verdict === 'active' ? null : verdict.blockerId;
