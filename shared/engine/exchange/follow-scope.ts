import type { Reach } from '../../wire/exchange/reach.ts';

/** What an exchange has to do about the parts of the book that a replica may see. */
export interface ScopeChange {
  /** Parts that the replica has not got whole; each is caught up with before anything newer. */
  readonly reach: Reach;
  /** Whether it has to forget what it may not see any more. */
  readonly isLess: boolean;
}

/**
 * Compares what a replica may see now with what it was given. A replica that was never told has
 * followed all of its scope from the start.
 */
export function followScope(parts: readonly string[], given: Reach | null): ScopeChange {
  if (given === null) return { reach: { parts: [...parts], catchingUp: {} }, isLess: false };
  const had = new Set(given.parts);
  const behind = parts.flatMap((part): [string, number][] => {
    const at = had.has(part) ? given.catchingUp[part] : 0;
    return at === undefined ? [] : [[part, at]];
  });
  return {
    reach: { parts: [...parts], catchingUp: Object.fromEntries(behind) },
    isLess: given.parts.some((part) => !parts.includes(part)),
  };
}

/** The next part to catch up with, and the place in the feed from which. */
export function nextBehind({ catchingUp }: Reach): readonly [string, number] | null {
  return Object.entries(catchingUp)[0] ?? null;
}

/** The reach after a part was sent up to `cursor`, or whole. */
export function advance(reach: Reach, part: string, cursor: number, isWhole: boolean): Reach {
  const { [part]: _, ...others } = reach.catchingUp;
  return { ...reach, catchingUp: isWhole ? others : { ...others, [part]: cursor } };
}
