import type { Refusal } from '../../../shared/model/refusal.ts';
import type { RuleAcceptance } from '../../../shared/model/rule.ts';

/** What of rules goes past a refusal with a reason, as far as a reason does. */
export function pastRules(
  refusal: Refusal | null,
  reason: string | null,
): { readonly accepts?: RuleAcceptance } {
  if (refusal?.kind !== 'against-rules' || reason === null) return {};
  return { accepts: { ruleIds: refusal.breaches.map(({ ruleId }) => ruleId), reason } };
}
