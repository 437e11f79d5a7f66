import {
  type Appointment,
  type AppointmentStatus,
  FACT_STATUSES,
  RELEASED_STATUSES,
} from '../../model/appointment.ts';
import { type ClaimRecord, UNSEATED } from '../../model/claim.ts';

/** What settling decides; everything else about a claim follows from its appointment. */
type Settled = Pick<ClaimRecord, 'priority' | 'endorsed' | 'verdict' | 'blockerId'>;
export type UnsettledClaim = Omit<ClaimRecord, keyof Settled>;

/** What of an appointment its claim follows from. */
export const CLAIMING_FIELDS = [
  'id',
  'branchId',
  'doctorId',
  'startMs',
  'endMs',
  'status',
  'supersededBy',
  'overbookReason',
  'emergency',
  'toldByPhone',
  'madeBy',
  'madeHlc',
  'withRight',
  'capacity',
  'unseated',
] as const satisfies readonly (keyof Appointment)[];
export type Claimant = Pick<Appointment, (typeof CLAIMING_FIELDS)[number]>;

const isFact = (status: AppointmentStatus): boolean => FACT_STATUSES.includes(status);

/**
 * The claim that an appointment makes on its doctor's time, or null when it makes none: cancelled,
 * missed, entered in error, or replaced after it was displaced.
 */
export function claimOf(appointment: Claimant, endorsed: boolean): UnsettledClaim | null {
  if (RELEASED_STATUSES.includes(appointment.status)) return null;
  if (appointment.supersededBy !== null) return null;
  return {
    id: appointment.id,
    branchId: appointment.branchId,
    doctorId: appointment.doctorId,
    startMs: appointment.startMs,
    endMs: appointment.endMs,
    rank: rankOf(appointment, endorsed),
    replica: appointment.madeBy,
    overbooked: appointment.overbookReason !== null,
    capacity: appointment.capacity,
    withRight: appointment.withRight,
  };
}

/**
 * The rank decides first who keeps the time: 0 it happens or happened, 1 an emergency or a patient
 * told by phone, 2 booked with the right to the time, 3 all others, 4 nobody any more: its session
 * went, and only a visit that happens all the same is beyond that. Only who holds the right, or
 * was endorsed by central, can promise by phone: otherwise a promise could break another's.
 */
function rankOf(appointment: Claimant, endorsed: boolean): number {
  if (isFact(appointment.status)) return 0;
  if (appointment.unseated) return UNSEATED;
  const entitled = appointment.withRight || endorsed;
  if (!entitled) return 3;
  return appointment.emergency || appointment.toldByPhone ? 1 : 2;
}
