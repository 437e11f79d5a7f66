import { expect, type Page } from '@playwright/test';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { type DeskPage, deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Whoever leaves a reception desk leaves nothing of a patient on its screen.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

async function setPin({ page, goTo }: DeskPage, typed: string): Promise<void> {
  await goTo('Settings');
  await page.getByLabel(/PIN.*4 to 8 digits/).fill(typed);
  await page.getByLabel('Your password, to be sure').fill(SAMPLE_PASSWORD);
  await page.getByRole('button', { name: 'Set the PIN' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

const lockedPage = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(page.getByText('Ruma Paul is signed in at this desk.')).toBeVisible();
};

test('a desk that is left shows nobody, and its user’s PIN brings the book back [DL1] [DL3]', async ({
  page,
}) => {
  await page.clock.install();
  const desk = deskOn(page);
  await desk.enter(host.url);
  await setPin(desk, '24a68');
  await lookAt(page, 'desk-security');
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00' };
  await desk.book({ ...booking, newPatient: 'Joya Mitra' });
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
  await page.getByRole('menuitem', { name: 'Lock this desk' }).click();
  await lockedPage(page);
  expect(await page.content()).not.toContain('Joya Mitra');
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(await kept()).not.toMatch(/storeKey|Joya/);
  await expectAccessible(page);

  await lookAt(page, 'locked');

  await page.keyboard.type('9999');
  await page.keyboard.press('Enter');
  await expect(page.getByText('After 4 more wrong ones it takes your password.')).toBeVisible();
  await page.reload();
  await lockedPage(page);
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await expect(page.locator('.rbc-event').first()).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search patients, times or run a command').fill('Lock this');
  await expect(page.getByRole('button', { name: 'Lock this desk' })).toBeVisible();
  await page.keyboard.press('Enter');
  await lockedPage(page);
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await expect(page.locator('.rbc-event').first()).toBeVisible();

  await page.clock.fastForward('09:30');
  await page.mouse.move(300, 300);
  await page.clock.fastForward('09:30');
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  await page.clock.fastForward('00:40');
  await lockedPage(page);
});

longTest(
  'who forgot the PIN goes on by password, and somebody else signs in instead [DL2]',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    await setPin(desk, '1357');
    await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
    await page.getByRole('menuitem', { name: 'Lock this desk' }).click();
    await lockedPage(page);
    await page.getByRole('button', { name: 'Use the password instead' }).click();
    await page.getByRole('textbox', { name: 'Password' }).fill(SAMPLE_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
    await page.getByRole('button', { name: 'RP, Ruma Paul' }).click();
    await page.getByRole('menuitem', { name: 'Lock this desk' }).click();
    await page.getByRole('button', { name: 'Sign in as somebody else' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  },
);
