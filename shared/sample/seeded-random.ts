/** Draws that are the same for the same seed. */
export interface Draw {
  /** From 0 up to, but without, 1. */
  readonly unit: () => number;
  readonly pick: <T>(from: readonly [T, ...T[]]) => T;
  /** Which of the weights was drawn, by its place. */
  readonly weighted: (weights: readonly number[]) => number;
}

/** Tommy Ettinger's mulberry32, seeded by the FNV-1a hash of a text. */
export function createDraw(seed: string): Draw {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) {
    state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0;
  }
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    unit,
    pick: (from) => from[Math.floor(unit() * from.length)] ?? from[0],
    weighted: (weights) => {
      let left = unit() * weights.reduce((sum, weight) => sum + weight, 0);
      const place = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return Math.max(0, place);
    },
  };
}
