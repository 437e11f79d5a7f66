import type { Refusal, SessionObstacle } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';

const NAMED_MAX = 5;

/** Says why sessions cannot be changed, and which: how many, and the first by doctor and time. */
export const refusedSessions = (
  why: SessionObstacle,
  sessions: readonly Session[],
  canRequest = false,
): Refusal => ({
  kind: 'sessions-refused',
  why,
  count: sessions.length,
  first: sessions.slice(0, NAMED_MAX).map(({ doctorId, branchId, startMs, endMs }) => ({
    ...{ doctorId, branchId, startMs, endMs },
  })),
  canRequest,
});
