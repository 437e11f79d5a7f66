import { err, ok, type Result } from '../../core/result.ts';
import type { Appointment, AppointmentStatus } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import { readSteps } from './visit-steps.ts';

/**
 * Is the visit still what the person saw when they acted? Else they are told what somebody made of
 * it, who and when. `seen` is undefined where nobody was shown it.
 */
export function decideSeen(
  { status, steps }: Pick<Appointment, 'status' | 'steps'>,
  seen: AppointmentStatus | undefined,
): Result<null, Refusal> {
  if (seen === undefined || seen === status) return ok(null);
  const by = readSteps(steps).findLast((step) => step.status === status);
  const { byName = null, atMs = null } = by ?? {};
  return err({ kind: 'visit-moved-on', status, byName, atMs });
}

/** Does the visit still have the time that the person saw? Else they are told which it has now. */
export function decideSeenTime(
  {
    branchId,
    doctorId,
    startMs,
    endMs,
  }: Pick<Appointment, 'branchId' | 'doctorId' | 'startMs' | 'endMs'>,
  seen: Pick<Appointment, 'doctorId' | 'startMs'> | undefined,
): Result<null, Refusal> {
  const isThere = seen === undefined || (seen.doctorId === doctorId && seen.startMs === startMs);
  return isThere ? ok(null) : err({ kind: 'moved-since', branchId, doctorId, startMs, endMs });
}
