import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideSeen, decideSeenTime } from '../../domain/appointments/decide-seen.ts';
import { decideStatus } from '../../domain/appointments/decide-status.ts';
import { addStep } from '../../domain/appointments/visit-steps.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentKind } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadVerdict } from '../queries/load-verdict.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { Stored } from '../store/stored.ts';
import { checkRules } from './check-rules.ts';
import { staysWithEither } from './choose-sharer.ts';
import { followVisit, settleFollowed } from './follow-visit.ts';
import { grantTime } from './grant-time.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { queueArrival } from './join-queue.ts';

/** Gives an appointment another time, doctor or branch. */
export const moveVisit: IntentHandler<'move'> = async (context, input) => {
  const { tx, actor } = context;
  const found = await loadOwn(context, 'move', input.appointmentId);
  if (!found.ok) return found;
  const access = decideAccess(actor, 'move', input);
  if (!access.ok) return access;
  const before = found.value;
  if (before.status !== 'booked') {
    return err({ kind: 'status-not-next', from: before.status, to: 'booked' });
  }
  const looked = decideSeenTime(before, input.seen);
  if (!looked.ok) return looked;
  if (await isThere(context, before, input)) return ok({ recordId: before.id, undoable: false });
  const overbook = before.overbookReason !== null;
  const grant = await grantTime(context, {
    ...input,
    serviceId: before.serviceId,
    holdId: null,
    overbook,
    overQuotaReason: input.overQuotaReason ?? before.overQuotaReason,
  });
  if (!grant.ok) return grant;
  const ruled = await checkChange(context, before, { ...input, act: 'move' }, input.accepts);
  if (!ruled.ok) return ruled;
  const { branchId, doctorId, startMs, endMs } = input;
  const after: Appointment = {
    ...before,
    branchId,
    doctorId,
    startMs,
    endMs,
    ...grant.value.time,
    unseated: false,
    withEither: await staysWithEither(tx, tx.book.organisationId, before, input),
    madeBy: tx.book.replica,
    madeHlc: tx.book.hlc,
    moves: before.moves + 1,
    // Whoever was told by telephone was told of the former time.
    toldByPhone: false,
  };
  return dealWith(context, before, after, input.accepts);
};

/**
 * Whether an appointment is, and keeps, where it is to be moved. To write that again would give away
 * what was promised with it: the right to its time may be another replica's.
 */
async function isThere(
  { tx }: IntentContext,
  appointment: Stored<Appointment>,
  to: Pick<Appointment, 'branchId' | 'doctorId' | 'startMs' | 'endMs'>,
): Promise<boolean> {
  const isSame = (['branchId', 'doctorId', 'startMs', 'endMs'] as const).every(
    (field) => appointment[field] === to[field],
  );
  return isSame && (await loadVerdict(tx, appointment.id)) === 'active';
}

/** Takes an appointment out of the book, with the reason. */
export const cancelVisit: IntentHandler<'cancel'> = async (context, input) => {
  const found = await loadOwn(context, 'cancel', input.appointmentId);
  if (!found.ok) return found;
  const current = decideSeen(found.value, input.seen);
  if (!current.ok) return current;
  const looked = decideSeenTime(found.value, input.seenTime);
  if (!looked.ok) return looked;
  const allowed = decideStatus(found.value.status, 'cancelled');
  if (!allowed.ok) return allowed;
  const wish = { ...found.value, act: 'cancel' as const };
  const ruled = await checkChange(context, found.value, wish, input.accepts);
  if (!ruled.ok) return ruled;
  const after: Appointment = {
    ...found.value,
    status: 'cancelled',
    cancelReason: input.reason,
    cancelledBy: input.by ?? null,
  };
  return dealWith(context, found.value, after);
};

/** Takes a visit one step further: arrived, checked in, in the room, done, or missed. */
export const setStatus: IntentHandler<'set-status'> = async (context, input) => {
  const found = await loadOwn(context, 'set-status', input.appointmentId);
  if (!found.ok) return found;
  if (input.status === 'cancelled') return err({ kind: 'reason-missing' });
  const current = decideSeen(found.value, input.seen);
  if (!current.ok) return current;
  const allowed = decideStatus(found.value.status, input.status);
  if (!allowed.ok) return allowed;
  const after: Appointment = { ...found.value, status: input.status };
  const done = await write(context, found.value, after);
  const hasCome = input.status === 'arrived' || input.status === 'checked-in';
  if (done.ok && hasCome) await queueArrival(context, after);
  return done;
};

/**
 * An appointment that lost its time is the clinic's to look after: no rule holds that up. What a
 * time is kept for is another thing.
 */
async function checkChange(
  context: IntentContext,
  before: Stored<Appointment>,
  wish: Pick<Appointment, 'branchId' | 'doctorId' | 'startMs' | 'endMs'> & {
    readonly act: 'move' | 'cancel';
  },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const { tx } = context;
  const [verdict, house] = await Promise.all([
    loadVerdict(tx, before.id),
    loadHouseRules(tx, tx.book.organisationId),
  ]);
  const kept = verdict === 'displaced' ? { ...house, rules: [], buffered: [] } : house;
  const { id: appointmentId, serviceId, moves, startMs: formerStartMs, patientId } = before;
  const { act, branchId, doctorId, startMs, endMs } = wish;
  const what = { act, branchId, doctorId, startMs, endMs };
  const { emergency } = before;
  const ruled = { ...what, appointmentId, serviceId, moves, formerStartMs, emergency };
  return checkRules(context, kept, ruled, { patientId, newPatient: null }, accepted);
}

async function loadOwn(
  { tx, actor }: IntentContext,
  intent: IntentKind,
  id: string,
): Promise<Result<Stored<Appointment>, Refusal>> {
  const appointment = await loadRecord(tx, tx.book.organisationId, 'appointment', id);
  if (!appointment) return err({ kind: 'unknown-record', record: 'appointment', id });
  if (appointment.assistsId !== null) return err({ kind: 'assists-another' });
  const access = decideAccess(actor, intent, appointment);
  return access.ok ? ok(appointment) : access;
}

/** Whoever moves or cancels an appointment that lost its time has acted on the loss. */
async function dealWith(
  context: IntentContext,
  before: Stored<Appointment>,
  after: Appointment,
  accepts?: RuleAcceptance,
): ReturnType<IntentHandler<'cancel'>> {
  const done = await write(context, before, after, accepts);
  if (done.ok) await closeConflicts(context.tx, [after.id]);
  return done;
}

async function write(
  context: IntentContext,
  before: Stored<Appointment>,
  changed: Appointment,
  accepts?: RuleAcceptance,
): ReturnType<IntentHandler<'cancel'>> {
  const { tx, actor } = context;
  const step = {
    ...{ status: changed.status, byName: actor.name },
    atMs: centralTimeMs(tx.book, tx.nowMs),
  };
  const isStep = changed.status !== before.status;
  const after = isStep ? { ...changed, steps: addStep(before.steps, step) } : changed;
  tx.put('appointment', after, before);
  const followed = await followVisit(context, before, after, { of: 'rules', accepts });
  if (!followed.ok) return followed;
  await settleFollowed(tx, [after], followed.value);
  return ok({ recordId: after.id, undoable: true });
}
