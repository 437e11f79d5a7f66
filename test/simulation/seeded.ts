/** Randomness of one simulated history: the same seed gives the same history, every time. */
export interface Seeded {
  /** 0 to 1. */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  readonly below: (end: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** mulberry32 (Tommy Ettinger, public domain). */
export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    chance: (probability) => next() < probability,
    below,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
  };
}
