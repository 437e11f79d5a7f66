import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';

const VALID_MS = 60 * 60_000;
const CODE_BYTES = 24;

/** Codes that sign a person in once, for the link that a program prints when it starts. */
export interface OneTimeLinks {
  readonly issue: (userId: string) => string;
  /** The user of a code, which is worth nothing from then on. */
  readonly redeem: (code: string) => string | null;
}

export function createOneTimeLinks(clock: Clock, random: Random): OneTimeLinks {
  const issued = new Map<string, { readonly userId: string; readonly untilMs: number }>();
  return {
    issue: (userId) => {
      const code = Buffer.from(random.bytes(CODE_BYTES)).toString('base64url');
      issued.set(code, { userId, untilMs: clock.nowMs() + VALID_MS });
      return code;
    },
    redeem: (code) => {
      const found = issued.get(code);
      issued.delete(code);
      return found && clock.nowMs() < found.untilMs ? found.userId : null;
    },
  };
}
