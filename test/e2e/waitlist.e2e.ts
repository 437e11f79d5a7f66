import { expect } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Who waits for a time, on the real program: put on the waitlist, told of at the desk, offered, booked.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('somebody waits, a time is freed, it is offered and accepted [WL1] [WL2] [WL4] [WL5]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary', { name: 'Details' });
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Ila Sarkar' };
  await desk.book({ ...booking, orFree: true });

  await page.getByRole('button', { name: 'New booking' }).click();
  await panel.getByRole('button', { name: 'New patient' }).click();
  await panel.getByLabel('Name').fill('Wim Waits');
  await panel.getByRole('button', { name: 'Nothing suits: put on the waitlist' }).click();
  await panel.getByRole('combobox', { name: 'Doctors' }).click();
  await page.getByRole('option', { name: 'Priya Das' }).click();
  await page.keyboard.press('Escape');
  await panel.getByLabel('From', { exact: true }).fill(MONDAY.day);
  await panel.getByLabel('Until', { exact: true }).fill(MONDAY.day);
  await panel.getByLabel('Urgent: before all others').check();
  await lookAt(page, 'wish');
  await expectAccessible(page, '.wish-form');
  await panel.getByRole('button', { name: 'Put on the waitlist', exact: true }).click();
  await expect(desk.toast('Wim Waits is on the waitlist.')).toBeVisible();

  await desk.goTo('Schedule');
  await desk.card('Ila Sarkar').click();
  await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
  await panel.getByRole('button', { name: 'Patient called' }).click();
  await panel.getByRole('button', { name: 'Cancel appointment' }).click();
  const notice = page.getByRole('region', { name: 'Free now, and wanted' });
  await expect(notice.getByText(/Wim Waits is next/)).toBeVisible();
  await lookAt(page, 'waitlist-notice');
  await expectAccessible(page, '.waitlist-notice');
  await notice.getByRole('button', { name: 'Waitlist' }).click();

  await expect(page.getByRole('heading', { name: /^Waitlist/ })).toBeVisible();
  const line = page.getByRole('region', { name: 'Free now, and wanted' });
  await expect(line.getByText(/urgent, added/).first()).toBeVisible();
  await lookAt(page, 'waitlist');
  await expectAccessible(page, '.page.waitlist');
  await line
    .getByRole('button', { name: /^Offer .* to Wim Waits/ })
    .first()
    .click();
  const offered = page.getByRole('region', { name: 'Offered, waiting for the answer' });
  await expect(offered.getByText(/Held until/)).toBeVisible();
  await lookAt(page, 'waitlist-offered');
  await expectAccessible(page, '.page.waitlist');
  await offered.getByRole('button', { name: 'Wim Waits accepted' }).click();
  await expect(offered).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: 'Wim Waits' })).toBeHidden();
  await page.getByText('Ended', { exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Wim Waits' })).toContainText('Has a time');
  await desk.goTo('Schedule');
  await expect(desk.card('Wim Waits')).toBeVisible();
});

longTest(
  'whoever has a visit waits for a sooner one, which is changed and taken off [WL1]',
  async ({ page }) => {
    test.setTimeout(180_000);
    const desk = deskOn(page);
    const panel = page.getByRole('complementary', { name: 'Details' });
    await desk.enter(host.url);
    await desk.goToDay(MONDAY.daysAhead);
    const booking = {
      doctor: 'Priya Das',
      day: MONDAY.day,
      time: '11:00',
      newPatient: 'Sona Sooner',
    };
    await desk.book({ ...booking, orFree: true });
    await panel.getByRole('button', { name: 'Sooner if possible: put on the waitlist' }).click();
    await panel.getByRole('button', { name: 'Put on the waitlist', exact: true }).click();
    await desk.goTo('Waitlist');
    const row = page.getByRole('row').filter({ hasText: 'Sona Sooner' });
    await expect(row).toContainText('Sooner than');
    await row.getByRole('button', { name: 'Change what Sona Sooner waits for' }).click();
    await panel.getByLabel('Note').fill('Mornings only');
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect(row).toContainText('Mornings only');
    await page.getByLabel('Search the waitlist').fill('nobody like that');
    await expect(page.getByText('Nobody on the waitlist is like that.')).toBeVisible();
    await page.getByLabel('Search the waitlist').fill('sona');
    await row.getByRole('button', { name: 'Take off the waitlist: Sona Sooner' }).click();
    await expect(row).toBeHidden();
  },
);
