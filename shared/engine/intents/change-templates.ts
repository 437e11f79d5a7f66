import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { decidePattern } from '../../domain/schedule/decide-pattern.ts';
import { TEMPLATES_MAX } from '../../model/choices.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadTemplates } from '../queries/load-templates.ts';
import type { IntentHandler } from './intent-context.ts';

/** Keeps a day or a week of work under a name, or changes one. What was made of it stays as it is. */
export const saveTemplate: IntentHandler<'save-template'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'template', input.id);
  for (const template of [before, input]) {
    const access = template && decideAccess(actor, 'save-template', template);
    if (access && !access.ok) return access;
  }
  // A template of every branch is for those who answer for every branch.
  if (input.branchId === null && actor.branchIds.length > 0) {
    return err({ kind: 'not-permitted', intent: 'save-template', role: actor.role });
  }
  if (before?.deleted) return err({ kind: 'unknown-record', record: 'template', id: input.id });
  if ((before?.version ?? 0) !== input.version) {
    return err({ kind: 'changed-since', what: 'template' });
  }
  const pattern = decidePattern(input);
  if (!pattern.ok) return pattern;
  const others = (await loadTemplates(tx, organisationId)).filter(({ id }) => id !== input.id);
  if (others.some(({ name }) => name.toLowerCase() === input.name.toLowerCase())) {
    return err({ kind: 'name-taken', name: input.name });
  }
  if (before === null && others.length >= TEMPLATES_MAX) {
    return err({ kind: 'too-many', what: 'templates', max: TEMPLATES_MAX });
  }
  tx.put('template', { ...input, version: input.version + 1, deleted: false }, before);
  return ok({ recordId: input.id, undoable: true });
};

export const removeTemplate: IntentHandler<'remove-template'> = async ({ tx, actor }, input) => {
  const template = await loadRecord(tx, tx.book.organisationId, 'template', input.templateId);
  if (!template || template.deleted) {
    return err({ kind: 'unknown-record', record: 'template', id: input.templateId });
  }
  const access = decideAccess(actor, 'remove-template', template);
  if (!access.ok) return access;
  tx.put('template', { ...template, deleted: true }, template);
  return ok({ recordId: template.id, undoable: true });
};
