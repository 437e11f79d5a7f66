import { err, ok } from '../../core/result.ts';
import { decidePattern } from '../../domain/schedule/decide-pattern.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadRotations } from '../queries/load-rotations.ts';
import { loadTemplates } from '../queries/load-templates.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { refuseNamed, refuseOthers } from './refuse-named.ts';

/** Keeps a day or a week of work under a name, or changes one. What was made of it stays as it is. */
export const saveTemplate: IntentHandler<'save-template'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'template', input.id);
  const others = (await loadTemplates(tx, organisationId)).filter(({ id }) => id !== input.id);
  const named = refuseNamed(actor, 'save-template', { before, input, others });
  if (!named.ok) return named;
  const pattern = decidePattern(input);
  if (!pattern.ok) return pattern;
  if (before?.lengthDays === 7 && input.lengthDays !== 7) {
    const used = await rotationOf(tx, input.id);
    if (used) return err({ kind: 'in-use', by: used.name });
  }
  tx.put('template', { ...input, version: input.version + 1, deleted: false }, before);
  return ok({ recordId: input.id, undoable: true });
};

/** Puts a template away that no rotation needs. */
export const removeTemplate: IntentHandler<'remove-template'> = async ({ tx, actor }, input) => {
  const template = await loadRecord(tx, tx.book.organisationId, 'template', input.templateId);
  if (!template || template.deleted) {
    return err({ kind: 'unknown-record', record: 'template', id: input.templateId });
  }
  const access = refuseOthers(actor, 'remove-template', template);
  if (!access.ok) return access;
  const used = await rotationOf(tx, template.id);
  if (used) return err({ kind: 'in-use', by: used.name });
  tx.put('template', { ...template, deleted: true }, template);
  return ok({ recordId: template.id, undoable: true });
};

const rotationOf = async (tx: WriteTx, templateId: string) =>
  (await loadRotations(tx, tx.book.organisationId)).find(({ weeks }) => weeks.includes(templateId));
