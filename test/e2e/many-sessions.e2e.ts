import { expect, type Page } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// An administrator changes the slots of weeks in one step, on the real program in a real browser.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

async function openByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Search patients, times or run a command')).toBeFocused();
  await page.keyboard.type('time of many');
  await expect(page.getByText('Go to Schedule')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

test('all slots of a doctor become longer in one step, and are taken back in one [SD7] [SD8]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
  await panel.getByRole('button', { name: 'Change many at once…' }).click();
  await expect(panel.getByRole('heading', { name: 'Change many at once' })).toBeVisible();
  await expect(panel.getByText(/^\d+ sessions, [\d,]+ slots/)).toBeVisible();
  await expect(panel.getByText('Say above what is to change.')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Change them' })).toBeDisabled();

  await panel.getByLabel('New slot length').fill('30');
  await expect(
    panel.getByText(/sessions changed, \d+ series for good; then there are/),
  ).toBeVisible();
  await expect(panel.getByText('Nobody who is booked is affected.')).toBeVisible();
  await lookAt(page, 'many-sessions-change');
  await expectAccessible(page);
  await panel.getByRole('button', { name: /^Change \d+ sessions$/ }).click();
  await expect(desk.toast(/^\d+ sessions changed\./)).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(desk.toast('Taken back.')).toBeVisible();
});

test('a week is moved or deleted with those booked in it, by keyboard, and what is in the way is named [SD4] [SD8]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' };
  await desk.book({ ...booking, orFree: true });

  await openByKeyboard(page);
  await panel.getByPlaceholder('Every doctor').click();
  await page.getByRole('option', { name: 'Priya Das' }).click();
  await page.keyboard.press('Escape');
  await panel.getByLabel('From the day').fill(MONDAY.day);
  await panel.getByLabel('To the day').fill(MONDAY.day);
  await expect(panel.getByRole('row', { name: /Joya Mitra/ })).toBeVisible();
  await lookAt(page, 'many-sessions-booked');

  await panel.getByLabel('Later by minutes').fill('-700');
  await expect(
    panel.getByText(/would not lie within one day any more: Dr. Priya Das/),
  ).toBeVisible();
  await lookAt(page, 'many-sessions-refused');
  await panel.getByLabel('Later by minutes').fill('0');
  await panel.getByText('Delete', { exact: true }).click();
  await expect(panel.getByText(/would no longer lie in it/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Change them' })).toBeDisabled();
  await panel.getByLabel('Cancel them').click();
  await lookAt(page, 'many-sessions-delete');
  await panel.getByRole('button', { name: /^Delete \d+ sessions?$/ }).click();
  await expect(desk.toast(/^\d+ sessions? deleted\./)).toBeVisible();
  await expect(desk.card('Joya Mitra')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(desk.card('Joya Mitra')).toHaveCount(1);

  await openByKeyboard(page);
  await panel.getByLabel('With the mark').fill('nobody has this');
  await expect(panel.getByText('No working time is like that')).toBeVisible();
});

test('a large change shows how far it is, and stopped it leaves all as it was [SD12]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await openByKeyboard(page);
  // With a last day each session is changed by itself, so there is much to write.
  const last = new Date(Date.parse(MONDAY.day) + 160 * 86_400_000).toISOString().slice(0, 10);
  await panel.getByLabel('To the day').fill(last);
  await panel.getByLabel('New slot length').fill('5');
  const apply = panel.getByRole('button', { name: /^Change [\d,]+ sessions$/ });
  await expect(apply).toBeEnabled({ timeout: 60_000 });
  const before = await panel.getByText(/sessions, [\d,]+ slots/).textContent();
  await apply.click();
  const stop = panel.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeEnabled({ timeout: 60_000 });
  await expect(panel.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^\d+$/);
  await stop.click();
  await expect(panel.getByText('It was stopped, and all is as it was before.')).toBeVisible({
    timeout: 60_000,
  });
  await lookAt(page, 'many-sessions-stopped');
  await expect(panel.getByText(/sessions, [\d,]+ slots/)).toHaveText(before ?? '', {
    timeout: 60_000,
  });
  await expectAccessible(page);
});
