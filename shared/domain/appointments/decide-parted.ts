import {
  type Appointment,
  type AppointmentStatus,
  FACT_STATUSES,
  RELEASED_STATUSES,
} from '../../model/appointment.ts';
import { decideStatus } from './decide-status.ts';

/** Why their part in a visit ended, for whoever looks at it later. */
const CALLED_OFF = 'The visit was called off elsewhere';

/**
 * What becomes of who assists in a visit that went on where nobody knew of them; null where they are
 * with it. Before it began, another time of it leaves them without one, which a person sees to; what
 * takes place is where the visit is. They are as far as the visit, and called off with it.
 */
export function decideParted<A extends Appointment>(one: A, visit: Appointment): A | null {
  if (RELEASED_STATUSES.includes(one.status) || one.supersededBy !== null) return null;
  const isOver = visit.supersededBy !== null || RELEASED_STATUSES.includes(visit.status);
  if (isOver) {
    const status = endOf(one.status, visit.supersededBy === null ? visit.status : 'cancelled');
    return { ...one, status, cancelReason: CALLED_OFF, cancelledBy: 'practice' };
  }
  if (one.unseated) return null;
  const { branchId, startMs, endMs, doctorId } = visit;
  const isThere = one.branchId === branchId && one.startMs === startMs && one.endMs === endMs;
  const isWithThem = isThere && one.doctorId !== doctorId;
  const hasBegun = FACT_STATUSES.includes(one.status);
  if (!isWithThem && !hasBegun)
    return { ...one, unseated: true, sessionId: null, withRight: false };
  const isFurther =
    FACT_STATUSES.includes(visit.status) && decideStatus(one.status, visit.status).ok;
  const status = isFurther ? visit.status : one.status;
  if (isThere) return status === one.status ? null : { ...one, status };
  return { ...one, status, branchId, startMs, endMs, sessionId: null, withRight: false };
}

/** How it ends for them: as for the visit, unless they had begun with it. */
const endOf = (status: AppointmentStatus, visit: AppointmentStatus): AppointmentStatus =>
  decideStatus(status, visit).ok ? visit : 'entered-in-error';
