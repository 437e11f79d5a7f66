import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { Refusal } from '../../model/refusal.ts';
import { type AppliedDay, planApplying, workOfDays } from '../queries/plan-applying.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { IntentHandler } from './intent-context.ts';
import { refuseStrange } from './refuse-strange.ts';
import { refuseWork } from './refuse-work.ts';
import { reseatAll, seatAll } from './reseat.ts';

/**
 * Makes working time of a template, or of days as they stand in the book: all of it or nothing. Who
 * is booked stays wherever there is a session at that time; others are moved with theirs or
 * cancelled, as the person chose, and without a choice nothing is done.
 */
export const applyTemplate: IntentHandler<'apply-template'> = async (context, input) => {
  const { tx, actor, intentId } = context;
  const { affected, requestOverlap, accepts, ...applying } = input;
  const access = decideAccess(actor, 'apply-template', applying);
  if (!access.ok) return access;
  const { organisationId, replica } = tx.book;
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  const at = { nowMs, parentId: intentId, replica };
  const planned = await planApplying(tx, organisationId, applying, at);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const [first] = plan.puts;
  if (!first) return err({ kind: 'nothing-to-apply' });
  if (plan.pairs.length > 0) {
    const home = await refuseStrange(tx, { ...applying, ...plan.span }, plan);
    if (!home.ok) return home;
  }
  const free = refuseInTheWay(plan.days, applying.branchId, requestOverlap);
  if (!free.ok) return free;
  const agreed = await refuseWork(tx, workOfDays(plan.days), accepts);
  if (!agreed.ok) return agreed;

  const seated = await seatAll(context, plan.pairs, affected);
  if (!seated.ok) return seated;
  for (const { kind, after, before } of plan.puts) tx.put(kind, after, before);
  await tx.flush();
  await reseatAll(tx, seated.value, { affected, requestOverlap });
  return ok({ recordId: first.after.id, undoable: true });
};

/** A session at another branch may be overlapped knowingly: central decides, as with any session. */
function refuseInTheWay(
  days: readonly AppliedDay[],
  branchId: string,
  requested: boolean,
): Result<null, Refusal> {
  const all = days.flatMap(({ overlap }) => (overlap ? [overlap] : []));
  const first = all.find((one) => one.branchId === branchId) ?? (requested ? undefined : all[0]);
  if (!first) return ok(null);
  const { startMs, endMs } = first;
  const canRequest = first.branchId !== branchId;
  return err({ kind: 'session-overlap', branchId: first.branchId, startMs, endMs, canRequest });
}
