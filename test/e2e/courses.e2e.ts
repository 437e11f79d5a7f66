import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Visits that are booked together, on the real program: shown, booked as one, moved and cancelled.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('a visit is repeated: shown with its times, booked as one, cancelled with those ahead, taken back [RB2] [RB3] [RB4]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary', { name: 'Details' });
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', orFree: true };
  await desk.fillBooking({ ...booking, newPatient: 'Tara Often' });
  await panel.getByRole('button', { name: 'Repeat…' }).click();
  const part = panel.getByRole('region', { name: 'Visits that come again' });
  const visits = part.getByRole('list', { name: 'Visits that come again' }).locator('> li');
  await expect(visits).toHaveCount(6);
  await part.getByRole('textbox', { name: 'Visits', exact: true }).fill('3');
  await expect(visits).toHaveCount(3);
  await visits.last().scrollIntoViewIfNeeded();
  await lookAt(page, 'repeat');
  await expectAccessible(page, '.course-part');

  // The sample is another one each day: where a week has no time, it is left out.
  await part.getByRole('textbox', { name: 'Visits', exact: true }).fill('5');
  await expect(visits).toHaveCount(5);
  const open = part.locator('[data-state="open"]');
  while ((await open.count()) > 0) await open.first().getByRole('checkbox').check();
  const button = part.getByRole('button', { name: /^Book \d visits$/ });
  const count = Number((await button.textContent())?.match(/\d/)?.[0]);
  expect(count).toBeGreaterThan(1);
  await button.click();
  await expect(desk.toast(`Tara Often is booked for ${count} visits.`)).toBeVisible();
  const notice = panel.getByText(`Visit 1 of ${count} that were booked together`);
  await notice.click();
  await expect(panel.locator('.course-notice li')).toHaveCount(count);
  await lookAt(page, 'course-notice');
  await expectAccessible(page, '.course-notice');

  await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
  await panel.getByRole('button', { name: 'Patient called' }).click();
  await panel.getByLabel(`All that are ahead: ${count}`).check();
  await lookAt(page, 'course-cancel');
  await expectAccessible(page, '.course-reach');
  await panel.getByRole('button', { name: 'Cancel appointment' }).click();
  const toast = desk.toast('Tara Often is cancelled.');
  await expect(toast).toBeVisible();
  await expect(desk.card('Tara Often')).toBeHidden();
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.card('Tara Often')).toBeVisible();
});

test('several services are booked one after the other on one day, and the rest is asked about when one is cancelled [MV1] [MV2]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary', { name: 'Details' });
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await page.getByRole('button', { name: 'New booking' }).click();
  await panel.getByRole('button', { name: 'New patient' }).click();
  await panel.getByLabel('Name').fill('Uma Twice');
  await panel.getByRole('button', { name: 'Several services…' }).click();
  const part = panel.getByRole('region', { name: 'Several services on one day' });
  const days = part.getByRole('list', { name: 'Days that would do' }).getByRole('button');
  await part.getByRole('textbox', { name: 'Minutes after 1, at least' }).fill('15');
  await expect(days.first()).toBeVisible();
  await days.first().click();
  await lookAt(page, 'plan');
  await expectAccessible(page, '.course-part');
  await part.getByRole('button', { name: 'Book 2 visits' }).click();
  await expect(desk.toast('Uma Twice is booked for 2 visits.')).toBeVisible();
  await expect(panel.getByText('Visit 1 of 2 that were booked together')).toBeVisible();

  await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
  await panel.getByRole('button', { name: 'Patient called' }).click();
  await panel.getByLabel('This and the following: 2').check();
  await panel.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(desk.toast('Uma Twice is cancelled.')).toBeVisible();
});
