import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { TEMPLATES_MAX } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Template } from '../../model/template.ts';
import type { Actor } from '../../model/user.ts';

type Named = Pick<Template, 'id' | 'name' | 'branchId' | 'version'>;

type NamedIntent = 'save-template' | 'remove-template' | 'save-rotation' | 'remove-rotation';

/** What is for every branch is for those who answer for every branch. */
export function refuseOthers(
  actor: Actor,
  intent: NamedIntent,
  { branchId }: Pick<Template, 'branchId'>,
): Result<null, Refusal> {
  return branchId === null && actor.branchIds.length > 0
    ? err({ kind: 'not-permitted', intent, role: actor.role })
    : decideAccess(actor, intent, { branchId });
}

/** What is kept under a name is changed by those who answer for it, knowing how it is by now. */
export function refuseNamed(
  actor: Actor,
  intent: 'save-template' | 'save-rotation',
  saved: {
    /** As it is in the book; null for a new one. */
    readonly before: (Named & Pick<Template, 'deleted'>) | null;
    readonly input: Named;
    /** Of its kind. */
    readonly others: readonly Named[];
  },
): Result<null, Refusal> {
  const { before, input, others } = saved;
  const what = intent === 'save-template' ? 'template' : 'rotation';
  for (const one of [before, input]) {
    const access = one && refuseOthers(actor, intent, one);
    if (access && !access.ok) return access;
  }
  if (before?.deleted) return err({ kind: 'unknown-record', record: what, id: input.id });
  if ((before?.version ?? 0) !== input.version) return err({ kind: 'changed-since', what });
  if (others.some(({ name }) => name.toLowerCase() === input.name.toLowerCase())) {
    return err({ kind: 'name-taken', name: input.name });
  }
  return before === null && others.length >= TEMPLATES_MAX
    ? err({ kind: 'too-many', what: `${what}s`, max: TEMPLATES_MAX })
    : ok(null);
}
