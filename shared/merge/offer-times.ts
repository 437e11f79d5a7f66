import { OFFERS_MAX, type Offer } from '../model/conflict.ts';
import { type Interval, overlaps } from '../time/interval.ts';
import { type Claim, compareClaims } from './claim.ts';

/** A claim that lost its time, and the branch where the patient was to come. */
export type LostClaim = Claim & { readonly branchId: string };

export interface OfferInput {
  readonly lost: LostClaim;
  /** Free times long enough for the appointment. */
  readonly candidates: readonly Offer[];
  /** First offers to others; who takes one has taken the doctor's time. */
  readonly alreadyOffered: readonly Offer[];
}

/**
 * The nearest free times, at most three: the same doctor's before others', then by how far they
 * are from the lost time, the same branch's first, then the earlier, then by session.
 */
export function offerTimes({ lost, candidates, alreadyOffered }: OfferInput): Offer[] {
  return candidates
    .filter((candidate) => !alreadyOffered.some((offer) => isSameTime(offer, candidate)))
    .toSorted(nearestTo(lost))
    .slice(0, OFFERS_MAX);
}

/**
 * Offers for all losers of a batch, by the id of the lost claim. They are served in order of
 * priority, and no two are offered the same time first.
 */
export function offerTimesToEach(
  losers: readonly LostClaim[],
  candidates: readonly Offer[],
): Map<string, Offer[]> {
  const offers = new Map<string, Offer[]>();
  let left = candidates;
  for (const lost of losers.toSorted(compareClaims)) {
    const own = offerTimes({ lost, candidates: left, alreadyOffered: [] });
    offers.set(lost.id, own);
    const [first] = own;
    if (first !== undefined) left = left.filter((candidate) => !isSameTime(first, candidate));
  }
  return offers;
}

const isSameTime = (a: Offer, b: Offer): boolean => a.doctorId === b.doctorId && overlaps(a, b);

function nearestTo(lost: LostClaim): (a: Offer, b: Offer) => number {
  const distanceMs = ({ startMs }: Interval): number => Math.abs(startMs - lost.startMs);
  const isElsewhere = ({ branchId }: Offer): number => Number(branchId !== lost.branchId);
  const isOther = ({ doctorId }: Offer): number => Number(doctorId !== lost.doctorId);
  return (a, b) =>
    isOther(a) - isOther(b) ||
    distanceMs(a) - distanceMs(b) ||
    isElsewhere(a) - isElsewhere(b) ||
    a.startMs - b.startMs ||
    compareText(a.sessionId, b.sessionId) ||
    compareText(a.doctorId, b.doctorId);
}

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
