import { type Browser, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { findChromium } from '../support/find-chromium.ts';

/**
 * The schedule against stock react-big-calendar, which it is made from: eight doctors, 10,000
 * appointments loaded, 336 on the shown day. Each round opens a fresh page for each of the two, in
 * turn, so that a busy machine hurts both alike; medians are printed. Ratios count more than
 * milliseconds.
 */
const COUNT = 10_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const STOCK_ROUNDS = Math.min(ROUNDS, 3);
const CHANGES = 15;
const DRAG_STEPS = 24;

type Figures = Readonly<
  Record<
    'renderMs' | 'changeMs' | 'nextDayMs' | 'dragP95Ms' | 'dropMs' | 'heapMb' | 'nodes',
    number
  >
>;

const FIGURE_NAMES: Readonly<Record<keyof Figures, string>> = {
  renderMs: 'day first render, ms',
  changeMs: 'one change to paint, ms',
  nextDayMs: 'next day, ms',
  dragP95Ms: 'drag move p95, ms',
  dropMs: 'drop to paint, ms',
  heapMb: 'JS heap, MB',
  nodes: 'nodes',
};

/** The limits of the plan for Daybook alone; the printed table says where one is missed. */
const LIMITS: Partial<Record<keyof Figures, number>> = { changeMs: 25, dragP95Ms: 50, heapMb: 16 };

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

async function measure(browser: Browser, url: string): Promise<Figures> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'America/New_York',
  });
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in window);
  const renderMs = await page.evaluate((count) => window.bench.render(count), COUNT);
  const changes: number[] = [];
  for (let round = 0; round < CHANGES; round += 1)
    changes.push(await page.evaluate(() => window.bench.changeOne()));
  const drag = await measureDrag(page);
  const { heapMb, nodes } = await measureHeap(page);
  const nextDayMs = await page.evaluate(() => window.bench.nextDay());
  await page.close();
  return { renderMs, changeMs: median(changes), nextDayMs, ...drag, heapMb, nodes };
}

/** Real mouse moves across columns; each counts until the frame that answers it. */
async function measureDrag(page: Page): Promise<{ dragP95Ms: number; dropMs: number }> {
  const box = await page.evaluate(() => {
    const card = [...document.querySelectorAll('.rbc-event')].find((node) => {
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
  for (let step = 1; step <= DRAG_STEPS; step += 1) {
    await page.mouse.move(box.x + step * 9, box.y + step * 6);
    await frame();
  }
  const times = await page.evaluate(() => (window as unknown as { moveTimes: number[] }).moveTimes);
  const before = Date.now();
  await page.mouse.up();
  await frame();
  return { dragP95Ms: p95(times), dropMs: Date.now() - before };
}

async function measureHeap(page: Page): Promise<{ heapMb: number; nodes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  return { heapMb: usedSize / 1024 / 1024, nodes };
}

/** Measures and says the table, line by line. */
export async function benchCalendar(say: (line: string) => void): Promise<void> {
  const configFile = new URL('./calendar/vite.config.ts', import.meta.url).pathname;
  await build({ configFile, logLevel: 'error' });
  const server = await preview({ configFile, logLevel: 'error', preview: { port: 0 } });
  const base = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch(await findChromium());
  const daybook: Figures[] = [];
  const stock: Figures[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      daybook.push(await measure(browser, `${base}daybook.html`));
      if (round < STOCK_ROUNDS) stock.push(await measure(browser, `${base}stock.html`));
    }
  } finally {
    await browser.close();
    await server.close();
  }
  say(`calendar: ${COUNT} appointments, 8 doctors, medians of ${ROUNDS} and ${STOCK_ROUNDS} pages`);
  for (const key of Object.keys(FIGURE_NAMES) as (keyof Figures)[]) {
    const [ours, theirs] = [daybook, stock].map((all) => median(all.map((one) => one[key])));
    say(lineOf(key, ours ?? Number.NaN, theirs ?? Number.NaN));
  }
}

function lineOf(key: keyof Figures, ours: number, theirs: number): string {
  const limit = LIMITS[key];
  const verdict =
    limit === undefined ? '' : ours <= limit ? `  within ${limit}` : `  OVER ${limit}`;
  const figure = (value: number): string => value.toFixed(1).padStart(9);
  return `${FIGURE_NAMES[key].padEnd(26)}${figure(ours)}${figure(theirs)}  x${(ours / theirs).toFixed(3)}${verdict}`;
}

if (import.meta.main) await benchCalendar((line) => process.stdout.write(`${line}\n`));
