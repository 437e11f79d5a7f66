import { ok, type Result } from '../../core/result.ts';
import { decideStatus } from '../../domain/appointments/decide-status.ts';
import { addStep } from '../../domain/appointments/visit-steps.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { QueueAct, QueueEntry } from '../../model/queue-entry.ts';
import type { Refusal } from '../../model/refusal.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { Stored } from '../store/stored.ts';
import { bookVisit } from './book.ts';
import { setStatus } from './change-appointment.ts';
import { followVisit } from './follow-visit.ts';
import { grantTime } from './grant-time.ts';
import type { IntentContext } from './intent-context.ts';

type Start = Extract<QueueAct, { readonly kind: 'start' }>;

/**
 * Somebody goes in to a doctor: their visit begins. Who is booked with that doctor has a time; others
 * take one, by the rules of any booking, or share one with a reason.
 */
export async function startVisit(
  context: IntentContext,
  whose: {
    readonly entry: QueueEntry;
    readonly visit: Stored<Appointment> | null;
    readonly appointmentId: string;
  },
  start: Start,
): Promise<Result<unknown, Refusal>> {
  const { entry, visit, appointmentId } = whose;
  if (visit?.doctorId === start.doctorId) {
    return setStatus(context, { appointmentId, status: 'in-consult' });
  }
  if (visit) return passOn(context, visit, start);
  const { tx, actor } = context;
  const { kind: _, ...time } = start;
  const { branchId, serviceId, patientId, priority } = entry;
  const step = { byName: actor.name, atMs: centralTimeMs(tx.book, tx.nowMs) };
  const came = addStep([], { status: 'arrived', ...step, atMs: entry.joinedMs });
  return bookVisit(
    context,
    {
      ...{ appointmentId, branchId, serviceId, patientId, ...time },
      ...{ newPatient: null, holdId: null, note: '', emergency: priority === 'emergency' },
    },
    { status: 'in-consult', steps: addStep(came, { status: 'in-consult', ...step }) },
  );
}

/** A visit that another doctor takes over: it has the time it takes there. */
async function passOn(
  context: IntentContext,
  visit: Stored<Appointment>,
  start: Start,
): Promise<Result<unknown, Refusal>> {
  const { tx, actor } = context;
  const allowed = decideStatus(visit.status, 'in-consult');
  if (!allowed.ok) return allowed;
  const { doctorId, startMs, endMs, overbookReason } = start;
  const { branchId, serviceId, id: appointmentId } = visit;
  const grant = await grantTime(tx, {
    ...{ appointmentId, branchId, serviceId, doctorId, startMs, endMs, holdId: null },
    ...{ overbook: overbookReason !== null },
    ...{ overQuotaReason: start.overQuotaReason ?? visit.overQuotaReason },
  });
  if (!grant.ok) return grant;
  const step = { byName: actor.name, atMs: centralTimeMs(tx.book, tx.nowMs) };
  const after: Appointment = {
    ...{ ...visit, doctorId, startMs, endMs, overbookReason, ...grant.value.time },
    ...{ madeBy: tx.book.replica, madeHlc: tx.book.hlc, moves: visit.moves + 1 },
    status: 'in-consult',
    steps: addStep(visit.steps, { status: 'in-consult', ...step }),
  };
  tx.put('appointment', after, visit);
  const followed = await followVisit(context, visit, after);
  if (!followed.ok) return followed;
  await deriveClaims(tx, [after, ...followed.value]);
  return ok(null);
}
