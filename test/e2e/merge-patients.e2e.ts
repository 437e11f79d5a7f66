import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// One person with two records: found out, shown what goes over, made one, and taken back.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('two records of one person become one, with what was booked under both, and are taken back [PM1] [PM3] [PM4] [PM5] [PM8]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day };
  const panel = page.getByRole('complementary');
  await desk.fillBooking({ ...booking, time: '10:00', newPatient: 'Joya Mitra' });
  await panel.getByLabel('Phone').fill('98311 22334');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Joya Mitra' })).toBeVisible();

  // The same telephone: the desk says so, and whoever enters her all the same has two.
  await desk.fillBooking({ ...booking, time: '10:15', newPatient: 'Jaya Mittra' });
  await panel.getByLabel('Phone').fill('9831122334');
  await expect(panel.getByText('They may be known already')).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole('button', { name: 'It is this one: Joya Mitra' })).toBeVisible();
  await lookAt(page, 'known-already');
  await expectAccessible(page, '.booking-form');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Jaya Mittra' })).toBeVisible();

  await desk.goTo('Patients');
  const main = page.getByRole('main');
  await main.getByRole('textbox', { name: 'Search' }).fill('Jaya Mittra');
  await main.getByRole('button', { name: 'Edit Jaya Mittra' }).click();
  await expect(main.getByText('There may be another record of this person')).toBeVisible();
  await main.getByRole('button', { name: 'Leave it' }).click();
  await main.getByRole('button', { name: 'Jaya Mittra is the same person as…' }).click();
  const form = main.getByRole('region', { name: 'Jaya Mittra is the same person as…' });
  await form.getByLabel('Find the other record').fill('Joya Mitra');
  await form.getByRole('button', { name: /Choose Joya Mitra/ }).click();
  await expect(
    form.getByText(/Joya Mitra’s then: 1 visit to come, 0 visits that were/),
  ).toBeVisible();
  await form.getByRole('radiogroup', { name: 'Phone' }).getByLabel('9831122334').check();
  await lookAt(page, 'merge-patients');
  await expectAccessible(page, 'main');
  await form.getByRole('button', { name: 'Make them one' }).click();
  await expect(desk.toast('The two records are Joya Mitra now.')).toBeVisible();
  await expect(form).toHaveCount(0);
  await expect(main.getByRole('cell', { name: 'Joya Mitra', exact: true })).toHaveCount(1);
  await expect(main.getByRole('cell', { name: '9831122334' })).toBeVisible();
  await desk.goTo('Schedule');
  await expect(desk.card('Joya Mitra')).toHaveCount(2);
  await expect(desk.card('Jaya Mittra')).toHaveCount(0);

  await page.keyboard.press('Control+z');
  await expect(page.getByText('Taken back.')).toBeVisible();
  await expect(desk.card('Joya Mitra')).toHaveCount(1);
  await expect(desk.card('Jaya Mittra')).toHaveCount(1);
});
