import type { Clock } from '../../core/clock.ts';
import { type Attempts, decideAttempt, NAMES_MAX } from './decide-attempt.ts';

/** Slows down whoever guesses: after a few attempts, each has to wait twice as long. */
export interface Throttle {
  /** Counts an attempt under a name; says when the next may be made if this one comes too early. */
  readonly attempt: (name: string) => { readonly retryAtMs: number } | null;
  readonly succeeded: (name: string) => void;
}

/** Keeps in mind what one process saw. */
export function createThrottle(clock: Clock): Throttle {
  const attemptsByName = new Map<string, Attempts>();
  return {
    attempt: (name) => {
      const decided = decideAttempt(attemptsByName.get(name) ?? null, clock.nowMs());
      if (decided.kind === 'early') return { retryAtMs: decided.retryAtMs };
      // Taken out first, so that the map stays in the order of last use.
      attemptsByName.delete(name);
      attemptsByName.set(name, decided.attempts);
      const [oldest] = attemptsByName.keys();
      if (attemptsByName.size > NAMES_MAX && oldest) attemptsByName.delete(oldest);
      return null;
    },
    succeeded: (name) => {
      attemptsByName.delete(name);
    },
  };
}
