import { seatAnew } from '../../domain/schedule/seat-anew.ts';
import type { Appointment } from '../../model/appointment.ts';
import { AFFECTED_MAX } from '../../model/time-off.ts';
import type { Interval } from '../../time/interval.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { loadAffected } from '../queries/load-affected.ts';
import type { Reseated } from '../queries/load-reseated.ts';
import type { Stored } from '../store/stored.ts';
import { chooseSharer } from './choose-sharer.ts';
import { followVisit, settleFollowed } from './follow-visit.ts';
import { decideGrant } from './grant-time.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * Has those who are with either of two doctors pass to the other one, as far as that one is free, in
 * times in which theirs is away: nobody loses a time for it, and nobody was promised a doctor.
 */
export async function passToSharers(
  context: IntentContext,
  doctorId: string,
  times: readonly Interval[],
): Promise<void> {
  const { tx } = context;
  const { organisationId } = tx.book;
  const whose = { doctorId, branchId: null };
  const found = await loadAffected(tx, organisationId, whose, times, AFFECTED_MAX);
  for (const before of found.filter(({ withEither }) => withEither)) {
    const other = await chooseSharer(tx, wishOf(before), { isNamedAway: true });
    if (other !== null) await passVisit(context, before, other);
  }
  await tx.flush();
}

/**
 * The same for those who would no longer lie in a session that changes, to whom each would pass.
 * Returns them all, where they stand now: who cannot pass after all as without the other doctor.
 */
export async function passReseated(
  context: IntentContext,
  all: readonly Reseated[],
): Promise<readonly Reseated[]> {
  const seated: Reseated[] = [];
  for (const one of all) {
    const { appointment, pair, seat } = one;
    const isStuck =
      seat.kind === 'passes' && !(await passVisit(context, appointment, seat.doctorId));
    seated.push(
      isStuck
        ? { ...one, seat: seatAnew(appointment, pair.before, pair.after, pair.besides) }
        : one,
    );
  }
  await context.tx.flush();
  return seated;
}

/** Whether the other doctor has the visit now, at the same time. */
async function passVisit(
  context: IntentContext,
  before: Stored<Appointment>,
  doctorId: string,
): Promise<boolean> {
  const { tx } = context;
  const { replica: madeBy, hlc: madeHlc } = tx.book;
  const grant = await decideGrant(tx, { ...wishOf(before), doctorId });
  if (!grant.ok) return false;
  const after = { ...before, doctorId, ...grant.value.time, madeBy, madeHlc };
  const followed = await followVisit(context, before, after, { of: 'nothing' });
  // Whoever assists in it may be that very doctor: then it stays, and somebody looks after it.
  if (!followed.ok) return false;
  tx.put('appointment', after, before);
  await settleFollowed(tx, [after], followed.value);
  await closeConflicts(tx, [after.id]);
  return true;
}

const wishOf = (visit: Stored<Appointment>) => ({
  ...visit,
  ...{ appointmentId: visit.id, holdId: null, overbook: visit.overbookReason !== null },
});
