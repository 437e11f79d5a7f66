import type { Appointment } from '../../model/appointment.ts';
import type { VisitEnd } from '../../model/attendance.ts';
import { readSteps } from '../appointments/visit-steps.ts';

/** What is called off later than this before the visit hardly goes to anybody else. */
const LATE_MS = 24 * 3_600_000;

export type EndingVisit = Pick<Appointment, 'status' | 'cancelledBy' | 'startMs' | 'steps'>;

/**
 * How a visit ended, as far as it says something of the patient: null while it has not, and for
 * what the practice called off, or nobody said who did.
 */
export function endOf(visit: EndingVisit): VisitEnd | null {
  switch (visit.status) {
    case 'completed':
      return 'seen';
    case 'no-show':
      return 'missed';
    case 'cancelled':
      return visit.cancelledBy === 'patient' ? cancelledHow(visit) : null;
    default:
      return null;
  }
}

function cancelledHow(visit: EndingVisit): VisitEnd {
  const noticeMs = cancelNoticeMs(visit);
  return noticeMs !== null && noticeMs < LATE_MS ? 'cancelled-late' : 'cancelled';
}

/** How long before the visit it was called off, in milliseconds; null where nobody noted when. */
export function cancelNoticeMs({ startMs, steps }: EndingVisit): number | null {
  const step = readSteps(steps).findLast(({ status }) => status === 'cancelled');
  return step ? startMs - step.atMs : null;
}
