import { err, ok, type Result } from '../../core/result.ts';
import { type Appointment, ASSISTANTS_MAX, RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';

/** May a doctor assist in this visit, in which `others` do? Whether there is time is asked elsewhere. */
export function decideAssistant(
  visit: Pick<Appointment, 'assistsId' | 'doctorId' | 'status' | 'supersededBy'>,
  doctorId: string,
  others: readonly string[],
): Result<null, Refusal> {
  if (visit.assistsId !== null) return err({ kind: 'assists-another' });
  const isOver =
    visit.supersededBy !== null ||
    visit.status === 'completed' ||
    RELEASED_STATUSES.includes(visit.status);
  if (isOver) return err({ kind: 'cannot-assist', doctorId, why: 'visit-over' });
  if (doctorId === visit.doctorId)
    return err({ kind: 'cannot-assist', doctorId, why: 'own-visit' });
  if (others.includes(doctorId)) {
    return err({ kind: 'cannot-assist', doctorId, why: 'assists-already' });
  }
  return others.length < ASSISTANTS_MAX
    ? ok(null)
    : err({ kind: 'too-many', what: 'doctors assist in one visit', max: ASSISTANTS_MAX });
}
