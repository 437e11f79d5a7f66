import type { Wish, WishOffer } from '../../model/wish.ts';
import { dayAt } from '../../time/day.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** How far an offer has come: after its deadline, without a word, nobody answered. */
export type OfferState = 'open' | 'accepted' | 'declined' | 'no-answer';

export const offerState = (offer: WishOffer, nowMs: number): OfferState =>
  offer.answer ?? (nowMs < offer.deadlineMs ? 'open' : 'no-answer');

/** A time that was offered, named the same on every replica. */
export const offeredKey = ({
  doctorId,
  startMs,
}: Pick<WishOffer, 'doctorId' | 'startMs'>): string => `${doctorId} ${startMs}`;

/** How a wish stands: kept, or at its end by itself once its days or its visit are over. */
export type WishStanding = Wish['state'] | 'expired';

export function wishStanding(
  wish: Pick<Wish, 'state' | 'untilDay'>,
  /** When the visit begins that they have already; null for none. */
  visitStartMs: number | null,
  zone: TimeZone,
  nowMs: number,
): WishStanding {
  if (wish.state !== 'waiting') return wish.state;
  const isOver = wish.untilDay !== null && wish.untilDay < dayAt(zone, nowMs);
  return isOver || (visitStartMs !== null && visitStartMs <= nowMs) ? 'expired' : 'waiting';
}
