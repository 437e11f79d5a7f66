import type { Browser, Page } from 'playwright-core';
import { bundleRenderer } from '../../../build/bundle-renderer.ts';
import { assert } from '../../../shared/core/assert.ts';
import { startHost } from '../../support/running-host.ts';
import { cpuOfTree } from '../exchange/process-tree.ts';

/** What a window showed when it was opened again, in milliseconds since it was asked for. */
export interface StartFigures {
  /** The first picture with something on it. */
  readonly paintMs: number;
  /** The first picture that the program has drawn, instead of the page's own frame or upon it. */
  readonly programMs: number;
  /** The first card of an appointment is painted. */
  readonly dayMs: number;
  /** Until then, of all processes: the browser's, the page's and the host's. */
  readonly dayCpuMs: number;
}

declare global {
  interface Window {
    marks: { programMs: number | null; dayMs: number | null };
  }
}

/**
 * The program as it is built, over a real host with the sample clinic: a desk that is signed in
 * loads its page again, so many times. The first picture is the frame of the page's own HTML if
 * it comes before the program's.
 */
export async function measureStarts(browser: Browser, rounds: number): Promise<StartFigures[]> {
  await bundleRenderer('dist/renderer');
  await using host = await startHost();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(host.url);
  await page.getByText('Open the sample clinic').click();
  await page.locator('.rbc-event').first().waitFor({ timeout: 120_000 });
  await page.addInitScript(noteMarks);
  const url = new URL('/', host.url).href;
  // The first one finds no compiled code of the program.
  await measureStart(page, url);
  const starts: StartFigures[] = [];
  for (let round = 0; round < rounds; round += 1) starts.push(await measureStart(page, url));
  await page.context().close();
  return starts;
}

async function measureStart(page: Page, url: string): Promise<StartFigures> {
  // Over a page of the same place Chromium would leave the old picture standing for a while.
  await page.goto('about:blank');
  const before = cpuOfTree(process.pid);
  await page.goto(url);
  await page.waitForFunction(() => window.marks.dayMs !== null, undefined, { timeout: 120_000 });
  const dayCpuMs = cpuOfTree(process.pid) - before;
  const { paintMs, programMs, dayMs } = await page.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    ...window.marks,
  }));
  assert(paintMs !== null && programMs !== null && dayMs !== null, 'The day was painted.');
  return { paintMs, programMs, dayMs, dayCpuMs };
}

/** Runs in the page, before any script of it. */
function noteMarks(): void {
  window.marks = { programMs: null, dayMs: null };
  const waiting = new Map<keyof Window['marks'], string>([
    ['programMs', '#root > :not(style)'],
    ['dayMs', '.rbc-event'],
  ]);
  const observer = new MutationObserver(() => {
    for (const [mark, selector] of waiting) {
      if (!document.querySelector(selector)) continue;
      waiting.delete(mark);
      requestAnimationFrame(() =>
        setTimeout(() => {
          window.marks[mark] = performance.now();
        }),
      );
    }
  });
  observer.observe(document, { subtree: true, childList: true });
}
