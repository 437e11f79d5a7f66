import type { DAY_PARTS } from './choices.ts';
import type { Offer } from './conflict.ts';

export type DayPart = (typeof DAY_PARTS)[number];

/** How often the patient came so, of as many visits as are looked at. */
interface Often {
  readonly visits: number;
  readonly of: number;
}

/** Why a time is suggested: each one is a fact about the book as it was when somebody asked. */
export type SuggestionReason =
  /** Of all that can be booked, nothing is earlier. */
  | { readonly kind: 'next-free' }
  /** Whoever works that day works earlier too, and all of that is taken. */
  | { readonly kind: 'earlier-full' }
  /** Earlier on that day nothing can be booked with this doctor. */
  | { readonly kind: 'first-of-day' }
  /** It ends where a break of the doctor begins. */
  | { readonly kind: 'before-break'; readonly name: string; readonly startMs: number }
  /** The doctor's time on that side is used without a rest. */
  | { readonly kind: 'no-gap'; readonly side: 'before' | 'after' | 'both' }
  /** What the patient said of whom and when they like; of that, nothing is learnt from visits. */
  | { readonly kind: 'wanted-doctor' }
  | { readonly kind: 'wanted-branch' }
  | { readonly kind: 'wanted-weekday'; readonly weekday: number }
  | { readonly kind: 'wanted-part'; readonly part: DayPart }
  /** In minutes of the day, by the clock of the branch; one of them is said. */
  | {
      readonly kind: 'wanted-hours';
      readonly notBeforeMin: number | null;
      readonly notAfterMin: number | null;
    }
  | ({ readonly kind: 'usual-doctor' } & Often)
  | ({ readonly kind: 'usual-branch' } & Often)
  /** ISO 8601: Monday is 1. */
  | ({ readonly kind: 'usual-weekday'; readonly weekday: number } & Often)
  | ({ readonly kind: 'usual-part'; readonly part: DayPart } & Often)
  /** Few have been booked in the hour of the weekday in which it begins. */
  | ({ readonly kind: 'quiet-hour' } & HourUse)
  /** Nothing more can be said for it. */
  | { readonly kind: 'also-free' };

/** How much of the working time in an hour of a weekday is booked, at one branch. */
export interface HourUse {
  /** ISO 8601: Monday is 1. */
  readonly weekday: number;
  /** By the clock of the branch, 0 to 23. */
  readonly hour: number;
  /** Of all places in it, in whole per cent. */
  readonly percent: number;
}

/** A time that can be booked, with what speaks for it. */
export interface Suggestion extends Offer {
  /** The higher, the better; see `scoreTime`. */
  readonly score: number;
  readonly reasons: readonly SuggestionReason[];
}

/** What is suggested within a stretch of days, the best first, and how they are used until now. */
export interface Suggestions {
  readonly times: readonly Suggestion[];
  readonly hours: readonly HourUse[];
}
