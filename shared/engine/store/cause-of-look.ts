import type { Actor } from '../../model/user.ts';
import type { Cause } from './handles.ts';

/** Why it is written down that somebody looked at something, or took a copy of it. */
export const causeOfLook = (act: string, actor: Actor): Cause => ({
  ...{ intentId: null, intentKind: act, actorId: actor.userId, actorName: actor.name },
  ...{ role: actor.role, desk: actor.desk, source: 'screen', reason: null },
});
