import { err, ok, type Result } from '../../core/result.ts';
import { OFFER_MINUTES, OFFER_NOTICE_MIN } from '../../model/choices.ts';
import type { Messaging } from '../../model/messaging.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Wish } from '../../model/wish.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { quietUntilMs } from '../notify/quiet-until.ts';
import { offerState, type WishStanding } from './wish-state.ts';

const MINUTE_MS = 60_000;
/** As long as it takes until somebody hears of an offer. */
const TELLING_MS = MINUTE_MS;

/** What a branch lets be offered, and until when it is held. */
export type OfferSettings = Pick<
  Messaging,
  'quietFromMin' | 'quietUntilMin' | 'offerNoticeMin' | 'offerMinutes'
>;

/** Where nobody has set anything. */
export const NO_SETTINGS: OfferSettings = {
  ...{ quietFromMin: null, quietUntilMin: null },
  ...{ offerNoticeMin: OFFER_NOTICE_MIN, offerMinutes: OFFER_MINUTES },
};

/**
 * Whether somebody may be offered a time now, and until when it is then held: never in the branch's
 * quiet hours or right before them, nor so late that they could not come, and one time at once.
 */
export function decideOffer(
  wish: Pick<Wish, 'offer'> & { readonly standing: WishStanding },
  startMs: number,
  settings: OfferSettings,
  { zone, nowMs }: { readonly zone: TimeZone; readonly nowMs: number },
): Result<{ readonly deadlineMs: number }, Refusal> {
  const { standing, offer } = wish;
  if (standing !== 'waiting') return err({ kind: 'wish-over', standing });
  if (offer !== null && offerState(offer, nowMs) === 'open') {
    const { byName, deadlineMs } = offer;
    return err({ kind: 'offer-open', byName, deadlineMs });
  }
  const { quietFromMin, quietUntilMin, offerNoticeMin, offerMinutes } = settings;
  // A message goes out when nobody can take it back any more.
  const hours = { quietFromMin, quietUntilMin };
  const untilMs = quietUntilMs(zone, hours, nowMs) ?? quietUntilMs(zone, hours, nowMs + TELLING_MS);
  if (untilMs !== null) return err({ kind: 'offer-in-quiet-hours', untilMs });
  const latestMs = startMs - offerNoticeMin * MINUTE_MS;
  if (nowMs > latestMs) return err({ kind: 'offer-too-late', minutes: offerNoticeMin });
  // Who answers last still has the notice to come.
  return ok({
    deadlineMs: Math.min(nowMs + offerMinutes * MINUTE_MS, Math.max(latestMs, nowMs + MINUTE_MS)),
  });
}
