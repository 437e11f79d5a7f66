import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import { SESSION_MAX_MS } from '../../model/session.ts';
import type { Interval } from '../../time/interval.ts';

/** Whether a session can last from here to there. */
export function decideSessionTime({ startMs, endMs }: Interval): Result<null, Refusal> {
  if (endMs <= startMs) return err({ kind: 'empty-range' });
  return endMs - startMs > SESSION_MAX_MS ? err({ kind: 'session-too-long' }) : ok(null);
}
