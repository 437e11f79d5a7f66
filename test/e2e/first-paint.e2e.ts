import { expect, type Page } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';

// What is on the screen before the program runs, and until it has something to show.

const host = hostOfFile('none');

declare global {
  interface Window {
    /** Frames that were painted, and those of them in which nothing was on the screen. */
    painted: number;
    empty: number;
  }
}

const colourOf = (page: Page, selector: string): Promise<string> =>
  page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);

/** How light a colour is, from 0 to 255. */
const lightness = (colour: string): number =>
  Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the frame stands in the page’s own HTML, in the ${colorScheme} theme`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme });
    const page = await context.newPage();
    await page.goto(host.url);
    const { width = 0, height = 0 } = page.viewportSize() ?? {};
    const boxOf = (part: string) => page.locator(part).boundingBox();
    expect(await boxOf('.skeleton-rail')).toEqual({ x: 0, y: 0, width: 72, height });
    const top = { x: 72, y: 0, width: width - 72, height: 52 };
    expect(await boxOf('.skeleton-top')).toEqual(top);
    expect(await boxOf('.skeleton-grid')).toEqual({ ...top, y: 100, height: height - 100 });
    const surface = lightness(await colourOf(page, '.skeleton-rail'));
    if (colorScheme === 'light') expect(surface).toBeGreaterThan(230);
    else expect(surface).toBeLessThan(60);
    await context.close();
  });
}

test('the frame stands until the program has something to show, and no picture in between is empty', async ({
  page,
}) => {
  let letThrough = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  // The host is not heard at first.
  await page.routeWebSocket(/\/desk$/, async (line) => {
    const server = line.connectToServer();
    const held: (string | Buffer)[] = [];
    let isHeld = true;
    server.onMessage((message) => {
      if (isHeld) held.push(message);
      else line.send(message);
    });
    await isOpen;
    isHeld = false;
    for (const message of held) line.send(message);
  });
  await page.addInitScript(() => {
    window.painted = 0;
    window.empty = 0;
    const look = (): void => {
      const frame = document.querySelector('.skeleton');
      if (frame) {
        const isShown = getComputedStyle(frame).display !== 'none';
        window.painted += 1;
        if (!isShown && !document.querySelector('.entry')) window.empty += 1;
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(host.url);
  await expect(page.getByText('Opening the book…')).toBeVisible();
  await expect(page.locator('.skeleton-rail')).toBeVisible();
  letThrough();
  await expect(page.getByRole('heading', { name: 'Welcome to Daybook' })).toBeVisible();
  await expect(page.locator('.skeleton')).toBeHidden();
  await expect(page.getByText('Opening the book…')).toHaveCount(0);
  const { painted, empty } = await page.evaluate(() => ({
    painted: window.painted,
    empty: window.empty,
  }));
  expect(painted).toBeGreaterThan(0);
  expect(empty).toBe(0);
});
