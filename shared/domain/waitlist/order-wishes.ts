import type { TurnReason } from '../../model/openings.ts';
import type { Wish, WishOffer } from '../../model/wish.ts';
import { offeredKey, offerState } from './wish-state.ts';

type Waiting = Pick<Wish, 'id' | 'urgent' | 'addedMs' | 'offer'>;
type Timed = Pick<WishOffer, 'doctorId' | 'startMs'>;

/**
 * In whose turn it is to be offered a time: who is urgent before the others, and of these who has
 * waited longest; behind them all who said nothing when it was offered. The same on every replica.
 */
export const orderWishes = <W extends Waiting>(
  wishes: readonly W[],
  timeOf: (wish: W) => Timed,
  nowMs: number,
): readonly W[] =>
  wishes.toSorted(
    (a, b) =>
      Number(saidNothing(a, timeOf(a), nowMs)) - Number(saidNothing(b, timeOf(b), nowMs)) ||
      Number(b.urgent) - Number(a.urgent) ||
      a.addedMs - b.addedMs ||
      (a.id < b.id ? -1 : 1),
  );

/** Why it is their turn, or not yet. */
export const turnReasons = (wish: Waiting, time: Timed, nowMs: number): readonly TurnReason[] => [
  ...(saidNothing(wish, time, nowMs) ? [{ kind: 'no-answer' } as const] : []),
  ...(wish.urgent ? [{ kind: 'urgent' } as const] : []),
  { kind: 'waits-since', sinceMs: wish.addedMs },
];

const saidNothing = ({ offer }: Waiting, time: Timed, nowMs: number): boolean =>
  offer !== null &&
  offeredKey(offer) === offeredKey(time) &&
  offerState(offer, nowMs) === 'no-answer';
