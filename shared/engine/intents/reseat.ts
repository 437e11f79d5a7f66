import { err, ok, type Result } from '../../core/result.ts';
import { mayBeRefused } from '../../domain/schedule/seat-anew.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { loadReseated, type Reseated } from '../queries/load-reseated.ts';
import type { SessionPair } from '../queries/plan-session-change.ts';
import type { WriteTx } from '../store/handles.ts';
import { cancelAll } from './cancel-all.ts';

/** Why they are cancelled, for whoever looks at the appointment later. */
const NO_SESSION = 'The doctor does not work at that time any more';

type Choice = IntentInput<'change-session'>['affected'];

/** Where everyone stands afterwards; refused while it is not said what becomes of who falls out. */
export async function seatAll(
  tx: WriteTx,
  pairs: readonly SessionPair[],
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
 * Gives everyone their place in sessions that were written just now, and cancels whoever has none
 * if that was chosen.
 */
export async function reseatAll(
  tx: WriteTx,
  seated: readonly Reseated[],
  { affected, requestOverlap }: { readonly affected: Choice; readonly requestOverlap: boolean },
): Promise<void> {
  const isCancelled = ({ seat }: Reseated): boolean =>
    affected === 'cancel' && seat.kind !== 'stays';
  const { isCentral, centralUrl } = tx.book;
  const confirmsItself = isCentral || centralUrl === null;
  const staying = seated.filter((one) => !isCancelled(one));
  await reseat(tx, staying, confirmsItself && !requestOverlap);
  const cancelled = seated.filter(isCancelled).map(({ appointment }) => appointment);
  if (cancelled.length > 0) await cancelAll(tx, cancelled, NO_SESSION);
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
