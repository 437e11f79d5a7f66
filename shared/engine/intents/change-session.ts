import { ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { planSessionChange } from '../queries/plan-session-change.ts';
import { planSharing } from '../queries/plan-sharing.ts';
import { workOfSharing } from '../queries/work-of-plan.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { IntentHandler } from './intent-context.ts';
import { refuseOverlap } from './refuse-overlap.ts';
import { refuseSharing } from './refuse-sharing.ts';
import { refuseStrange } from './refuse-strange.ts';
import { refuseWork } from './refuse-work.ts';
import { reseatAll, seatAll } from './reseat.ts';

/**
 * Changes or deletes a session: it alone, with those that follow in its series, or with all that
 * are to come. Appointments that still lie in it stay; others are moved with it or cancelled, as
 * the person chose, and without a choice nothing is done.
 */
export const changeSession: IntentHandler<'change-session'> = async (context, input) => {
  const { tx, actor } = context;
  const { affected, requestOverlap, accepts, ...change } = input;
  const { organisationId } = tx.book;
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  const planned = await planSessionChange(tx, organisationId, change, nowMs);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const { session, wanted, pairs } = plan;
  const access = decideAccess(actor, 'change-session', session);
  if (!access.ok) return access;
  const home = await refuseStrange(tx, session, plan);
  if (!home.ok) return home;
  const free = await refuseOverlap(tx, session, wanted, {
    requested: requestOverlap,
    exceptIds: pairs.map(({ before }) => before.id),
  });
  if (!free.ok) return free;
  const sharing = await planSharing({ db: tx, organisationId, nowMs }, plan, change);
  if (!sharing.ok) return sharing;
  const { made, puts } = sharing.value;
  const shares = await refuseSharing(tx, session, change.to?.shared, made);
  if (!shares.ok) return shares;
  const agreed = await refuseWork(tx, workOfSharing(plan, sharing.value), accepts);
  if (!agreed.ok) return agreed;

  const seated = await seatAll(context, pairs, affected);
  if (!seated.ok) return seated;
  for (const { kind, after, before } of [...plan.puts, ...puts]) tx.put(kind, after, before);
  // Sessions follow from their series at once, before anyone is given a time in them.
  await tx.flush();
  await reseatAll(tx, seated.value, { affected, requestOverlap });
  return ok({ recordId: session.id, undoable: true });
};
