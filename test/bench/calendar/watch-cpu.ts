import type { CDPSession } from 'playwright-core';
import { present } from '../../../shared/core/assert.ts';

/** Answers the CPU that the page's process took since it was asked last, in milliseconds. */
export async function watchCpu(session: CDPSession): Promise<() => Promise<number>> {
  await session.send('Performance.enable');
  const read = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = metrics.find(({ name }) => name === 'ProcessTime');
    return present(metric, 'Chromium tells the CPU of the page’s process.').value * 1000;
  };
  let before = await read();
  return async () => {
    const [since, now] = [before, await read()];
    before = now;
    return now - since;
  };
}
