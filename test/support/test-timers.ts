import type { Timers } from '../../shared/core/timers.ts';
import type { TestClock } from './engine.ts';

/** Timers that run out when a test lets time pass. */
export interface TestTimers extends Timers {
  /** How long until the next one runs out. */
  readonly nextMs: () => number;
  /** Lets `ms` pass, and every timer in it run out in order; promises settle in between. */
  readonly pass: (ms: number) => Promise<void>;
}

export function createTestTimers(clock: TestClock): TestTimers {
  const due: { readonly atMs: number; readonly run: () => void }[] = [];
  return {
    after: (delayMs, run) => {
      const one = { atMs: clock.nowMs() + delayMs, run };
      due.push(one);
      return () => {
        const at = due.indexOf(one);
        if (at >= 0) due.splice(at, 1);
      };
    },
    nextMs: () => Math.min(...due.map((one) => one.atMs)) - clock.nowMs(),
    pass: async (ms) => {
      const untilMs = clock.nowMs() + ms;
      await settle();
      for (;;) {
        const [first] = due.filter((one) => one.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!first) break;
        due.splice(due.indexOf(first), 1);
        clock.advance(first.atMs - clock.nowMs());
        first.run();
        await settle();
      }
      clock.advance(untilMs - clock.nowMs());
    },
  };
}

/** Long enough for any chain of promises that waits for nothing else. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 200; n += 1) await Promise.resolve();
}
