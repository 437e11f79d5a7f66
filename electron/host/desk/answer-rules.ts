import { loadRules } from '../../../shared/engine/queries/load-rules.ts';
import { tryRule } from '../../../shared/engine/queries/try-rule.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

type RulesAsk = Extract<Ask, { kind: 'rules' | 'try-rule' }>;

/** What the clinic demands of bookings, and what one more demand would have done. */
export const answerRules = (
  db: ReadDb,
  organisationId: string,
  ask: RulesAsk,
  nowMs: number,
): Promise<AnswerOf<RulesAsk>> =>
  ask.kind === 'rules'
    ? loadRules(db, organisationId)
    : tryRule(db, organisationId, ask.rule, nowMs);
