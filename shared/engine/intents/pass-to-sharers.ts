import { AFFECTED_MAX } from '../../model/time-off.ts';
import type { Interval } from '../../time/interval.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { loadAffected } from '../queries/load-affected.ts';
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
  const { organisationId, replica: madeBy, hlc: madeHlc } = tx.book;
  const whose = { doctorId, branchId: null };
  const found = await loadAffected(tx, organisationId, whose, times, AFFECTED_MAX);
  for (const before of found.filter(({ withEither }) => withEither)) {
    const { id: appointmentId, overbookReason } = before;
    const wish = { ...before, appointmentId, holdId: null, overbook: overbookReason !== null };
    const other = await chooseSharer(tx, wish, { isNamedAway: true });
    if (other === null) continue;
    const grant = await decideGrant(tx, { ...wish, doctorId: other });
    if (!grant.ok) continue;
    const after = { ...before, doctorId: other, ...grant.value.time, madeBy, madeHlc };
    const followed = await followVisit(context, before, after, { of: 'nothing' });
    // Whoever assists in it may be that very doctor: then it stays, and somebody looks after it.
    if (!followed.ok) continue;
    tx.put('appointment', after, before);
    await settleFollowed(tx, [after], followed.value);
    await closeConflicts(tx, [after.id]);
  }
  await tx.flush();
}
