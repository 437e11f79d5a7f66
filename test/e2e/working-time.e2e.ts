import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// An administrator changes when a doctor works, on the real program in a real browser.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('working time is made longer for weeks, and a day of it deleted with those booked in it, or from under them [SD4] [SD5] [SD9]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' };
  await desk.book({ ...booking, orFree: true });
  const openDay = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
    await expect(panel.getByRole('heading', { name: 'Working time' })).toBeVisible();
  };

  await openDay();
  await panel.getByRole('button', { name: 'Change…' }).first().click();
  await panel.getByText('This and later').click();
  await panel.getByLabel('Until').fill('13:30');
  await expect(panel.getByText('Nobody who is booked is affected.')).toBeVisible();
  await expect(panel.getByText('Every')).toBeVisible();
  await lookAt(page, 'working-time-change');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible();
  await expect(panel.getByRole('heading', { name: /13:30/ })).toBeVisible();
  await desk.goToDay(7);
  await openDay();
  await expect(panel.getByRole('heading', { name: /13:30/ })).toBeVisible();

  await page.getByRole('button', { name: 'Today' }).click();
  await desk.goToDay(MONDAY.daysAhead);
  await openDay();
  await panel.getByRole('button', { name: 'Change…' }).first().click();
  await panel.getByText('Delete', { exact: true }).click();
  await expect(panel.getByText(/would no longer lie in it/)).toBeVisible();
  await expect(panel.getByRole('row', { name: /Joya Mitra/ })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Delete it' })).toBeDisabled();
  await panel.getByLabel('Cancel them').click();
  await lookAt(page, 'working-time-delete');
  await panel.getByRole('button', { name: 'Delete it' }).click();
  await expect(desk.toast('The working time is deleted.')).toBeVisible();
  await expect(desk.card('Joya Mitra')).toHaveCount(0);

  await page.keyboard.press('Control+z');
  await expect(desk.card('Joya Mitra')).toHaveCount(1);
  await openDay();
  await expect(panel.getByRole('heading', { name: /13:30/ })).toBeVisible();

  await panel.getByRole('button', { name: 'Change…' }).first().click();
  await panel.getByText('Delete', { exact: true }).click();
  await panel.getByLabel(/Leave them without a time/).click();
  await panel.getByRole('button', { name: 'Delete it' }).click();
  await expect(desk.toast('The working time is deleted.')).toBeVisible();
  await desk.goTo('Conflicts');
  await page.getByRole('button', { name: /Joya Mitra/ }).click();
  const conflict = page.locator('.conflict-detail');
  await expect(conflict.getByText('The doctor does not work at that time any more.')).toBeVisible();
  await lookAt(page, 'session-gone');
  await conflict
    .getByRole('button', { name: /\d\d:\d\d–/ })
    .first()
    .click();
  await expect(conflict.getByText('Rebooked')).toBeVisible();
});

test('working time has a break, drawn with its name, in which nobody is booked [BR1] [BR2] [BR4]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await page.getByRole('button', { name: 'Working time of Dr. Anita Sen' }).click();
  await panel.getByRole('button', { name: 'Change…' }).first().click();
  await panel.getByRole('button', { name: 'Add a break' }).click();
  await panel.getByLabel('Break 1', { exact: true }).fill('Tea');
  await panel.getByLabel('Break 1, from').fill('11:00');
  await panel.getByLabel('Break 1, until').fill('08:00');
  await expect(panel.getByText('The break “Tea” has to end after it begins.')).toBeVisible();
  await panel.getByLabel('Break 1, until').fill('11:30');
  const hit = panel.getByText(/would no longer lie in it/);
  await expect(hit.or(panel.getByText('Nobody who is booked is affected.'))).toBeVisible();
  if (await hit.isVisible()) await panel.getByLabel('Cancel them').click();
  await lookAt(page, 'working-time-break');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Change it' }).click();
  await expect(desk.toast('The working time is changed.')).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('note', { name: 'Break: Tea' })).toBeVisible();
  await lookAt(page, 'schedule-break');

  await desk.fillBooking({ doctor: 'Anita Sen', day: MONDAY.day, time: '11:00' });
  await expect(panel.getByText(/The doctor has a break then \(Tea\)/)).toBeVisible();
  await panel.getByRole('button', { name: '· Dr.' }).first().click();
  await expect(panel.getByText(/Held for you/)).toBeVisible();
});
