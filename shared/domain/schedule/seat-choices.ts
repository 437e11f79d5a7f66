import type { SEAT_CHOICES } from '../../model/choices.ts';

type SeatChoice = (typeof SEAT_CHOICES)[number];

/**
 * What may become of `affected` appointments that would no longer lie in their session, of which
 * `fallsOut` cannot be moved with it: nobody is asked to move those who cannot be.
 */
export function seatChoices(affected: number, fallsOut: number): readonly SeatChoice[] {
  if (affected === 0) return [];
  if (fallsOut === 0) return ['shift', 'displace', 'cancel'];
  return fallsOut < affected
    ? ['shift-or-displace', 'shift-or-cancel', 'displace', 'cancel']
    : ['displace', 'cancel'];
}
