import { createHash, timingSafeEqual } from 'node:crypto';
import type { Passes } from './create-passes.ts';
import type { OneTimeLinks } from './one-time-links.ts';

/**
 * Which browsers are desks of this host. Whoever has an account on this computer reaches its port;
 * only a browser that was opened by a link of the host's own gets further. Who sits at it is asked
 * as at every desk.
 */
export interface Door {
  /** A code that lets one browser in, once and within the hour; the starter's own if it has one. */
  readonly newCode: () => string;
  /** The pass of a browser that comes with a code; null if the code is worth nothing. */
  readonly enter: (code: string) => string | null;
  readonly isIn: (pass: string) => boolean;
}

/** To whom a code of the door is given: whichever browser comes first. */
const BROWSER = 'a browser';

/** `standing` is a code of whoever started this host, good for any number of browsers. */
export function createDoor(passes: Passes, codes: OneTimeLinks, standing: string | null): Door {
  return {
    newCode: () => standing ?? codes.issue(BROWSER),
    enter: (code) => {
      const isStanding = standing !== null && isSame(code, standing);
      return isStanding || codes.redeem(code) !== null ? passes.newPass() : null;
    },
    isIn: passes.knowsPass,
  };
}

/** Compares hashes, which are of one length and tell nothing by how long it takes. */
function isSame(given: string, expected: string): boolean {
  const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashOf(given), hashOf(expected));
}
