import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideOffer } from '../../domain/waitlist/decide-offer.ts';
import { offeredKey, offerState } from '../../domain/waitlist/wish-state.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Wish, WishOffer } from '../../model/wish.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import { loadOfferSettings } from '../queries/load-offer-settings.ts';
import { loadRecord } from '../queries/load-record.ts';
import { type KnownWish, loadWishes } from '../queries/load-wishes.ts';
import { loadZones } from '../queries/load-zones.ts';
import type { Stored } from '../store/stored.ts';
import { bookVisit } from './book.ts';
import { moveVisit } from './change-appointment.ts';
import { checkRules } from './check-rules.ts';
import { grantTime } from './grant-time.ts';
import { holdOffer } from './hold-offer.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { letGo, noteOffer } from './note-offer.ts';

/**
 * A person offers a time to somebody on the waitlist: it is held until the deadline, for nobody
 * else. Only what could be booked is offered.
 */
export const offerWish: IntentHandler<'offer-wish'> = async (context, input) => {
  const { tx, actor } = context;
  const found = await loadWaiting(context, 'offer-wish', input.wishId);
  if (!found.ok) return found;
  const { wish, known, zone } = found.value;
  const { organisationId } = tx.book;
  const settings = await loadOfferSettings(tx, organisationId, wish.branchId);
  const allowed = decideOffer(known, input.startMs, settings, { zone, nowMs: tx.nowMs });
  if (!allowed.ok) return allowed;
  const time = timeOf(input);
  const elsewhere = decideAccess(actor, 'offer-wish', time);
  if (!elsewhere.ok) return elsewhere;
  const wanted = { ...time, holdId: null, overbook: false, overQuotaReason: null };
  const { appointmentId, serviceId } = wish;
  const grant = await grantTime(context, { ...wanted, appointmentId, serviceId });
  if (!grant.ok) return grant;
  const ruled = await refuseRuled(context, wish, input);
  if (!ruled.ok) return ruled;
  const offer: WishOffer = {
    ...{ id: input.offerId, ...time, deadlineMs: allowed.value.deadlineMs },
    ...{ atMs: tx.nowMs, byName: actor.name, answer: null },
  };
  await holdOffer(context, offer);
  tx.put('wish', { ...wish, offer }, wish);
  if (input.notify) await noteOffer(context, wish, offer);
  return ok({ recordId: wish.id, undoable: false });
};

/**
 * What somebody said to the offer: it is booked, or the visit that they have is moved to it; or
 * they go on waiting for another. After the deadline the time may be anybody's, and is not booked.
 */
export const answerWish: IntentHandler<'answer-wish'> = async (context, input) => {
  const { tx } = context;
  const found = await loadWaiting(context, 'answer-wish', input.wishId);
  if (!found.ok) return found;
  const { wish } = found.value;
  const { offer } = wish;
  if (offer?.id !== input.offerId) return err({ kind: 'offer-gone' });
  const state = offerState(offer, tx.nowMs);
  if (state === 'no-answer' && input.answer === 'accepted') {
    return err({ kind: 'hold-expired', expiredAtMs: offer.deadlineMs });
  }
  if (state === 'accepted' || state === 'declined') return err({ kind: 'offer-gone' });
  await letGo(tx, offer.id);
  if (input.answer === 'declined') {
    const declined = [...new Set([...wish.declined, offeredKey(offer)])].slice(-DECLINED_MAX);
    tx.put('wish', { ...wish, offer: { ...offer, answer: 'declined' }, declined }, wish);
    return ok({ recordId: wish.id, undoable: true });
  }
  const done = await give(context, wish, offer, input);
  if (!done.ok) return done;
  const answered = { ...offer, answer: 'accepted' as const };
  tx.put('wish', { ...wish, offer: answered, state: 'fulfilled' }, wish);
  return ok({ recordId: done.value.recordId, undoable: true });
};

const DECLINED_MAX = 100;

type Timed = Pick<WishOffer, 'branchId' | 'doctorId' | 'startMs' | 'endMs'>;

const timeOf = ({ branchId, doctorId, startMs, endMs }: Timed): Timed => ({
  ...{ branchId, doctorId, startMs, endMs },
});

/** What was offered becomes theirs in the same breath, or nothing does. */
async function give(
  context: IntentContext,
  wish: Wish,
  offer: WishOffer,
  input: IntentInput<'answer-wish'>,
): ReturnType<IntentHandler<'book'>> {
  const { accepts, overQuotaReason, notify } = input;
  const time = timeOf(offer);
  const said = { accepts, overQuotaReason, notify };
  const { appointmentId } = wish;
  if (appointmentId !== null) return moveVisit(context, { appointmentId, ...time, ...said });
  const booking: IntentInput<'book'> = {
    ...{ appointmentId: input.appointmentId, ...time, ...said },
    ...{ serviceId: wish.serviceId, patientId: wish.patientId, newPatient: null, holdId: null },
    ...{ note: wish.note, overbookReason: null, emergency: false },
  };
  return bookVisit(context, booking, { status: 'booked', steps: [] });
}

interface Waiting {
  readonly wish: Stored<Wish>;
  readonly known: KnownWish;
  readonly zone: ReturnType<Awaited<ReturnType<typeof loadZones>>>;
}

async function loadWaiting(
  { tx, actor }: IntentContext,
  intent: 'offer-wish' | 'answer-wish',
  wishId: string,
): Promise<Result<Waiting, Refusal>> {
  const { organisationId } = tx.book;
  const wish = await loadRecord(tx, organisationId, 'wish', wishId);
  if (!wish || wish.deleted) return err({ kind: 'unknown-record', record: 'wish', id: wishId });
  const access = decideAccess(actor, intent, { branchId: wish.branchId });
  if (!access.ok) return access;
  const zoneOf = await loadZones(tx, organisationId);
  const at = { nowMs: tx.nowMs, zoneOf };
  const [known] = await loadWishes(tx, organisationId, { branchId: null, wishId }, at);
  if (!known) return err({ kind: 'wish-over', standing: wish.state });
  if (known.standing !== 'waiting') return err({ kind: 'wish-over', standing: known.standing });
  return ok({ wish, known, zone: zoneOf(wish.branchId) });
}

/** Nobody is offered a time that they could not be booked in. */
async function refuseRuled(
  context: IntentContext,
  wish: Wish,
  input: IntentInput<'offer-wish'>,
): Promise<Result<null, Refusal>> {
  const { tx } = context;
  const { organisationId } = tx.book;
  const house = await loadHouseRules(tx, organisationId);
  const visit =
    wish.appointmentId === null
      ? null
      : await loadRecord(tx, organisationId, 'appointment', wish.appointmentId);
  const act = {
    ...{ act: visit ? ('move' as const) : ('book' as const), ...timeOf(input) },
    ...{ appointmentId: visit?.id ?? input.offerId, serviceId: wish.serviceId },
    ...{ moves: visit?.moves ?? 0, formerStartMs: visit?.startMs ?? null },
    emergency: visit?.emergency ?? false,
  };
  const who = { patientId: wish.patientId, newPatient: null };
  return checkRules(context, house, act, who, input.accepts);
}
