import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { readPdf } from '../support/read-pdf.ts';
import { startHost } from '../support/running-host.ts';
import { test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';
import { startSendingCentral } from './pages/sending-central.ts';
import { signInJoined } from './pages/sign-in-joined.ts';

// A desk asks whether a patient is told, central tells them by a gateway, and the desk sees what
// came of it: all of them real programs.

/** Central waits as long as a desk offers to take something back. */
const SENT = { timeout: 60_000 };

test('a patient is told of a booking, who cannot be is called, and what was told is not taken back unasked [NO1] [NO2] [NO3] [NO8] [NO13]', async ({
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
  await lookAt(page, 'messages-settings');

  await desk.goTo('Schedule');
  const panel = page.getByRole('complementary');
  const booking = { doctor: 'Priya Das', day: nextMonday().day, orFree: true };
  await desk.fillBooking({ ...booking, time: '09:00', newPatient: 'Zubin Mistry' });
  await panel.getByLabel('Phone').fill('98300 55555');
  await expect(panel.getByLabel('Tell the patient')).toBeChecked();
  await lookAt(page, 'messages-booking');
  await panel.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Zubin Mistry' })).toBeVisible();
  await expect(panel.getByText(/^SMS · (Queued|Waiting)/)).toBeVisible();
  await expect(panel.getByText(/^SMS · Sent at/)).toBeVisible(SENT);
  expect(sms.taken.map(({ to }) => to)).toEqual(['+919830055555']);
  expect(sms.taken[0]?.body).toContain('Dear Zubin Mistry, you are booked with Dr. Priya Das');
  await lookAt(page, 'messages-panel');
  await expectAccessible(page);

  // Who was told cannot be untold by a click.
  await page.keyboard.press('Control+z');
  const question = desk.toast('The patient was told of it already');
  await question.getByRole('button', { name: 'Take back and tell them' }).click();
  await expect(async () => {
    expect(sms.taken.map(({ body }) => body).join()).toContain('is cancelled');
  }).toPass(SENT);

  await desk.book({ ...booking, time: '10:00', newPatient: 'Nobody Reachable' });
  await expect(panel.getByText('No number to reach them')).toBeVisible();
  await desk.goTo('Messages');
  await expect(page.getByRole('row').filter({ hasText: 'Zubin Mistry' })).toHaveCount(2);
  await page.getByText('To be called', { exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'Nobody Reachable' });
  await expect(row).toContainText('No number to reach them');
  await lookAt(page, 'messages-screen');
  await expectAccessible(page);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Whom to call, PDF' }).click(),
  ]);
  const paper = (await readPdf(readFileSync(await saved.path()))).join('|');
  expect(paper).toContain('Nobody Reachable');
  // Where a line of a cell ends, no space stands.
  expect(paper.replaceAll(' ', '')).toContain('Nonumbertoreachthem');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: /^To be called, Salt Lake/ })).toBeVisible();
  await expect(row).toBeVisible();
  await expect(page.getByRole('button', { name: 'Told by phone' }).first()).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await row.getByRole('button', { name: 'Told by phone' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText('Nobody has to be called')).toBeVisible();
  await page.getByText('All', { exact: true }).click();
  await expect(row).toContainText('Told by phone');
  await lookAt(page, 'messages-all');
  // Who wants no messages says so once.
  await desk.goTo('Patients');
  await page.getByLabel('Search', { exact: true }).fill('Nobody Reachable');
  await page.getByRole('button', { name: 'Edit Nobody Reachable' }).click();
  const form = page.getByRole('form', { name: 'Edit Nobody Reachable' });
  await form.getByLabel('Phone').fill('98300 77777');
  await form.getByLabel('Wants no messages').check();
  await lookAt(page, 'messages-patient');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row').filter({ hasText: '98300 77777' })).toContainText('None');

  front.close();
});
