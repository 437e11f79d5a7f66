import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { CLINIC_TAGS_MAX, TAG_NAMES_MAX } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Tag } from '../../model/tag.ts';
import type { Actor } from '../../model/user.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadTags } from '../queries/load-tags.ts';
import type { IntentHandler } from './intent-context.ts';

/** Adds a mark of the clinic, or changes one. Sessions that carry it by a former name keep it. */
export const saveTag: IntentHandler<'save-tag'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'tag', input.id);
  for (const tag of [before, input]) {
    const access = tag && refuseOthers(actor, 'save-tag', tag);
    if (access && !access.ok) return access;
  }
  if (before?.deleted) return err({ kind: 'unknown-record', record: 'mark', id: input.id });
  const others = (await loadTags(tx, organisationId)).filter(({ id }) => id !== input.id);
  const isTaken = others.some(({ names }) => names.some((one) => isSame(one, input.name)));
  if (isTaken) return err({ kind: 'name-taken', name: input.name });
  if (before === null && others.length >= CLINIC_TAGS_MAX) {
    return err({ kind: 'too-many', what: 'marks', max: CLINIC_TAGS_MAX });
  }
  const names = [...new Set([...(before?.names ?? []), input.name])];
  if (names.length > TAG_NAMES_MAX) {
    return err({ kind: 'too-many', what: 'names of one mark', max: TAG_NAMES_MAX });
  }
  const releaseMin = input.effect === 'emergency' ? input.releaseMin : null;
  tx.put('tag', { ...input, names, releaseMin, deleted: false }, before);
  return ok({ recordId: input.id, undoable: true });
};

/** Puts a mark away. Sessions keep its name, which has no effect from then on. */
export const removeTag: IntentHandler<'remove-tag'> = async ({ tx, actor }, { tagId }) => {
  const tag = await loadRecord(tx, tx.book.organisationId, 'tag', tagId);
  if (!tag || tag.deleted) return err({ kind: 'unknown-record', record: 'mark', id: tagId });
  const access = refuseOthers(actor, 'remove-tag', tag);
  if (!access.ok) return access;
  tx.put('tag', { ...tag, deleted: true }, tag);
  return ok({ recordId: tag.id, undoable: true });
};

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What has an effect has it at every branch, and is for those who answer for every branch. */
function refuseOthers(
  actor: Actor,
  intent: 'save-tag' | 'remove-tag',
  { effect }: Pick<Tag, 'effect'>,
): Result<null, Refusal> {
  return effect !== 'none' && actor.branchIds.length > 0
    ? err({ kind: 'not-permitted', intent, role: actor.role })
    : decideAccess(actor, intent, {});
}
