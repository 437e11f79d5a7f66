import type { Timers } from '../../shared/core/timers.ts';
import type { TestClock } from '../support/engine.ts';

/** The one time of a simulated world, from which all its clocks are made. */
export interface VirtualTime {
  readonly nowMs: () => number;
  readonly timers: Timers;
  /** Lets everything that is due until then happen, one after the other, each to its end. */
  readonly runUntil: (untilMs: number) => Promise<void>;
  /** Lets time pass in which every computer sleeps: what was due by then is due at once. */
  readonly sleepUntil: (untilMs: number) => void;
}

/** `settle` resolves when nothing is under way any more that does not wait for a timer. */
export function createVirtualTime(startMs: number, settle: () => Promise<void>): VirtualTime {
  let nowMs = startMs;
  let no = 0;
  const due = new Set<{ readonly atMs: number; readonly no: number; readonly run: () => void }>();
  const takeFirst = (untilMs: number) => {
    let first: { readonly atMs: number; readonly no: number; readonly run: () => void } | null =
      null;
    for (const one of due) {
      if (one.atMs > untilMs) continue;
      if (!first || one.atMs < first.atMs || (one.atMs === first.atMs && one.no < first.no)) {
        first = one;
      }
    }
    if (first) due.delete(first);
    return first;
  };
  return {
    nowMs: () => nowMs,
    timers: {
      after: (delayMs, run) => {
        no += 1;
        const one = { atMs: nowMs + delayMs, no, run };
        due.add(one);
        return () => void due.delete(one);
      },
    },
    runUntil: async (untilMs) => {
      await settle();
      for (let next = takeFirst(untilMs); next; next = takeFirst(untilMs)) {
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settle();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    sleepUntil: (untilMs) => {
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

/** A computer's clock, which may be set wrong, and be too fast or too slow. */
export interface SkewedClock extends TestClock {
  /** From now on it gains so many parts of the time that passes; it loses them if negative. */
  readonly drift: (gain: number) => void;
}

export function createSkewedClock(time: Pick<VirtualTime, 'nowMs'>): SkewedClock {
  let offsetMs = 0;
  let gain = 0;
  let sinceMs = time.nowMs();
  const nowMs = (): number => Math.round(time.nowMs() + offsetMs + gain * (time.nowMs() - sinceMs));
  return {
    nowMs,
    advance: (ms) => {
      offsetMs += ms;
    },
    drift: (newGain) => {
      offsetMs = nowMs() - time.nowMs();
      gain = newGain;
      sinceMs = time.nowMs();
    },
  };
}
