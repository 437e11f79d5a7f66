import { expect, type Locator, type Page, test } from '@playwright/test';
import { build, type PreviewServer, preview } from 'vite';
import type { DoctorTime, EventMove } from '../../renderer/state/event-view.ts';
import { expectAccessible } from './pages/expect-accessible.ts';

const configFile = new URL('./fixture/vite.config.ts', import.meta.url).pathname;

let server: PreviewServer;

test.beforeAll(async () => {
  await build({ configFile, logLevel: 'error' });
  server = await preview({ configFile, logLevel: 'error', preview: { port: 0 } });
});

test.afterAll(() => server.close());

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${server.resolvedUrls?.local[0]}?${query}`);
  await page.locator('.rbc-event').first().waitFor();
}

const card = (page: Page, id: string): Locator =>
  page.locator(`.rbc-event[data-event-id^="${id}-"]:not(.rbc-addons-dnd-drag-preview)`);

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('the node is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Moves in small steps, as a hand does; the grid hears nothing of a jump. */
async function drag(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
}

/** What the grid asked for, as readable strings: "id doctor 13:00–13:30". */
async function asked(page: Page): Promise<{ moves: string[]; times: string[] }> {
  return page.evaluate(() => {
    const span = (time: DoctorTime) =>
      `${time.doctorId} ${time.start.toISOString().slice(11, 16)}–${time.end.toISOString().slice(11, 16)}`;
    return {
      moves: window.asked.moves.map(
        (move: EventMove) => `${move.id.split('-').slice(0, 2).join('-')} ${span(move)}`,
      ),
      times: window.asked.times.map(span),
    };
  });
}

const HOUR_PX = 100;

test('a card dragged to another doctor and time asks for exactly that', async ({ page }) => {
  await open(page);
  const from = await middle(card(page, 'mehta-11:45'));
  const column = await middle(page.locator('.doctor-header').nth(6));
  await drag(page, from, { x: column.x, y: from.y + 3.25 * HOUR_PX });
  await expect(page.locator('.rbc-addons-dnd-drag-preview')).toContainText('15:00–15:30');
  await page.mouse.up();
  expect((await asked(page)).moves).toEqual(['mehta-11:45 khan 15:00–15:30']);
  await expect(card(page, 'mehta-11:45')).toContainText('15:00–15:30');
  await expect(page.locator('.rbc-addons-dnd-dragged-event')).toHaveCount(0);
});

test('Escape in the middle of a drag leaves the book as it was', async ({ page }) => {
  await open(page);
  const from = await middle(card(page, 'mehta-11:45'));
  await drag(page, from, { x: from.x, y: from.y + HOUR_PX });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect((await asked(page)).moves).toEqual([]);
  await expect(page.locator('.rbc-addons-dnd-drag-preview')).toHaveCount(0);
});

test('what has begun or belongs to another branch does not move', async ({ page }) => {
  await open(page);
  for (const id of ['sen-11:00', 'das-15:00', 'mehta-12:30']) {
    const from = await middle(card(page, id));
    await drag(page, from, { x: from.x, y: from.y + HOUR_PX });
    await page.mouse.up();
  }
  expect((await asked(page)).moves).toEqual([]);
});

test('the chosen card can be made longer', async ({ page }) => {
  await open(page);
  await card(page, 'mehta-11:45').click();
  await expect(card(page, 'mehta-11:45')).toHaveAttribute('data-selected', 'true');
  const handle = await middle(page.locator('.rbc-addons-dnd-resize-ns-anchor').last());
  // Past the line, because the end goes to the last quarter of an hour that was reached.
  await drag(page, handle, { x: handle.x, y: handle.y + HOUR_PX / 4 + 8 });
  await page.mouse.up();
  expect((await asked(page)).moves).toEqual(['mehta-11:45 mehta 11:45–12:30']);
});

test('a click on free time picks it', async ({ page }) => {
  await open(page);
  const header = await middle(page.locator('.doctor-header').nth(7));
  const above = await middle(card(page, 'sinha-12:30'));
  await page.mouse.click(header.x, above.y - 0.9 * HOUR_PX);
  expect((await asked(page)).times).toEqual(['sinha 11:45–12:00']);
});

test('in the week a card goes to another day', async ({ page }) => {
  await open(page, 'view=week&panel=none');
  const from = await middle(card(page, 'mehta-11:45').first());
  const column = await middle(page.locator('.rbc-day-slot').nth(5));
  await drag(page, from, { x: column.x, y: from.y });
  await page.mouse.up();
  expect((await asked(page)).moves).toEqual(['mehta-11:45 das 11:45–12:15']);
  const day = await page.evaluate(() => window.asked.moves[0]?.start.toISOString().slice(0, 10));
  expect(day).toBe('2026-03-03');
});

test('everything by keyboard: walk, open, carry, place, book', async ({ page }) => {
  await open(page, 'panel=none');
  await page.locator('.grid-cursor').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  for (let step = 0; step < 20; step += 1) {
    if (await card(page, 'mehta-11:45').evaluate((node) => node === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(card(page, 'mehta-11:45')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ankit Jain' })).toBeVisible();

  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('.schedule-grid [aria-live]')).toContainText(
    'Moving Ankit Jain to 12:00, Rohan Mehta',
  );
  await page.keyboard.press('Enter');
  expect((await asked(page)).moves).toEqual(['mehta-11:45 mehta 12:00–12:30']);
  await expect(card(page, 'mehta-11:45')).toBeFocused();

  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  expect((await asked(page)).moves.at(-1)).toBe('mehta-11:45 das 12:00–12:30');
  await expect(card(page, 'mehta-11:45')).toBeFocused();

  await page.keyboard.press('n');
  expect((await asked(page)).times).toEqual(['das 12:00–12:15']);
});

test('focus follows a card that moves when the host has answered', async ({ page }) => {
  await open(page, 'panel=none&delay=300');
  await card(page, 'mehta-11:45').focus();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Enter'])
    await page.keyboard.press(key);
  await expect(card(page, 'mehta-11:45')).toContainText('12:00–12:30');
  await expect(card(page, 'mehta-11:45')).toBeFocused();
});

test('Tab reaches the grid once, not once per card', async ({ page }) => {
  await open(page);
  const stops = await page
    .locator('.schedule-grid')
    .evaluate((grid) => grid.querySelectorAll('[tabindex="0"], button:not([tabindex])').length);
  expect(stops).toBe(1);
});

test('more than ten doctors come in pages', async ({ page }) => {
  await open(page, 'doctors=24&panel=none');
  await expect(page.locator('.doctor-header')).toHaveCount(10);
  await page.getByRole('button', { name: 'Next doctors' }).click();
  await page.getByRole('button', { name: 'Next doctors' }).click();
  await expect(page.locator('.doctor-header')).toHaveCount(4);
  await expect(page.getByText('21–24 of 24')).toBeVisible();
});

test('headers stand over their columns, also when scrolled sideways', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await open(page, 'panel=none');
  await page.locator('.rbc-time-content').evaluate((node) => node.scrollBy(400, 100));
  const lefts = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((nodes) => nodes.map((node) => Math.round(node.getBoundingClientRect().left)));
  expect(await lefts('.doctor-header')).toEqual(await lefts('.rbc-day-slot'));
});

test('the date picker and the views lead to a day and back', async ({ page }) => {
  await open(page, 'panel=none');
  await page.getByRole('button', { name: /Monday 2 March/ }).click();
  await page.getByRole('button', { name: 'Thursday 12 March 2026' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Thursday 12 March');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByText('Month', { exact: true }).click();
  await page.getByRole('button', { name: /Tuesday 17 March/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Tuesday 17 March');
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Monday 2 March');
});

test('the palette opens by its key', async ({ page }) => {
  await open(page, 'panel=none');
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Search patients, times or run a command')).toBeFocused();
});

for (const view of ['day', 'week', 'month'])
  test(`nothing for axe to find: ${view}`, async ({ page }) => {
    await page.goto(`${server.resolvedUrls?.local[0]}?view=${view}`);
    await page.locator('.schedule').waitFor();
    await expectAccessible(page);
  });
