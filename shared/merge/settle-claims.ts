import { UNSEATED } from '../model/claim.ts';
import { crowdsOf } from '../time/crowds.ts';
import { type Interval, overlaps } from '../time/interval.ts';
import { createIntervalIndex } from '../time/interval-index.ts';
import { type Claim, compareClaims, type Verdict, WITHOUT_TIME } from './claim.ts';
import { HAPPENED, isBlocking, judgeClaim } from './judge-claim.ts';

/**
 * Time in which a doctor is not there, or a branch is closed: what has not begun by then cannot
 * take place. null stands for every doctor, and for every branch.
 */
export interface Absence extends Interval {
  readonly id: string;
  readonly doctorId: string | null;
  readonly branchId: string | null;
}

/**
 * The claims that are not active, by id, with what stands in their way: in order of priority each
 * claim is active unless active ones have taken the doctor's time already. A pure function of the
 * set, so that replicas which know the same claims say the same, in whatever order they heard of
 * them. Where a doctor sees one patient at a time, the others are the lexicographically first
 * maximal independent set of the overlaps.
 *
 * A claim in an absence of its doctor is displaced by it, and takes no room from others; only visits
 * that happen are beyond that. So is one whose session went, by nothing that is there. Nearly all claims are active, and a map of them all would cost more
 * than to settle them.
 */
export function settleClaims(
  all: readonly Claim[],
  absences: readonly Absence[] = [],
): Map<string, Verdict> {
  const losers = new Map<string, Verdict>();
  const seated = takeOutUnseated(all, losers);
  const claims = absences.length === 0 ? seated : takeOutAbsent(seated, absences, losers);
  for (const ofDoctor of Map.groupBy(claims, ({ doctorId }) => doctorId).values()) {
    for (const crowd of crowdsOf(ofDoctor)) settleCrowd(crowd, losers);
  }
  return losers;
}

/** Displaces what has no time of its own, and returns the rest. */
function takeOutUnseated(claims: readonly Claim[], losers: Map<string, Verdict>): readonly Claim[] {
  const unseated = claims.filter(({ rank }) => rank === UNSEATED);
  if (unseated.length === 0) return claims;
  for (const { id } of unseated) losers.set(id, WITHOUT_TIME);
  return claims.filter(({ rank }) => rank !== UNSEATED);
}

/** Displaces what falls into an absence, by the first in time, and returns the rest. */
function takeOutAbsent(
  claims: readonly Claim[],
  absences: readonly Absence[],
  losers: Map<string, Verdict>,
): readonly Claim[] {
  const inOrder = absences.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  return claims.filter((claim) => {
    if (claim.rank === HAPPENED) return true;
    const away = inOrder.find(
      ({ doctorId, branchId, ...time }) =>
        (doctorId ?? claim.doctorId) === claim.doctorId &&
        (branchId ?? claim.branchId) === claim.branchId &&
        overlaps(time, claim),
    );
    if (away) losers.set(claim.id, { verdict: 'displaced', blockerId: away.id });
    return away === undefined;
  });
}

function settleCrowd(crowd: readonly Claim[], losers: Map<string, Verdict>): void {
  const blocking = createIntervalIndex<Claim>();
  for (const claim of crowd.toSorted(compareClaims)) {
    const verdict = judgeClaim(claim, blocking.overlapping(claim));
    if (isBlocking(claim, verdict)) blocking.add(claim);
    if (verdict.verdict !== 'active') losers.set(claim.id, verdict);
  }
}
