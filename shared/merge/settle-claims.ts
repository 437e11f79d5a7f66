import { createIntervalIndex } from '../time/interval-index.ts';
import { islandsOf } from '../time/islands.ts';
import { type Claim, compareClaims, type Verdict } from './claim.ts';
import { isBlocking, judgeClaim } from './judge-claim.ts';

/**
 * The claims that are not active, by id, with what stands in their way: in order of priority each
 * claim is active unless active ones have taken the doctor's time already. A pure function of the
 * set, so that replicas which know the same claims say the same, in whatever order they heard of
 * them. Where a doctor sees one patient at a time, the others are the lexicographically first
 * maximal independent set of the overlaps.
 *
 * Nearly all claims are active, and a map of them all would cost more than to settle them.
 */
export function settleClaims(claims: readonly Claim[]): Map<string, Verdict> {
  const losers = new Map<string, Verdict>();
  for (const ofDoctor of Map.groupBy(claims, ({ doctorId }) => doctorId).values()) {
    for (const island of islandsOf(ofDoctor)) {
      if (island.length > 1) settleIsland(island, losers);
    }
  }
  return losers;
}

function settleIsland(island: readonly Claim[], losers: Map<string, Verdict>): void {
  const blocking = createIntervalIndex<Claim>();
  for (const claim of island.toSorted(compareClaims)) {
    const verdict = judgeClaim(claim, blocking.overlapping(claim));
    if (isBlocking(claim, verdict)) blocking.add(claim);
    if (verdict.verdict !== 'active') losers.set(claim.id, verdict);
  }
}
