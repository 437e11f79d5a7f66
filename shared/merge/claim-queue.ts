import { type Claim, compareClaims } from './claim.ts';

/** Claims that wait to be judged, each once, first in priority first. */
export interface ClaimQueue {
  readonly add: (claims: readonly Claim[]) => void;
  readonly takeFirst: () => Claim | undefined;
}

/** A change seldom reaches more than a handful of claims, so a sorted list is all it takes. */
export function createClaimQueue(): ClaimQueue {
  const waiting = new Set<Claim>();
  let lowestFirst: Claim[] = [];
  return {
    add(claims) {
      const fresh = claims.filter((claim) => !waiting.has(claim));
      if (fresh.length === 0) return;
      for (const claim of fresh) waiting.add(claim);
      lowestFirst = [...waiting].sort((a, b) => compareClaims(b, a));
    },
    takeFirst() {
      const first = lowestFirst.pop();
      if (first !== undefined) waiting.delete(first);
      return first;
    },
  };
}
