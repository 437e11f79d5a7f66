import { expect, type Page } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';
import { readStores, rememberedLength } from './pages/read-stores.ts';

// A window paints what it showed last while the host says nothing yet, and only to who was there.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

/** Whole programs are started again and again, on a machine that may have more to do. */
const SLOW = { timeout: 60_000 };
test.slow();

/** Lines that are opened while it is silent reach nobody. */
async function silenceable(page: Page): Promise<{ isSilent: boolean }> {
  const state = { isSilent: false };
  await page.routeWebSocket(/\/desk$/, (line) => {
    if (!state.isSilent) line.connectToServer();
  });
  return state;
}

/** An empty day is remembered in a few hundred letters, one with patients in thousands. */
const A_DAY = 2_000;

test('the day is painted before the host has answered, and lies encrypted on the disk [DL5]', async ({
  page,
}) => {
  const line = await silenceable(page);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await desk.book({
    ...{ doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' },
  });
  await expect.poll(() => rememberedLength(page)).toBeGreaterThan(A_DAY);
  // Remembered anew a moment after something changed on the screen.
  for (const turn of ['Next day', 'Previous day']) {
    const before = await readStores(page);
    await page.getByRole('button', { name: turn }).click();
    await expect.poll(() => readStores(page), SLOW).not.toBe(before);
  }

  line.isSilent = true;
  await page.reload();
  await expect(desk.card('Joya Mitra')).toHaveCount(1, SLOW);
  await expect(page.getByText(/Opening the book… you see it as it was on/)).toBeVisible();
  await lookAt(page, 'painted');
  const onDisk = await readStores(page);
  expect(await rememberedLength(page)).toBeGreaterThan(A_DAY);
  for (const clear of ['Joya Mitra', 'Priya Das', 'Salt Lake']) expect(onDisk).not.toContain(clear);

  // Locked, also while the host says nothing: a reload has nothing to paint with.
  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Lock this desk' }).click();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Opening the book…')).toBeVisible(SLOW);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.rbc-event')).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(
    'storeKey',
  );
});

test('whoever signs out leaves nothing to paint, and nothing behind [DL5]', async ({ page }) => {
  const line = await silenceable(page);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await expect.poll(() => rememberedLength(page)).toBeGreaterThan(A_DAY);
  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => rememberedLength(page)).toBeLessThan(A_DAY);
  line.isSilent = true;
  await page.reload();
  await expect(page.getByText('Opening the book…')).toBeVisible(SLOW);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.rbc-event')).toHaveCount(0);
});
