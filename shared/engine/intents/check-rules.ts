import { ok, type Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import { findBreaches, type RuledAct } from '../../domain/rules/find-breaches.ts';
import { findBufferBreach } from '../../domain/rules/find-buffer-breach.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import type { HouseRules } from '../queries/load-house-rules.ts';
import { loadRuleFacts } from '../queries/load-rule-facts.ts';
import type { WriteTx } from '../store/handles.ts';

/**
 * Whether the clinic's rules, and the time that services want around them, let something be done,
 * as far as this replica knows what is booked.
 */
export async function checkRules(
  tx: WriteTx,
  { rules, buffered }: HouseRules,
  act: Omit<RuledAct, 'nowMs'>,
  who: { readonly patientId: string; readonly newPatient: PatientDetails | null },
  accepted: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const isRuled = rules.some((rule) => rule.active);
  const isBuffered = buffered.length > 0 && act.act !== 'cancel';
  if (!isRuled && !isBuffered) return ok(null);
  const facts = await loadRuleFacts(tx, tx.book.organisationId, { ...act, ...who });
  if (facts === null) return ok(null);
  const ruled: RuledAct = { ...act, nowMs: tx.nowMs };
  const buffer = isBuffered ? findBufferBreach(buffered, ruled, facts.doctorVisits) : null;
  return decideRules([...findBreaches(rules, ruled, facts), ...(buffer ? [buffer] : [])], accepted);
}
