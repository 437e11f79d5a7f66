import type { Clock } from '../../../shared/core/clock.ts';

const FREE_ATTEMPTS = 5;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
/** More names than a group of clinics has; someone is making them up. */
const LOGINS_MAX = 10_000;

interface Attempts {
  readonly count: number;
  readonly allowedAtMs: number;
  readonly lastMs: number;
}

/** Slows down whoever guesses passwords: after a few attempts, each has to wait twice as long. */
export interface Throttle {
  /** Counts an attempt on a login; says when the next may be made if this one comes too early. */
  readonly attempt: (login: string) => { readonly retryAtMs: number } | null;
  readonly succeeded: (login: string) => void;
}

export function createThrottle(clock: Clock): Throttle {
  const attemptsByLogin = new Map<string, Attempts>();
  const known = (login: string, nowMs: number): Attempts => {
    const attempts = attemptsByLogin.get(login);
    const isForgotten = !attempts || nowMs - attempts.lastMs > FORGOTTEN_AFTER_MS;
    return isForgotten ? { count: 0, allowedAtMs: nowMs, lastMs: nowMs } : attempts;
  };
  return {
    attempt: (login) => {
      const nowMs = clock.nowMs();
      const { count, allowedAtMs } = known(login, nowMs);
      if (nowMs < allowedAtMs) return { retryAtMs: allowedAtMs };
      // Taken out first, so that the map stays in the order of last use.
      attemptsByLogin.delete(login);
      attemptsByLogin.set(login, {
        count: count + 1,
        allowedAtMs: nowMs + delayAfter(count + 1),
        lastMs: nowMs,
      });
      const [oldest] = attemptsByLogin.keys();
      if (attemptsByLogin.size > LOGINS_MAX && oldest) attemptsByLogin.delete(oldest);
      return null;
    },
    succeeded: (login) => {
      attemptsByLogin.delete(login);
    },
  };
}

const delayAfter = (attempts: number): number =>
  attempts < FREE_ATTEMPTS
    ? 0
    : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - FREE_ATTEMPTS));
