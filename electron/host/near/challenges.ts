import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';

const BYTES = 32;
const GOOD_FOR_MS = 60_000;
/** Somebody who asks for more does nothing with them. */
const OPEN_MAX = 256;

/** Words that a message has to hold, each good once and for a minute: no clock of others counts. */
export function createChallenges(clock: Clock, random: Random) {
  const open = new Map<string, number>();
  return {
    issue: (): string => {
      const challenge = Buffer.from(random.bytes(BYTES)).toString('hex');
      const [oldest] = open.keys();
      if (open.size >= OPEN_MAX && oldest !== undefined) open.delete(oldest);
      open.set(challenge, clock.nowMs() + GOOD_FOR_MS);
      return challenge;
    },
    /** Whether it was issued here lately and not taken yet; it is taken then. */
    take: (challenge: string): boolean => {
      const untilMs = open.get(challenge);
      open.delete(challenge);
      return untilMs !== undefined && clock.nowMs() < untilMs;
    },
  };
}
