import type { Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { type CheckedAct, findVisitBreaches } from '../queries/find-visit-breaches.ts';
import type { HouseRules } from '../queries/load-house-rules.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * Whether the clinic's rules, the marks of the time and what services want free around them let
 * something be done, as far as this replica knows what is booked.
 */
export async function checkRules(
  { tx, actor }: IntentContext,
  house: HouseRules,
  act: CheckedAct,
  who: { readonly patientId: string; readonly newPatient: PatientDetails | null },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const asking = { house, actor, nowMs: tx.nowMs, who };
  const breaches = await findVisitBreaches(tx, tx.book.organisationId, act, asking);
  return decideRules(breaches, accepted, actor.role);
}
