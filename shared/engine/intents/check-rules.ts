import { err, type Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { type CheckedAct, findVisitBreaches } from '../queries/find-visit-breaches.ts';
import type { HouseRules } from '../queries/load-house-rules.ts';
import type { IntentContext } from './intent-context.ts';
import { loadTimesInstead } from './load-times-instead.ts';

/**
 * Whether the clinic's rules, the marks of the time, what it is for and what services want free around
 * them let something be done, as far as this replica knows what is booked. A time that is for other
 * services is refused with times that are for this one, unless nobody is there to choose one.
 */
export async function checkRules(
  { tx, actor, isUnattended }: IntentContext,
  house: HouseRules,
  act: CheckedAct,
  who: { readonly patientId: string; readonly newPatient: PatientDetails | null },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const asking = { house, actor, nowMs: tx.nowMs, who };
  const breaches = await findVisitBreaches(tx, tx.book.organisationId, act, asking);
  const decided = decideRules(breaches, accepted, actor.role);
  const isUnfit = breaches.some(({ demand }) => demand.kind === 'services');
  if (decided.ok || !isUnfit || isUnattended) return decided;
  const offers = await loadTimesInstead(tx, act);
  return err({ kind: 'against-rules', breaches, offers });
}
