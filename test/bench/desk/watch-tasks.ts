import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** How long each task of the page over 50 ms took, in milliseconds. */
    longTasks: number[];
  }
}

/** Notes the long tasks of every document that the page opens from now on. */
export const watchTasks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });

/** The longest task since this was last asked, in milliseconds; 0 if none took 50. */
export const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, ...window.longTasks.splice(0)));
