import { setTimeout as delay } from 'node:timers/promises';
import type { Fetch } from '../../electron/host/sync/central-request.ts';
import type { Seeded } from '../simulation/seeded.ts';
import type { CentralProcess, CentralProcesses } from '../support/central-processes.ts';

/** A request that nobody answers is asked of another process after so long, so many times. */
const AGAIN_MS = 20;
const TRIES_MAX = 3000;
/** In the middle of a request, as far as one can tell. */
const WITHIN_MS = 40;

/** Several processes of central, of which any may be killed while it is asked something. */
export interface MortalProcesses {
  /** Sends a request to any of them, as a balancer does, and throws if that one is gone. */
  readonly fetch: Fetch;
  /** The next request's process is killed while it is at it, and another is started in its place. */
  readonly killNext: () => void;
  readonly kills: () => number;
  /** All that was started in place of others is there. */
  readonly settled: () => Promise<unknown>;
}

export async function startMortals(
  centrals: CentralProcesses,
  count: number,
  seeded: Seeded,
): Promise<MortalProcesses> {
  const alive = new Set<CentralProcess>();
  const starting = new Set<Promise<void>>();
  let due = 0;
  let kills = 0;
  const start = async (): Promise<void> => void alive.add(await centrals.start());
  const kill = (one: CentralProcess): void => {
    if (!alive.delete(one)) return;
    kills += 1;
    void one.kill();
    const started = start().finally(() => starting.delete(started));
    starting.add(started);
  };
  await Promise.all(Array.from({ length: count }, start));
  return {
    kills: () => kills,
    killNext: () => {
      due += 1;
    },
    settled: () => Promise.all(starting),
    fetch: async (input, init) => {
      while (alive.size === 0) await Promise.race(starting);
      const one = seeded.pick([...alive]);
      const { pathname } = new URL(String(input));
      if (due > 0) {
        due -= 1;
        setTimeout(() => kill(one), seeded.next() * WITHIN_MS);
      }
      return fetch(new URL(pathname, one.url), init);
    },
  };
}

/** Tries until there is an answer: what was asked of a process that is gone may or may not be done. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= TRIES_MAX) throw error;
      await delay(AGAIN_MS);
    }
  }
}
