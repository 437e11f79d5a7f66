import { expect } from '@playwright/test';
import { startHost } from '../support/running-host.ts';
import { test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { nextMonday } from './pages/next-monday.ts';
import { startSendingCentral } from './pages/sending-central.ts';
import { signInJoined } from './pages/sign-in-joined.ts';

// What becomes of messages without a line, of those that a gateway refuses, and of everybody's when
// a doctor is ill: seen at the desk, told by a central that sends.

/** Central waits as long as a desk offers to take something back. */
const SENT = { timeout: 60_000 };

test('messages wait for a line, a refusal is shown, and everybody of a doctor who is ill is told in one act [NO1] [NO6] [NO9]', async ({
  page,
}) => {
  test.setTimeout(500_000);
  await using central = await startSendingCentral();
  const { sms } = central;
  await using host = await startHost();
  using front = await central.join(host.url, 'salt-lake');

  const desk = deskOn(page);
  await page.goto(host.url);
  await signInJoined(page);
  await desk.goTo('Settings');
  const kinds = ['When booking', 'When moving', 'When cancelling'];
  for (const kind of kinds) await desk.choose(kind, 'Ask, ticked');
  await page.getByRole('button', { name: 'Save the messages' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await desk.goTo('Schedule');
  const panel = page.getByRole('complementary');
  const booking = { doctor: 'Priya Das', day: nextMonday().day, orFree: true };
  // Without a line it waits; a gateway that will not have it says why.
  central.setStill(true);
  await desk.fillBooking({ ...booking, time: '09:30', newPatient: 'Asha Nandi' });
  await panel.getByLabel('Phone').fill('98300 44444');
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText('SMS · Queued, no connection')).toBeVisible();
  sms.plan('refuse');
  central.setStill(false);
  await expect(panel.getByText(/^SMS · Failed: 400 The 'To' number is not valid/)).toBeVisible(
    SENT,
  );

  // The doctor is away: everybody who is booked is cancelled, and told, in one act.
  const sanjay = { ...booking, time: '11:00', newPatient: 'Sanjay Lal' };
  await desk.fillBooking(sanjay);
  await panel.getByLabel('Phone').fill('98300 66666');
  await panel.getByLabel('Tell the patient').uncheck();
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sanjay Lal' })).toBeVisible();
  await desk.goTo('Time off');
  await page.getByRole('button', { name: 'Enter time off' }).click();
  await desk.choose('Doctor', 'Priya Das');
  await desk.choose('Why', 'Emergency');
  await page.getByLabel('First day').fill(booking.day);
  await page.getByLabel('Last day').fill(booking.day);
  await page.getByLabel('They are cancelled, with the reason above').check();
  await expect(page.getByLabel('Tell the patients')).toBeChecked();
  await page.getByLabel('A sentence for all of them').fill('The doctor is ill.');
  // While nothing was sent, it is taken back without a question.
  central.setStill(true);
  await page.getByRole('button', { name: 'Enter it' }).click();
  await expect(page.getByText('The patients are being told.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('cell', { name: 'Dr. Priya Das' })).toHaveCount(0);
  central.setStill(false);
  await page.getByRole('button', { name: 'Enter time off' }).click();
  await desk.choose('Doctor', 'Priya Das');
  await desk.choose('Why', 'Emergency');
  await page.getByLabel('First day').fill(booking.day);
  await page.getByLabel('Last day').fill(booking.day);
  await page.getByLabel('They are cancelled, with the reason above').check();
  await page.getByLabel('A sentence for all of them').fill('The doctor is ill.');
  await page.getByRole('button', { name: 'Enter it' }).click();
  await page.getByRole('button', { name: 'Who was told, and whom to call' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Of the visits to come' })).toBeVisible();
  await expect(async () => {
    const texts = sms.taken.filter(({ to }) => to === '+919830066666').map(({ body }) => body);
    expect(texts).toEqual([expect.stringMatching(/is cancelled.* The doctor is ill\.$/)]);
  }).toPass(SENT);
  front.close();
});
