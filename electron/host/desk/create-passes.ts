import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';

/** A browser that was let in and did not come for so long needs a new link. */
const IDLE_MS = 30 * 24 * 3_600_000;
/** Use is noted this coarsely: a pass's age matters in days. */
const NOTED_EVERY_MS = 3_600_000;
const PASSES_MAX = 200;
const PASS_BYTES = 32;

/** A pass as it is kept: its hash, and when it was last shown. */
export interface KeptPass {
  readonly hash: string;
  readonly usedMs: number;
}

/** By what a browser is known that was let in by a link of this host. */
export interface Passes {
  readonly newPass: () => string;
  /** Whether this is such a pass, shown within the last thirty days. */
  readonly knowsPass: (pass: string) => boolean;
}

/** Passes whose hashes are kept where `read` and `save` say. */
export function createPasses(
  kept: {
    readonly read: () => readonly KeptPass[];
    readonly save: (passes: readonly KeptPass[]) => void;
  },
  clock: Clock,
  random: Random,
): Passes {
  const note = (hash: string): void => {
    const others = kept.read().filter((one) => one.hash !== hash);
    kept.save([...others.slice(-(PASSES_MAX - 1)), { hash, usedMs: clock.nowMs() }]);
  };
  return {
    newPass: () => {
      const pass = Buffer.from(random.bytes(PASS_BYTES)).toString('base64url');
      note(hashOf(pass));
      return pass;
    },
    knowsPass: (pass) => {
      const hash = hashOf(pass);
      const found = kept.read().find((one) => one.hash === hash);
      const idleMs = found ? clock.nowMs() - found.usedMs : IDLE_MS;
      if (idleMs >= IDLE_MS) return false;
      if (idleMs > NOTED_EVERY_MS) note(hash);
      return true;
    },
  };
}

/** A pass is 32 random bytes, so a plain hash cannot be guessed back. */
const hashOf = (pass: string): string => createHash('sha256').update(pass).digest('hex');
