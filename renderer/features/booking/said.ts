import type { RuleAcceptance } from '../../../shared/model/rule.ts';

/** Why something is done although a rule, the limit of the day or another visit is in the way. */
export interface Said {
  readonly accepts?: RuleAcceptance;
  readonly overQuotaReason?: string;
  readonly overbookReason?: string;
}

/**
 * What was said so far with what is said now. What rules ask comes one after the other, so those that
 * were accepted before stay so, for the reason that was given last.
 */
export function addSaid(former: Said, more: Said): Said {
  const [was, is] = [former.accepts, more.accepts];
  if (!was || !is) return { ...former, ...more };
  const ruleIds = [...new Set([...was.ruleIds, ...is.ruleIds])];
  return { ...former, ...more, accepts: { ruleIds, reason: is.reason ?? was.reason } };
}
