import type { Cause } from '../../../shared/engine/store/handles.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';

/** Who has a file read in, and what they knowingly took with it. */
export interface ImportedBy {
  readonly actor: Actor;
  /** That working time goes against what was agreed. */
  readonly accepts?: WorkAcceptance | undefined;
}

/** Why the rows of a file are written, for the audit trail. */
export const causeOfImport = ({ actor, accepts }: ImportedBy, intentKind: string): Cause => ({
  intentId: null,
  intentKind,
  actorId: actor.userId,
  actorName: actor.name,
  role: actor.role,
  desk: actor.desk,
  source: 'import',
  reason: accepts?.reason ?? null,
});
