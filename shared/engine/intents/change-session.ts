import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { mayBeRefused } from '../../domain/schedule/seat-anew.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { loadReseated, type Reseated } from '../queries/load-reseated.ts';
import { planSessionChange, type SessionPlan } from '../queries/plan-session-change.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import { cancelAll } from './cancel-all.ts';
import type { IntentHandler } from './intent-context.ts';
import { isUnderWay } from './is-under-way.ts';
import { openOwnConflicts } from './open-own-conflicts.ts';
import { refuseOverlap } from './refuse-overlap.ts';

/** Why they are cancelled, for whoever looks at the appointment later. */
const NO_SESSION = 'The doctor does not work at that time any more';

type Choice = IntentInput<'change-session'>['affected'];

/**
 * Changes or deletes a session: it alone, with those that follow in its series, or with all that
 * are to come. Appointments that still lie in it stay; others are moved with it or cancelled, as
 * the person chose, and without a choice nothing is done.
 */
export const changeSession: IntentHandler<'change-session'> = async ({ tx, actor }, input) => {
  const { affected, requestOverlap, ...change } = input;
  const { organisationId } = tx.book;
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  const planned = await planSessionChange(tx, organisationId, change, nowMs);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const { session, wanted, pairs } = plan;
  const access = decideAccess(actor, 'change-session', session);
  if (!access.ok) return access;
  const home = await refuseStrange(tx, plan);
  if (!home.ok) return home;
  const free = await refuseOverlap(tx, session, wanted, {
    requested: requestOverlap,
    exceptIds: pairs.map(({ before }) => before.id),
  });
  if (!free.ok) return free;

  const seated = await seatAll(tx, plan, affected);
  if (!seated.ok) return seated;
  for (const { kind, after, before } of plan.puts) tx.put(kind, after, before);
  // Sessions follow from their series at once, before anyone is given a time in them.
  await tx.flush();
  const isCancelled = ({ seat }: Reseated): boolean =>
    affected === 'cancel' && seat.kind !== 'stays';
  const { isCentral, centralUrl } = tx.book;
  const confirmsItself = isCentral || centralUrl === null;
  const staying = seated.value.filter((one) => !isCancelled(one));
  await reseat(tx, staying, confirmsItself && !requestOverlap);
  const cancelled = seated.value.filter(isCancelled).map(({ appointment }) => appointment);
  if (cancelled.length > 0) await cancelAll(tx, cancelled, NO_SESSION);
  return ok({ recordId: session.id, undoable: true });
};

/** Only who is at home in sessions changes them, and not while their right is being passed on. */
async function refuseStrange(
  tx: WriteTx,
  { session, pairs, puts }: SessionPlan,
): Promise<Result<null, Refusal>> {
  const homes = puts.flatMap(({ before }) =>
    before && 'homeReplica' in before ? [before.homeReplica ?? ''] : [],
  );
  const elsewhere = homes.find((homeReplica) => homeReplica !== tx.book.replica);
  if (elsewhere !== undefined) return err({ kind: 'not-home', homeReplica: elsewhere });
  const [first] = pairs;
  const { branchId, doctorId } = session;
  const startMs = (first?.before ?? session).startMs;
  const endMs = Math.max(...pairs.map(({ before }) => before.endMs), session.endMs);
  return (await isUnderWay(tx, { branchId, doctorId, startMs, endMs }))
    ? err({ kind: 'under-way' })
    : ok(null);
}

/** Where everyone stands afterwards; refused while it is not said what becomes of who falls out. */
async function seatAll(
  tx: WriteTx,
  { pairs }: SessionPlan,
  choice: Choice,
): Promise<Result<readonly Reseated[], Refusal>> {
  const all = await loadReseated(tx, tx.book.organisationId, pairs, AFFECTED_MAX + 1);
  if (all.length > AFFECTED_MAX) {
    return err({ kind: 'too-many', what: 'appointments in one change', max: AFFECTED_MAX });
  }
  const left = all.filter(
    ({ seat }) => seat.kind === 'falls-out' || (seat.kind === 'shifts' && choice === null),
  );
  return left.length === 0 || choice === 'cancel'
    ? ok(all)
    : err({ kind: 'has-appointments', count: left.length });
}

/**
 * Has people sit in the session as it is now, and moves those who move with it. Where central may
 * refuse the session they are no longer booked with the right to it, and firm again once central
 * has endorsed them: otherwise others could be given the time as well.
 */
async function reseat(
  tx: WriteTx,
  seated: readonly Reseated[],
  keepsRight: boolean,
): Promise<void> {
  const changed = seated.flatMap(({ appointment, pair: { before }, seat }): Appointment[] => {
    if (seat.kind === 'falls-out') return [];
    const { session } = seat;
    const withRight = appointment.withRight && (keepsRight || !mayBeRefused(before, session));
    const sessionId = appointment.sessionId === before.id ? session.id : appointment.sessionId;
    const same = withRight === appointment.withRight && sessionId === appointment.sessionId;
    if (same && seat.kind === 'stays') return [];
    const after = { ...appointment, withRight, sessionId };
    const moved = seat.kind === 'shifts' ? { ...after, ...seat.to } : after;
    tx.put('appointment', moved, appointment);
    return [moved];
  });
  await tx.flush();
  const { changes } = await deriveClaims(tx, changed);
  await openOwnConflicts(tx, changes);
}
