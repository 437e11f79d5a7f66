import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { assert } from '../../../shared/core/assert.ts';
import { median, quantile } from '../figure.ts';
import { watchCpu } from './watch-cpu.ts';

const CHANGES = 15;
const DRAG_STEPS = 24;

/** What was measured of a page, in milliseconds and MB; CPU is of all threads of its process. */
export type PageFigures = Readonly<
  Record<
    | 'renderMs'
    | 'renderCpuMs'
    | 'changeMs'
    | 'changeCpuMs'
    | 'nextDayMs'
    | 'nextDayCpuMs'
    | 'dragP95Ms'
    | 'dragCpuMs'
    | 'dropMs'
    | 'heapMb'
    | 'nodes',
    number
  >
>;

/** Opens a fresh page and measures a day of a book of `count` appointments in it. */
export async function measurePage(
  browser: Browser,
  url: string,
  count: number,
): Promise<PageFigures> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'America/New_York',
  });
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  const session = await page.context().newCDPSession(page);
  const cpu = await watchCpu(session);
  const renderMs = await page.evaluate((n) => window.bench.render(n), count);
  const renderCpuMs = await cpu();
  const changes: number[] = [];
  for (let round = 0; round < CHANGES; round += 1)
    changes.push(await page.evaluate(() => window.bench.changeOne()));
  const changeCpuMs = (await cpu()) / CHANGES;
  const drag = await measureDrag(page, cpu);
  const { heapMb, nodes } = await measureHeap(page, session);
  await cpu();
  const nextDayMs = await page.evaluate(() => window.bench.nextDay());
  const nextDayCpuMs = await cpu();
  await page.context().close();
  return {
    ...{ renderMs, renderCpuMs, changeMs: median(changes), changeCpuMs, nextDayMs, nextDayCpuMs },
    ...{ ...drag, heapMb, nodes },
  };
}

/** Real mouse moves across columns; each counts until the frame that answers it. */
async function measureDrag(
  page: Page,
  cpu: () => Promise<number>,
): Promise<{ dragP95Ms: number; dragCpuMs: number; dropMs: number }> {
  const box = await page.evaluate(() => {
    const card = [...document.querySelectorAll(window.bench.card)].find((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      return top > 250 && bottom < 500;
    });
    const { x, y, width, height } = card?.getBoundingClientRect() ?? new DOMRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  const frame = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const before = performance.now();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - before)));
        }),
    );
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { moveTimes: times });
    // Capture comes first, so that the time before the calendar's own listeners is known.
    window.addEventListener(
      'mousemove',
      (event) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - event.timeStamp);
          channel.port2.postMessage(null);
        }),
      { capture: true },
    );
  });
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  await cpu();
  for (let step = 1; step <= DRAG_STEPS; step += 1) {
    await page.mouse.move(box.x + step * 9, box.y + step * 6);
    await frame();
  }
  const dragCpuMs = (await cpu()) / DRAG_STEPS;
  const times = await page.evaluate(() => (window as unknown as { moveTimes: number[] }).moveTimes);
  const before = Date.now();
  await page.mouse.up();
  await frame();
  const dropMs = Date.now() - before;
  await expectDrop(page);
  return { dragP95Ms: quantile(times, 0.95), dragCpuMs, dropMs };
}

/** A card that did not move was not dragged, and its figure would mean nothing. */
async function expectDrop(page: Page): Promise<void> {
  const dropped = page.waitForFunction(() => window.bench.drops() > 0).then(() => true);
  const late = wait(10_000, false, { ref: false });
  assert(await Promise.race([dropped, late]), 'The card was dropped somewhere else.');
}

async function measureHeap(
  page: Page,
  session: CDPSession,
): Promise<{ heapMb: number; nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  return { heapMb: usedSize / 1024 / 1024, nodes };
}
