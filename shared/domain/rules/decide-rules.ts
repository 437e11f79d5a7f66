import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance, RuleBreach } from '../../model/rule.ts';

/**
 * Whether something may be done although it breaks rules: a person was shown all of them, and gave
 * a reason where one is asked for. A rule that refuses is accepted by nobody.
 */
export function decideRules(
  breaches: readonly RuleBreach[],
  accepted: RuleAcceptance | undefined,
): Result<null, Refusal> {
  const isAccepted = ({ ruleId, effect }: RuleBreach): boolean =>
    effect !== 'refuse' &&
    accepted !== undefined &&
    accepted.ruleIds.includes(ruleId) &&
    (effect === 'warn' || accepted.reason !== null);
  return breaches.every(isAccepted) ? ok(null) : err({ kind: 'against-rules', breaches });
}
