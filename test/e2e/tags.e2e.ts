import { expect } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Marks of the clinic from their settings to what they do to bookings, on the real program.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('a time kept for emergencies is drawn as such, refused with its reason, and takes one [MK1]', async ({
  page,
}) => {
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const kept = page.getByRole('note', { name: 'Mark: Emergency' });
  await expect(kept.first()).toBeVisible();
  await expect(kept.first()).toContainText('Emergency');
  await lookAt(page, 'tags-day');
  await expectAccessible(page);
  const booking = { doctor: 'Sourav Roy', day: MONDAY.day, time: '12:00', service: 'Consultation' };
  await desk.fillBooking({ ...booking, newPatient: 'Tara Bose' });
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText(/kept for emergencies until 1 hour before/)).toBeVisible();
  await lookAt(page, 'tags-refused');
  await panel.getByLabel('An emergency').check();
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Tara Bose' })).toBeVisible();

  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await page.getByText('Week', { exact: true }).click();
  await page.getByRole('button', { name: /of 8 doctors/ }).click();
  await page.getByRole('checkbox', { name: 'Anita Sen' }).uncheck();
  await page.getByRole('checkbox', { name: 'Sourav Roy' }).check();
  await page.keyboard.press('Escape');
  await expect(kept.first()).toBeVisible();
  await page.getByText('Month', { exact: true }).click();
  await expect(page.getByText('Marks: Emergency').first()).toBeAttached();
  await lookAt(page, 'tags-month');
  await expectAccessible(page);
});

test('marks are made, called otherwise and taken away in the settings, and slots carry them [MK2] [MK4]', async ({
  page,
}) => {
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goTo('Services');
  const form = main.locator('form').filter({ has: page.getByLabel('What it does') });
  await form.getByLabel('Name').fill('Own time');
  await desk.choose('What it does', 'The doctor’s own time');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  const row = main.getByRole('row', { name: /Own time/ });
  await expect(row).toContainText('The doctor’s own time');
  await row.scrollIntoViewIfNeeded();
  await lookAt(page, 'tags-settings');
  await expectAccessible(page);

  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  await desk.fillBooking({ doctor: 'Priya Das', day: MONDAY.day, time: '16:45' });
  await panel.getByRole('button', { name: 'This slot…' }).click();
  await panel.getByLabel('Marks').fill('Own');
  await page.getByRole('option', { name: 'Own time' }).click();
  await page.keyboard.press('Escape');
  await lookAt(page, 'tags-slot');
  await panel.getByRole('button', { name: 'Save the slot' }).click();
  await expect(desk.toast('The slot is changed.')).toBeVisible();
  const drawn = page.getByRole('note', { name: 'Mark: Own time' });
  await expect(drawn).toHaveCount(1);

  await desk.goTo('Services');
  await main.getByRole('button', { name: 'Edit Own time' }).click();
  await form.getByLabel('Name').fill('Rounds');
  await form.getByRole('button', { name: 'Save the change' }).click();
  await expect(main.getByRole('row', { name: /Rounds/ })).toBeVisible();
  await desk.goTo('Schedule');
  await expect(page.getByRole('note', { name: 'Mark: Rounds' })).toHaveCount(1);
  await desk.goTo('Services');
  await main.getByRole('button', { name: 'Remove Rounds' }).click();
  await expect(main.getByRole('row', { name: /Rounds/ })).toHaveCount(0);
  await desk.goTo('Schedule');
  // The slot keeps the name that it was given.
  await expect(page.getByRole('note', { name: 'Mark: Own time' })).toHaveCount(1);
});

longTest('who sets up working time makes a mark by typing one [MK4]', async ({ page }) => {
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
  await panel.getByRole('button', { name: 'Change many at once…' }).click();
  await panel.getByLabel('Add marks').fill('Quiet hour');
  await page.keyboard.press('Enter');
  await expect(desk.toast('Mark “Quiet hour” made.')).toBeVisible();
  await desk.goTo('Services');
  await expect(page.getByRole('main').getByRole('row', { name: /Quiet hour/ })).toBeVisible();
});
