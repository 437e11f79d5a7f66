import { err, ok, type Result } from '../../core/result.ts';
import { type AppointmentStatus, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';

/** How far a visit has come. The way goes only forward; undo restores from the audit trail. */
const PROGRESS: Readonly<Record<AppointmentStatus, number>> = {
  booked: 0,
  arrived: 1,
  'checked-in': 2,
  'in-consult': 3,
  completed: 4,
  'no-show': 4,
  cancelled: 4,
  'entered-in-error': 5,
};

/** May a visit go from one status to another? */
export function decideStatus(
  from: AppointmentStatus,
  to: AppointmentStatus,
): Result<null, Refusal> {
  const forward = PROGRESS[to] > PROGRESS[from];
  const over = RELEASED_STATUSES.includes(from) && to !== 'entered-in-error';
  return forward && !over ? ok(null) : err({ kind: 'status-not-next', from, to });
}
