import type { Clock } from '../../core/clock.ts';

/** Counts what happens again and again under one name. */
export interface Strikes {
  /** Counts once more; gives how often it was within the window, this time among them. */
  readonly add: (name: string) => number;
}

/** More names than a group of clinics has, and more times than any threshold asks for. */
const NAMES_MAX = 1000;
const TIMES_MAX = 1000;

/** Keeps in mind what one process saw within the last `windowMs`. */
export function createStrikes(clock: Clock, windowMs: number): Strikes {
  const timesByName = new Map<string, readonly number[]>();
  return {
    add: (name) => {
      const nowMs = clock.nowMs();
      const recent = (timesByName.get(name) ?? []).filter((ms) => ms > nowMs - windowMs);
      const times = [...recent, nowMs].slice(-TIMES_MAX);
      // Taken out first, so that the map stays in the order of last use.
      timesByName.delete(name);
      timesByName.set(name, times);
      const [oldest] = timesByName.keys();
      if (timesByName.size > NAMES_MAX && oldest !== undefined) timesByName.delete(oldest);
      return times.length;
    },
  };
}
