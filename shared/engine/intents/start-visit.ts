import { ok, type Result } from '../../core/result.ts';
import { decideStatus } from '../../domain/appointments/decide-status.ts';
import { addStep } from '../../domain/appointments/visit-steps.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { QueueAct, QueueEntry } from '../../model/queue-entry.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { Stored } from '../store/stored.ts';
import { bookVisit } from './book.ts';
import { setStatus } from './change-appointment.ts';
import { changePlaces, type Passed } from './change-places.ts';
import { checkRules } from './check-rules.ts';
import { staysWithEither } from './choose-sharer.ts';
import { followVisit, settleFollowed } from './follow-visit.ts';
import { grantTime } from './grant-time.ts';
import type { IntentContext } from './intent-context.ts';
import { refuseNotOffered } from './refuse-turn.ts';

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
  if (visit) {
    const fits = await refuseStrange(context, entry, visit, start);
    return fits.ok ? passOn(context, visit, start) : fits;
  }
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

/**
 * Whether another doctor may take a visit over: who does what it is for, in time that is for it. No
 * rule of the clinic holds up a visit that takes place; what a time is kept for is another thing.
 */
async function refuseStrange(
  context: IntentContext,
  { priority }: QueueEntry,
  visit: Stored<Appointment>,
  { doctorId, startMs, endMs, accepts }: Start,
): Promise<Result<null, Refusal>> {
  const { tx } = context;
  const {
    id: appointmentId,
    branchId,
    serviceId,
    patientId,
    moves,
    startMs: formerStartMs,
  } = visit;
  const offered = await refuseNotOffered(tx, serviceId, doctorId);
  if (!offered.ok) return offered;
  const all = await loadHouseRules(tx, tx.book.organisationId);
  const what = { act: 'move' as const, appointmentId, branchId, serviceId, moves, formerStartMs };
  const emergency = visit.emergency || priority === 'emergency';
  return checkRules(
    context,
    { ...all, rules: [], buffered: [] },
    { ...what, doctorId, startMs, endMs, emergency, walkedIn: true },
    { patientId, newPatient: null },
    accepts,
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
  const wish = { appointmentId, branchId, serviceId, doctorId, startMs, endMs, holdId: null };
  const overQuotaReason = start.overQuotaReason ?? visit.overQuotaReason;
  const overbook = overbookReason !== null;
  const step = { byName: actor.name, atMs: centralTimeMs(tx.book, tx.nowMs) };
  const wanted: Appointment = {
    ...{ ...visit, doctorId, startMs, endMs, overbookReason, overQuotaReason },
    moves: visit.moves + 1,
    status: 'in-consult',
    steps: addStep(visit.steps, { status: 'in-consult', ...step }),
    withEither: await staysWithEither(tx, tx.book.organisationId, visit, wish),
  };
  const grant = await grantTime(context, { ...wish, overbook, overQuotaReason });
  if (!grant.ok) {
    const changed = await changePlaces(tx, visit, wanted, grant.error);
    return changed.ok ? writePassed(context, changed.value) : changed;
  }
  const { replica: madeBy, hlc: madeHlc } = tx.book;
  const after: Appointment = { ...wanted, ...grant.value.time, madeBy, madeHlc };
  return writePassed(context, [{ before: visit, after }]);
}

async function writePassed(
  context: IntentContext,
  passed: readonly Passed[],
): Promise<Result<unknown, Refusal>> {
  const { tx } = context;
  const visits: Appointment[] = [];
  const along: Appointment[] = [];
  for (const { before, after } of passed) {
    tx.put('appointment', after, before);
    const followed = await followVisit(context, before, after, { of: 'nothing' });
    if (!followed.ok) return followed;
    visits.push(after);
    along.push(...followed.value);
  }
  await settleFollowed(tx, visits, along);
  return ok(null);
}
