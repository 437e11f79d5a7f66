import { createIntervalIndex } from '../time/interval-index.ts';
import { islandsOf } from '../time/islands.ts';
import { ACTIVE, type Claim, compareClaims, type Verdict } from './claim.ts';
import { isBlocking, judgeClaim } from './judge-claim.ts';

/**
 * The verdict on every claim, by id: in order of priority each is active unless active ones have
 * taken the doctor's time already. A pure function of the set, so that replicas which know the same
 * claims say the same, in whatever order they heard of them. Where a doctor sees one patient at a
 * time it is the lexicographically first maximal independent set of the overlaps.
 */
export function settleClaims(claims: readonly Claim[]): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { id } of claims) verdicts.set(id, ACTIVE);
  for (const ofDoctor of Map.groupBy(claims, ({ doctorId }) => doctorId).values()) {
    for (const island of islandsOf(ofDoctor)) {
      if (island.length > 1) settleIsland(island, verdicts);
    }
  }
  return verdicts;
}

function settleIsland(island: readonly Claim[], verdicts: Map<string, Verdict>): void {
  const blocking = createIntervalIndex<Claim>();
  for (const claim of island.toSorted(compareClaims)) {
    const verdict = judgeClaim(claim, blocking.overlapping(claim));
    if (isBlocking(claim, verdict)) blocking.add(claim);
    verdicts.set(claim.id, verdict);
  }
}
