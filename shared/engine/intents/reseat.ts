import { err, ok, type Result } from '../../core/result.ts';
import {
  type Fate,
  fateOf,
  mayBeRefused,
  type SeatChoice,
} from '../../domain/schedule/seat-anew.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Refusal } from '../../model/refusal.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { loadReseated, type Reseated } from '../queries/load-reseated.ts';
import type { SessionPair } from '../queries/plan-series-change.ts';
import type { WriteTx } from '../store/handles.ts';
import { loadQuotaBook } from '../store/load-quota-book.ts';
import { cancelAll } from './cancel-all.ts';
import { followReseated } from './follow-reseated.ts';
import type { IntentContext } from './intent-context.ts';
import { passReseated } from './pass-to-sharers.ts';

/** Why they are cancelled, for whoever looks at the appointment later. */
const NO_SESSION = 'The doctor does not work at that time any more';
/** Why they wait for room in the quota of the doctor who sees them now. */
const CAME_ALONG = 'Moved with the working time';

/**
 * Where everyone stands afterwards, with whoever another doctor has instead there already; refused
 * while it is not said what becomes of who falls out.
 */
export async function seatAll(
  context: IntentContext,
  pairs: readonly SessionPair[],
  choice: SeatChoice,
): Promise<Result<readonly Reseated[], Refusal>> {
  const { book } = context.tx;
  const at = { limit: AFFECTED_MAX + 1, nowMs: context.tx.nowMs };
  const found = await loadReseated(context.tx, book.organisationId, pairs, at);
  if (found.length > AFFECTED_MAX) {
    return err({ kind: 'too-many', what: 'appointments in one change', max: AFFECTED_MAX });
  }
  const all = await passReseated(context, found);
  const decided = decideSeats(all, choice);
  return decided.ok ? ok(all) : decided;
}

/**
 * Refused while it is not said what becomes of someone who would no longer lie in a session, and
 * where more would lose their time than anybody can look after.
 */
export function decideSeats(all: readonly Reseated[], choice: SeatChoice): Result<null, Refusal> {
  const undecided = all.filter(({ seat }) => fateOf(seat, choice) === null);
  if (undecided.length > 0) return err({ kind: 'has-appointments', count: undecided.length });
  const displaced = all.filter(({ seat }) => fateOf(seat, choice) === 'displaced');
  return displaced.length <= AFFECTED_MAX
    ? ok(null)
    : err({ kind: 'too-many', what: 'appointments without a time', max: AFFECTED_MAX });
}

/**
 * Has people sit in the sessions as they are now, moves those who move with them, and cancels the
 * others, or has them stand without a time, as chosen. Where central may refuse a session they are no longer booked with the right to
 * it, and firm again once central has endorsed them: otherwise others could be given the time as
 * well. The sessions are written already.
 */
export async function reseatAll(
  tx: WriteTx,
  all: readonly Reseated[],
  {
    affected: choice,
    requestOverlap,
  }: {
    readonly affected: SeatChoice;
    readonly requestOverlap: boolean;
  },
): Promise<void> {
  const { isCentral, centralUrl } = tx.book;
  const keepsRight = (isCentral || centralUrl === null) && !requestOverlap;
  const those = (fate: Fate): readonly Reseated[] =>
    all.filter(({ seat }) => fateOf(seat, choice) === fate);
  const sitting = those('sits');
  const limited = await loadLimited(tx, sitting);
  const changed = sitting.flatMap((one): Appointment[] => {
    const after = seatedAnew(one, keepsRight);
    if (after === null) return [];
    const { appointment } = one;
    const isWithOther = after.doctorId !== appointment.doctorId;
    const moved = isWithOther ? withDoctor(tx, after, limited) : after;
    tx.put('appointment', moved, appointment);
    return [moved];
  });
  const displaced = those('displaced').map(({ appointment }): Appointment => {
    const after = unseat(appointment);
    tx.put('appointment', after, appointment);
    return after;
  });
  await tx.flush();
  const { changes } = await deriveClaims(tx, [...changed, ...displaced]);
  await openOwnConflicts(tx, changes);
  await followReseated(tx, changed);
  const cancelled = those('cancelled');
  if (cancelled.length === 0) return;
  await cancelAll(
    tx,
    cancelled.map(({ appointment }) => appointment),
    NO_SESSION,
  );
}

/** An appointment as it is in its session now; null if nothing of it changes. */
function seatedAnew(
  { appointment, pair: { before }, seat }: Reseated,
  keepsRight: boolean,
): Appointment | null {
  if (seat.kind === 'falls-out' || seat.kind === 'passes') return null;
  const { session } = seat;
  const withRight = appointment.withRight && (keepsRight || !mayBeRefused(before, session));
  const sessionId = appointment.sessionId === before.id ? session.id : appointment.sessionId;
  const after = { ...appointment, withRight, sessionId };
  if (seat.kind === 'shifts') {
    const { branchId, doctorId } = session;
    return { ...after, ...seat.to, branchId, doctorId };
  }
  const same = withRight === appointment.withRight && sessionId === appointment.sessionId;
  return same ? null : after;
}

/** Nobody has a right to a time that is not there, so none is kept for who moves back to it. */
const unseat = (appointment: Appointment): Appointment => ({
  ...appointment,
  ...{ unseated: true, sessionId: null, withRight: false },
});

/** It counts among the firm ones of the doctor who sees them now, once there is room. */
function withDoctor(tx: WriteTx, after: Appointment, limited: ReadonlySet<string>): Appointment {
  const { replica, hlc } = tx.book;
  const isLimited = limited.has(after.doctorId);
  return {
    ...after,
    ...{ madeBy: replica, madeHlc: hlc },
    withRight: after.withRight && !isLimited,
    overQuotaReason: isLimited ? CAME_ALONG : null,
  };
}

/** The doctors, of those to whom someone is moved, who see so many patients a day at most. */
async function loadLimited(
  tx: WriteTx,
  sitting: readonly Reseated[],
): Promise<ReadonlySet<string>> {
  const limited = new Set<string>();
  const firstOf = new Map<string, number>();
  for (const { appointment, seat } of sitting) {
    if (seat.kind !== 'shifts' || seat.session.doctorId === appointment.doctorId) continue;
    firstOf.set(seat.session.doctorId, seat.to.startMs);
  }
  for (const [doctorId, atMs] of firstOf) {
    const quotas = await loadQuotaBook(tx, tx.book, doctorId, { atMs, onward: false });
    if (quotas) limited.add(doctorId);
  }
  return limited;
}
