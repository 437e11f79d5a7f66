import { UNSEATED } from '../model/claim.ts';
import { ACTIVE, type Claim, compareClaims, type Verdict, WITHOUT_TIME } from './claim.ts';

/** The rank of a visit that happens or has happened. */
export const HAPPENED = 0;

/** Whether a claim with this verdict takes room from those that come after it. */
export const isBlocking = (claim: Claim, verdict: Verdict | undefined): boolean =>
  verdict?.verdict === 'active' && !claim.overbooked;

/**
 * The verdict on a claim, given the blocking claims of higher priority that overlap it. It is
 * active if the doctor nowhere has more patients at once than the strictest of those present
 * allows, and its session did not go; otherwise the first in priority of those at a crowded instant is its blocker.
 */
export function judgeClaim(claim: Claim, blocking: readonly Claim[]): Verdict {
  if (claim.rank === UNSEATED) return WITHOUT_TIME;
  if (claim.overbooked || blocking.length === 0) return ACTIVE;
  const crowd = crowdedInstants(claim, blocking).flat();
  const [first, ...rest] = crowd;
  if (first === undefined) return ACTIVE;
  const blocker = rest.reduce((a, b) => (compareClaims(a, b) <= 0 ? a : b), first);
  return { verdict: claim.rank === HAPPENED ? 'fact' : 'displaced', blockerId: blocker.id };
}

/**
 * The claims present at each instant where adding this one is too many. A crowd only grows where a
 * claim starts, so only those instants are looked at.
 */
function crowdedInstants(claim: Claim, blocking: readonly Claim[]): Claim[][] {
  const startsMs = new Set(blocking.map(({ startMs }) => Math.max(startMs, claim.startMs)));
  return [...startsMs]
    .map((ms) => blocking.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs))
    .filter((present) => {
      const capacity = Math.min(claim.capacity, ...present.map((other) => other.capacity));
      return present.length + 1 > capacity;
    });
}
