import type { Cause } from '../../../shared/engine/store/handles.ts';
import type { Actor } from '../../../shared/model/user.ts';

/** Why the rows of a file are written, for the audit trail. */
export const causeOfImport = (actor: Actor, intentKind: string): Cause => ({
  intentId: null,
  intentKind,
  actorId: actor.userId,
  actorName: actor.name,
  role: actor.role,
  desk: actor.desk,
  source: 'import',
  reason: null,
});
