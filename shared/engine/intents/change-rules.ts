import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadRules, RULES_MAX } from '../queries/load-rules.ts';
import type { IntentHandler } from './intent-context.ts';

/** Adds a rule, or changes one. */
export const saveRule: IntentHandler<'save-rule'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'rule', input.id);
  for (const rule of [before, input]) {
    const access = rule && decideAccess(actor, 'save-rule', { branchId: rule.branchId });
    if (access && !access.ok) return access;
  }
  // A rule for every branch is for those who answer for every branch.
  if (input.branchId === null && actor.branchIds.length > 0) {
    return err({ kind: 'not-permitted', intent: 'save-rule', role: actor.role });
  }
  const { fromDay, untilDay, demand } = input;
  if (fromDay !== null && untilDay !== null && untilDay < fromDay)
    return err({ kind: 'empty-range' });
  const { minYears, maxYears } =
    demand.kind === 'age' ? demand : { minYears: null, maxYears: null };
  if (minYears !== null && maxYears !== null && maxYears < minYears) {
    return err({ kind: 'empty-range' });
  }
  if (before === null && (await loadRules(tx, organisationId)).length >= RULES_MAX) {
    return err({ kind: 'too-many', what: 'rules', max: RULES_MAX });
  }
  tx.put('rule', { ...input, deleted: false }, before);
  return ok({ recordId: input.id, undoable: true });
};

export const removeRule: IntentHandler<'remove-rule'> = async ({ tx, actor }, input) => {
  const rule = await loadRecord(tx, tx.book.organisationId, 'rule', input.ruleId);
  if (!rule) return err({ kind: 'unknown-record', record: 'rule', id: input.ruleId });
  const access = decideAccess(actor, 'remove-rule', { branchId: rule.branchId });
  if (!access.ok) return access;
  tx.put('rule', { ...rule, deleted: true }, rule);
  return ok({ recordId: rule.id, undoable: true });
};
