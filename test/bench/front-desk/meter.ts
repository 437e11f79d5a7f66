import type { Page } from 'playwright-core';
import { watchCpu } from '../calendar/watch-cpu.ts';
import { cpuOfTree } from '../exchange/process-tree.ts';

/** What something took: milliseconds each time, and the CPU of all of it. */
export interface Taken {
  readonly ms: readonly number[];
  /** Of the page's process and of its host. */
  readonly cpuMs: number;
}

export type Meter = (work: () => Promise<readonly number[]>) => Promise<Taken>;

/** Measures what a page and the host with this process take for some work. */
export async function createMeter(page: Page, pid: number): Promise<Meter> {
  const pageCpu = await watchCpu(await page.context().newCDPSession(page));
  return async (work) => {
    await pageCpu();
    const before = cpuOfTree(pid);
    const ms = await work();
    return { ms, cpuMs: (await pageCpu()) + cpuOfTree(pid) - before };
  };
}

export const together = (taken: readonly Taken[]): Taken => ({
  ms: taken.flatMap(({ ms }) => ms),
  cpuMs: taken.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
});
