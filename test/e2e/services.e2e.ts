import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What a service wants, set up on its screen and met at the front desk.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('a service takes longer with one doctor, is not done by another, and keeps time free around it [SV1] [SV2]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Services');
  const form = page.locator('form', { has: page.getByLabel('Free before, minutes') });
  const save = () => form.getByRole('button', { name: 'Save the change' }).click();
  const otherwise = form.getByRole('group', { name: 'Doctors who do it otherwise' });
  const chooseDoctor = async (name: string): Promise<void> => {
    await otherwise.getByRole('combobox', { name: 'Doctor' }).click();
    await page.getByRole('option', { name }).click();
  };

  await page.getByRole('button', { name: 'Edit Follow-up' }).click();
  await form.getByLabel('Free after, minutes').fill('15');
  await chooseDoctor('Priya Das');
  await otherwise.getByLabel('Minutes').fill('20');
  await otherwise.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(otherwise.getByText('Priya Das: 20 min')).toBeVisible();
  await otherwise.scrollIntoViewIfNeeded();
  await lookAt(page, 'service');
  await expectAccessible(page);
  await save();
  await expect(page.getByRole('row', { name: 'Follow-up' })).toContainText('15 after');

  await page.getByRole('button', { name: 'Edit Video' }).click();
  await chooseDoctor('Priya Das');
  await otherwise.getByLabel('Does not do it').check();
  await otherwise.getByRole('button', { name: 'Set', exact: true }).click();
  await save();
  await expect(otherwise).toHaveCount(0);

  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day };
  const followUp = { ...booking, time: '10:00', service: 'Follow-up · 20 min' };
  await desk.book({ ...followUp, newPatient: 'Lina Sen' });
  await expect(page.getByRole('complementary').getByText(/10:00–10:20/)).toBeVisible();

  await desk.fillBooking({ ...booking, time: '10:30', newPatient: 'Omar Khan' });
  const panel = page.getByRole('complementary');
  await panel.getByRole('combobox', { name: 'Service' }).click();
  await expect(page.getByRole('option', { name: /^Consultation/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Video/ })).toHaveCount(0);
  await page.getByRole('option', { name: /^Consultation/ }).click();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByText(/Follow-up: 15 minutes free .*only 10 minutes/)).toBeVisible();
  await lookAt(page, 'around');
  await page.getByLabel('Why it is done all the same').fill('A short one');
  await page.getByRole('button', { name: 'Do it all the same' }).click();
  await expect(page.getByRole('heading', { name: 'Omar Khan' })).toBeVisible();
});
