import { decideTime } from '../../domain/appointments/decide-time.ts';
import { offerState } from '../../domain/waitlist/wish-state.ts';
import type { Wish, WishOffer } from '../../model/wish.ts';
import { loadTimeFacts } from '../queries/load-time-facts.ts';
import type { IntentContext } from './intent-context.ts';

/** Holds a time that is offered until the deadline, in the name of whoever does it. */
export async function holdOffer({ tx, actor }: IntentContext, offer: WishOffer): Promise<void> {
  const { id, branchId, doctorId, startMs, endMs, deadlineMs } = offer;
  tx.touched('hold');
  const row = {
    ...{ organisationId: tx.book.organisationId, id, branchId, doctorId, startMs, endMs },
    ...{ userId: actor.userId, userName: actor.name, desk: actor.desk },
    expiresAtMs: deadlineMs,
  };
  await tx.kysely
    .insertInto('hold')
    .values(row)
    .onConflict((c) => c.columns(['organisationId', 'id']).doUpdateSet(row))
    .execute();
}

/** The same of an offer whose answer was taken back, as long as its time is nobody else's. */
export async function holdOfferAgain(context: IntentContext, wish: Wish): Promise<void> {
  const { tx } = context;
  const { offer, appointmentId } = wish;
  if (offer === null || offerState(offer, tx.nowMs) !== 'open') return;
  const facts = await loadTimeFacts(tx, tx.book.organisationId, offer);
  if (facts === null) return;
  const at = { nowMs: tx.nowMs, replica: tx.book.replica };
  const wanted = { ...offer, appointmentId, holdId: offer.id, overbook: false };
  if (decideTime(facts, wanted, at).ok) await holdOffer(context, offer);
}
