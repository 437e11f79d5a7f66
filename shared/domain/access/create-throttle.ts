import type { Clock } from '../../core/clock.ts';

const FREE_ATTEMPTS = 5;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
/** More names than a group of clinics has; someone is making them up. */
const NAMES_MAX = 10_000;

interface Attempts {
  readonly count: number;
  readonly allowedAtMs: number;
  readonly lastMs: number;
}

/** Slows down whoever guesses: after a few attempts, each has to wait twice as long. */
export interface Throttle {
  /** Counts an attempt under a name; says when the next may be made if this one comes too early. */
  readonly attempt: (name: string) => { readonly retryAtMs: number } | null;
  readonly succeeded: (name: string) => void;
}

export function createThrottle(clock: Clock): Throttle {
  const attemptsByName = new Map<string, Attempts>();
  const known = (name: string, nowMs: number): Attempts => {
    const attempts = attemptsByName.get(name);
    const isForgotten = !attempts || nowMs - attempts.lastMs > FORGOTTEN_AFTER_MS;
    return isForgotten ? { count: 0, allowedAtMs: nowMs, lastMs: nowMs } : attempts;
  };
  return {
    attempt: (name) => {
      const nowMs = clock.nowMs();
      const { count, allowedAtMs } = known(name, nowMs);
      if (nowMs < allowedAtMs) return { retryAtMs: allowedAtMs };
      // Taken out first, so that the map stays in the order of last use.
      attemptsByName.delete(name);
      attemptsByName.set(name, {
        count: count + 1,
        allowedAtMs: nowMs + delayAfter(count + 1),
        lastMs: nowMs,
      });
      const [oldest] = attemptsByName.keys();
      if (attemptsByName.size > NAMES_MAX && oldest) attemptsByName.delete(oldest);
      return null;
    },
    succeeded: (name) => {
      attemptsByName.delete(name);
    },
  };
}

const delayAfter = (attempts: number): number =>
  attempts < FREE_ATTEMPTS
    ? 0
    : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - FREE_ATTEMPTS));
