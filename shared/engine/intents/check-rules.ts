import { ok, type Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import { findBreaches, type RuledAct } from '../../domain/rules/find-breaches.ts';
import { findBufferBreach } from '../../domain/rules/find-buffer-breach.ts';
import { everyName } from '../../domain/tags/find-tag.ts';
import { findTagBreaches } from '../../domain/tags/find-tag-breaches.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import type { HouseRules } from '../queries/load-house-rules.ts';
import { loadRuleFacts } from '../queries/load-rule-facts.ts';
import type { IntentContext } from './intent-context.ts';

/** What is about to be done, as rules and marks look at it. */
export interface CheckedAct extends Omit<RuledAct, 'nowMs'> {
  readonly emergency: boolean;
}

/**
 * Whether the clinic's rules, the marks of the time and what services want free around them let
 * something be done, as far as this replica knows what is booked.
 */
export async function checkRules(
  { tx, actor }: IntentContext,
  { rules, buffered, tags }: HouseRules,
  act: CheckedAct,
  who: { readonly patientId: string; readonly newPatient: PatientDetails | null },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const isRuled = rules.some((rule) => rule.active);
  const isBuffered = buffered.length > 0 && act.act !== 'cancel';
  const isMarked = act.act !== 'cancel' && tags.some(({ effect }) => effect !== 'none');
  if (!isRuled && !isBuffered && !isMarked) return ok(null);
  const found = await loadRuleFacts(tx, tx.book.organisationId, { ...act, ...who });
  if (found === null) return ok(null);
  const facts = { ...found, tags: everyName(tags, found.tags) };
  const ruled: RuledAct = { ...act, nowMs: tx.nowMs };
  const buffer = isBuffered ? findBufferBreach(buffered, ruled, facts.doctorVisits) : null;
  const { zone } = facts;
  const marks = isMarked
    ? findTagBreaches(tags, found.tags, { ...ruled, emergency: act.emergency, zone, actor })
    : [];
  const breaches = [...marks, ...findBreaches(rules, ruled, facts), ...(buffer ? [buffer] : [])];
  return decideRules(breaches, accepted, actor.role);
}
