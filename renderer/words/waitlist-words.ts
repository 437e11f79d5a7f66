import type { Refusal } from '../../shared/model/refusal.ts';
import type { InstantWords } from './instant-words.ts';

export type WaitlistRefusal = Extract<
  Refusal,
  {
    kind: 'wish-over' | 'offer-open' | 'offer-gone' | 'offer-in-quiet-hours' | 'offer-too-late';
  }
>;

const OVER = {
  waiting: 'They are waiting still.',
  withdrawn: 'They were taken off the waitlist.',
  fulfilled: 'They have a time already.',
  expired: 'The days for which they waited are over.',
};

const KINDS: readonly Refusal['kind'][] = [
  ...(['wish-over', 'offer-open', 'offer-gone'] as const),
  ...(['offer-in-quiet-hours', 'offer-too-late'] as const),
];

export const isOfWaitlist = (refusal: Refusal): refusal is WaitlistRefusal =>
  KINDS.includes(refusal.kind);

/** Why nothing was offered, or answered. */
export function waitlistRefusalWords(
  refusal: WaitlistRefusal,
  say: Pick<InstantWords, 'time'>,
): string {
  switch (refusal.kind) {
    case 'wish-over':
      return OVER[refusal.standing];
    case 'offer-open':
      return `${refusal.byName} has offered them a time already, and it is held until ${say.time(refusal.deadlineMs)}.`;
    case 'offer-gone':
      return 'This offer was answered already, or another was made since. Look again.';
    case 'offer-in-quiet-hours':
      return `Nobody is to be called now: the quiet hours of the branch end at ${say.time(refusal.untilMs)}.`;
    case 'offer-too-late':
      return `The branch offers no time less than ${refusal.minutes} minutes before it.`;
  }
}
