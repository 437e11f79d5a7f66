/** A gateway that has not taken a message after so many attempts does not take it. */
export const ATTEMPTS_MAX = 8;

const FIRST_MS = 15_000;
const LONGEST_MS = 30 * 60_000;
/** A gateway may ask for a longer pause than ours, but not for ever. */
const ASKED_MAX_MS = 6 * 3_600_000;

/**
 * How long to wait after an attempt that came to nothing, in milliseconds: ever longer, and at least
 * as long as the gateway asked for. null when it was the last.
 */
export function nextAttemptMs(attempts: number, askedMs: number | null): number | null {
  if (attempts >= ATTEMPTS_MAX) return null;
  const own = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return Math.max(own, Math.min(askedMs ?? 0, ASKED_MAX_MS));
}
