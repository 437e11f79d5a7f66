import type { Page } from 'playwright-core';
import { watchCpu } from '../calendar/watch-cpu.ts';
import { cpuOfTree } from '../exchange/process-tree.ts';

/** What something took: milliseconds each time, and the CPU of all of it. */
export interface Taken<T = number> {
  readonly ms: readonly T[];
  /** How often it was done. */
  readonly times: number;
  /** Of the page's process and of its host. */
  readonly cpuMs: number;
}

export type Meter = <T>(work: () => Promise<readonly T[]>) => Promise<Taken<T>>;

/** Measures what a page and the host with this process take for some work. */
export async function createMeter(page: Page, pid: number): Promise<Meter> {
  const pageCpu = await watchCpu(await page.context().newCDPSession(page));
  return async (work) => {
    await pageCpu();
    const before = cpuOfTree(pid);
    const ms = await work();
    return { ms, times: ms.length, cpuMs: (await pageCpu()) + cpuOfTree(pid) - before };
  };
}

export const together = (taken: readonly Taken[]): Taken => ({
  ms: taken.flatMap(({ ms }) => ms),
  times: taken.reduce((sum, { times }) => sum + times, 0),
  cpuMs: taken.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
});

/** The times at which both had something to measure. */
export function whereBoth(one: Taken<number | null>, other: Taken<number | null>): Taken {
  const ms = one.ms.filter((each, n) => each !== null && (other.ms[n] ?? null) !== null);
  return { ...one, ms: ms.filter((each) => each !== null) };
}
