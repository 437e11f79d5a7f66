import type { ClaimRecord } from '../model/claim.ts';

/**
 * An appointment's hold on a doctor's time, as far as settling looks at it.
 *
 * - `rank` is authored: 0 happened or happening, 1 emergency or told by phone, 2 booked by the
 *   owning branch, 3 others, 4 without a time: its session went.
 * - `priority` is when it was booked; the earlier comes first within a rank.
 * - `capacity` is how many patients the doctor sees at once where it was booked.
 * - `overbooked` was put on top of others on purpose: it neither blocks nor is displaced.
 */
export type Claim = Pick<
  ClaimRecord,
  | 'id'
  | 'branchId'
  | 'doctorId'
  | 'startMs'
  | 'endMs'
  | 'rank'
  | 'priority'
  | 'replica'
  | 'overbooked'
  | 'capacity'
>;

/**
 * What settling says of a claim. A `fact` overlaps another visit that also took place. Nothing
 * stands in the way of one whose session went: its time is not there.
 */
export type Verdict =
  | { readonly verdict: 'active' }
  | { readonly verdict: 'displaced' | 'fact'; readonly blockerId: string }
  | { readonly verdict: 'displaced'; readonly blockerId: null };

export const ACTIVE: Verdict = { verdict: 'active' };
export const WITHOUT_TIME: Verdict = { verdict: 'displaced', blockerId: null };

/** Negative if `a` comes first. Total: two claims are never equal, because their ids differ. */
export function compareClaims(a: Claim, b: Claim): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.replica !== b.replica) return a.replica < b.replica ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}
