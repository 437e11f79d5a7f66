import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { DoctorTime } from '../../domain/schedule/group-apart.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../model/user.ts';
import { putInParts } from '../derive/put-in-parts.ts';
import { loadManyReseated, SEATED_MAX } from '../queries/load-many-reseated.ts';
import type { Reseated } from '../queries/load-reseated.ts';
import { type ManyPlan, planManySessions } from '../queries/plan-many-sessions.ts';
import { workOfPlan } from '../queries/work-of-plan.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { IntentHandler } from './intent-context.ts';
import { passReseated } from './pass-to-sharers.ts';
import { refuseWork } from './refuse-work.ts';
import { decideSeats, reseatAll } from './reseat.ts';

/**
 * Changes or deletes many sessions in one step, as a person was shown it would come to. What has
 * become another since is refused and has to be looked at again. Appointments that still lie in
 * their session stay; others are moved with it or cancelled, as the person chose.
 */
export const changeManySessions: IntentHandler<'change-many-sessions'> = async (context, input) => {
  const { tx, actor } = context;
  const { seen, affected, accepts, ...change } = input;
  const { book } = tx;
  const nowMs = centralTimeMs(book, tx.nowMs);
  const planned = await planManySessions(tx, { book, nowMs }, change);
  if (!planned.ok) return planned;
  const plan = planned.value;
  await tx.pace.pause('planned', 1, 2);
  const access = refuseStranger(actor, plan);
  if (!access.ok) return access;
  if (plan.pairs.length === 0)
    return err({ kind: 'malformed', problems: ['nothing would change'] });
  const { organisationId } = book;
  const found = await loadManyReseated(tx, organisationId, change, plan, nowMs);
  await tx.pace.pause('planned', 2, 2);
  if (found.digest !== seen) return err({ kind: 'changed-since', what: 'session' });
  if (found.reseated.length > SEATED_MAX) {
    return err({ kind: 'too-many', what: 'appointments in one change', max: SEATED_MAX });
  }
  const agreed = await refuseWork(tx, workOfPlan(plan), accepts);
  if (!agreed.ok) return agreed;
  const reseated = await passReseated(context, found.reseated);
  const decided = decideSeats(reseated, affected);
  if (!decided.ok) return decided;
  // Who passes to another doctor is there already.
  const isFirst = found.reseated.every(({ seat }) => seat.kind !== 'passes');
  await putInParts(tx, plan.puts, isFirst ? reseated.flatMap(timesOfSeat) : null);
  await reseatAll(tx, reseated, { affected, requestOverlap: change.requestOverlap });
  await tx.pace.pause('seats', 1, 1);
  return ok({ recordId: plan.pairs[0]?.before.id ?? null, undoable: true });
};

/** Where somebody is booked, and where they may come to be. */
function timesOfSeat({ appointment, pair, seat }: Reseated): readonly DoctorTime[] {
  const to = seat.kind === 'shifts' ? [{ ...seat.to, doctorId: seat.session.doctorId }] : [];
  return [appointment, pair.before, ...(pair.after ? [pair.after] : []), ...to].map(
    ({ doctorId, startMs, endMs }) => ({ doctorId, startMs, endMs }),
  );
}

/** Whoever changes them answers for each branch and doctor, where they are and where they go. */
function refuseStranger(actor: Actor, { pairs }: ManyPlan): Result<null, Refusal> {
  const places = new Map(
    pairs
      .flatMap(({ before, after }) => (after ? [before, after] : [before]))
      .map(({ branchId, doctorId }) => [`${branchId} ${doctorId}`, { branchId, doctorId }]),
  );
  for (const place of places.values()) {
    const access = decideAccess(actor, 'change-many-sessions', place);
    if (!access.ok) return access;
  }
  return decideAccess(actor, 'change-many-sessions', {});
}
