import type { Offer } from './conflict.ts';

/** Why somebody on the waitlist stands where they stand. */
export type TurnReason =
  | { readonly kind: 'urgent' }
  | { readonly kind: 'waits-since'; readonly sinceMs: number }
  /** Nobody answered when this time was offered. */
  | { readonly kind: 'no-answer' };

/** Somebody who wants one of an opening's times, and the first that suits. */
export interface Candidate {
  readonly wishId: string;
  readonly time: Offer;
  readonly reasons: readonly TurnReason[];
}

/** Free times of a doctor on a day that people on the waitlist want. */
export interface Opening {
  readonly doctorId: string;
  readonly branchId: string;
  /** By the calendar of the branch. */
  readonly day: string;
  /** Whose turn it is, first; and how many stand behind those named. */
  readonly candidates: readonly Candidate[];
  readonly more: number;
}

/** The earliest openings, and how many more there are. */
export interface Openings {
  readonly openings: readonly Opening[];
  readonly more: number;
}
