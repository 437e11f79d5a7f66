import { type Appointment, RELEASED_STATUSES } from '../../model/appointment.ts';
import { type ClaimRecord, keepsItsTime } from '../../model/claim.ts';
import type { Notification } from '../../model/notification.ts';
import type { OfferState } from '../waitlist/wish-state.ts';

/** What a notification is about, as it stands now. */
export interface Standing {
  readonly appointment: Pick<
    Appointment,
    'status' | 'supersededBy' | 'startMs' | 'doctorId' | 'branchId'
  > | null;
  readonly claim: Pick<ClaimRecord, 'verdict' | 'withRight' | 'endorsed' | 'overbooked'> | null;
  /** Of the offer that it tells of; null where there is none, or none any more. */
  readonly offer: OfferState | null;
  /** What they were told last of it is the same, by another replica that did not know of this. */
  readonly isKnown: boolean;
}

/**
 * Whether what a patient is to be told is so: `not-yet` while the appointment could lose its time to
 * another branch, `no` when something else became of it.
 */
export function isStillTrue(
  notification: Pick<Notification, 'kind' | 'startMs' | 'doctorId' | 'branchId'>,
  { appointment, claim, offer, isKnown }: Standing,
): 'yes' | 'not-yet' | 'no' {
  const { kind } = notification;
  if (kind === 'offer') return offer === 'open' ? 'yes' : 'no';
  if (appointment === null || isKnown) return 'no';
  const isReleased =
    RELEASED_STATUSES.includes(appointment.status) || appointment.supersededBy !== null;
  if (kind === 'cancelled') return isReleased ? 'yes' : 'no';
  const isSame =
    appointment.status === 'booked' &&
    appointment.startMs === notification.startMs &&
    appointment.doctorId === notification.doctorId &&
    appointment.branchId === notification.branchId;
  if (isReleased || !isSame) return 'no';
  if (kind === 'displaced') return claim?.verdict === 'displaced' ? 'yes' : 'no';
  if (claim === null) return 'not-yet';
  if (claim.verdict === 'displaced') return 'no';
  return keepsItsTime(claim) ? 'yes' : 'not-yet';
}
