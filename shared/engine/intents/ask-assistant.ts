import { err, ok, type Result } from '../../core/result.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import type { HouseRules } from '../queries/load-house-rules.ts';
import type { WriteTx } from '../store/handles.ts';
import { checkRules } from './check-rules.ts';
import { decideGrant } from './grant-time.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * Gives a doctor's time to the visit of another, as any booking would be given it: refused where it
 * is taken, or the doctor away. There are no other times to offer: it is the visit that has one.
 */
export async function askAssistant(
  tx: WriteTx,
  wish: Appointment,
  said: { readonly withoutSession: boolean; readonly overQuotaReason: string | null },
): Promise<Result<Appointment, Refusal>> {
  const { id: appointmentId, branchId, doctorId, startMs, endMs } = wish;
  const grant = await decideGrant(tx, {
    ...{ appointmentId, branchId, doctorId, startMs, endMs, holdId: null, overbook: false },
    ...said,
  });
  if (!grant.ok) {
    const hasNone = grant.error.kind === 'outside-session';
    return hasNone ? err({ kind: 'cannot-assist', doctorId, why: 'no-session' }) : grant;
  }
  return ok({
    ...{ ...wish, ...grant.value.time, unseated: false },
    ...{ madeBy: tx.book.replica, madeHlc: tx.book.hlc },
  });
}

/**
 * Whether the marks of an assisting doctor's time, what services want free around it and the rules
 * for that doctor let it be. What is demanded of patients is asked of the visit itself, once.
 */
export function checkAssistant(
  context: IntentContext,
  { rules, buffered, tags }: HouseRules,
  one: Appointment & { readonly act: 'book' | 'move'; readonly formerStartMs: number | null },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const ofDoctor = rules.filter(({ doctorId }) => doctorId === one.doctorId);
  const { id: appointmentId, act, formerStartMs, branchId, doctorId, startMs, endMs } = one;
  const { serviceId, moves, emergency, patientId } = one;
  const what = { act, formerStartMs, appointmentId, branchId, doctorId, startMs, endMs };
  return checkRules(
    context,
    { rules: ofDoctor, buffered, tags },
    { ...what, serviceId, moves, emergency },
    { patientId, newPatient: null },
    accepted,
  );
}
