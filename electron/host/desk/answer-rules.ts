import { loadRules } from '../../../shared/engine/queries/load-rules.ts';
import { tryRule } from '../../../shared/engine/queries/try-rule.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

type RulesAsk = Extract<Ask, { kind: 'rules' | 'try-rule' }>;

/** What the clinic demands of bookings, and what one more demand would have done. */
export async function answerRules(
  db: ReadDb,
  organisationId: string,
  ask: RulesAsk,
  { nowMs, near }: { readonly nowMs: number; readonly near: NearBranches },
): Promise<AnswerOf<RulesAsk>> {
  if (ask.kind === 'try-rule') return tryRule(db, organisationId, ask.rule, nowMs);
  return loadRules(db, organisationId, near);
}
