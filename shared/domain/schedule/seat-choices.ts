import type { SEAT_CHOICES } from '../../model/choices.ts';

type SeatChoice = (typeof SEAT_CHOICES)[number];

/** How many appointments a change is about, and of them those that cannot go along with it. */
export interface AffectedSeats {
  /** All that would no longer lie in their session, or belong in it. */
  readonly affected: number;
  /** Those that cannot be moved with it: nobody is asked to. */
  readonly fallsOut: number;
  /** Of these, those whose time is still in it: it only is not for their service any more. */
  readonly unfit: number;
}

/** What may become of appointments that would no longer lie in their session, or belong in it. */
export function seatChoices({ affected, fallsOut, unfit }: AffectedSeats): readonly SeatChoice[] {
  if (affected === 0) return [];
  if (unfit === affected) return ['stay', 'displace', 'cancel'];
  if (fallsOut === 0) return ['shift', 'displace', 'cancel'];
  return fallsOut < affected
    ? ['shift-or-displace', 'shift-or-cancel', 'displace', 'cancel']
    : ['displace', 'cancel'];
}
