import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance, RuleBreach } from '../../model/rule.ts';
import type { Role } from '../../model/user.ts';
import { isManager } from '../access/is-manager.ts';

/**
 * Whether something may be done although it breaks rules: a person was shown all of them, and gave
 * a reason where one is asked for. One that a manager decides on is accepted by managers alone, and
 * one that refuses by nobody.
 */
export function decideRules(
  breaches: readonly RuleBreach[],
  accepted: RuleAcceptance | undefined,
  role: Role,
): Result<null, Refusal> {
  const isAccepted = ({ ruleId, effect }: RuleBreach): boolean =>
    effect !== 'refuse' &&
    accepted !== undefined &&
    accepted.ruleIds.includes(ruleId) &&
    (effect !== 'manager' || isManager(role)) &&
    (effect === 'warn' || accepted.reason !== null);
  return breaches.every(isAccepted) ? ok(null) : err({ kind: 'against-rules', breaches });
}
