import { OFFERS_MAX, type Offer } from '../model/conflict.ts';
import { overlaps } from '../time/interval.ts';
import type { Claim } from './claim.ts';

/** A time that could be given instead of a lost one. */
export type FreeTime = Offer;

/** A claim that lost its time, and the branch where the patient was to come. */
type LostClaim = Claim & { readonly branchId: string };

/**
 * The nearest free times, at most three: the same doctor's before others', then by how far they
 * are from the lost time, the same branch's first, then the earlier, then by session.
 *
 * `candidates` are long enough for the appointment. `alreadyOffered` are the first offers to other
 * losers: whoever takes one takes the doctor's time, so nothing that overlaps them is offered.
 */
export function offerTimes({
  lost,
  candidates,
  alreadyOffered,
}: {
  readonly lost: LostClaim;
  readonly candidates: readonly FreeTime[];
  readonly alreadyOffered: readonly FreeTime[];
}): FreeTime[] {
  return candidates
    .filter((candidate) => !alreadyOffered.some((offer) => isSameTime(offer, candidate)))
    .toSorted(nearestTo(lost))
    .slice(0, OFFERS_MAX);
}

const isSameTime = (a: FreeTime, b: FreeTime): boolean =>
  a.doctorId === b.doctorId && overlaps(a, b);

function nearestTo(lost: LostClaim): (a: FreeTime, b: FreeTime) => number {
  const isOther = ({ doctorId }: FreeTime): number => Number(doctorId !== lost.doctorId);
  const distanceMs = ({ startMs }: FreeTime): number => Math.abs(startMs - lost.startMs);
  const isElsewhere = ({ branchId }: FreeTime): number => Number(branchId !== lost.branchId);
  return (a, b) =>
    isOther(a) - isOther(b) ||
    distanceMs(a) - distanceMs(b) ||
    isElsewhere(a) - isElsewhere(b) ||
    a.startMs - b.startMs ||
    compareText(a.sessionId, b.sessionId) ||
    compareText(a.doctorId, b.doctorId);
}

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
