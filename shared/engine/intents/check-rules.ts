import { ok, type Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import { findBreaches, type RuledAct } from '../../domain/rules/find-breaches.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Rule, RuleAcceptance } from '../../model/rule.ts';
import { loadRuleFacts } from '../queries/load-rule-facts.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Whether the clinic's rules let something be done, as far as this replica knows what is booked.
 * `rules`: all there are, switched off or not.
 */
export async function checkRules(
  tx: WriteTx,
  rules: readonly Rule[],
  act: Omit<RuledAct, 'nowMs'>,
  who: { readonly patientId: string; readonly newPatient: PatientDetails | null },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  if (!rules.some((rule) => rule.active)) return ok(null);
  const facts = await loadRuleFacts(tx, tx.book.organisationId, { ...act, ...who });
  if (facts === null) return ok(null);
  return decideRules(findBreaches(rules, { ...act, nowMs: tx.nowMs }, facts), accepted);
}
