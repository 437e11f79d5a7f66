import { expect } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What a person notes down for nobody else, on the real program.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

test('a private note is written, found again, changed and deleted by its writer, and nobody else sees it [PN1]', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Ila Sarkar' };
  await desk.book({ ...booking, orFree: true });
  await panel.getByRole('button', { name: 'Private note…' }).click();
  await panel.getByLabel('Private note').fill('Ask about the dog');
  await panel.getByRole('button', { name: 'Save the note' }).click();
  await expect(panel.getByRole('button', { name: 'Save the note' })).toBeDisabled();
  await lookAt(page, 'private-note');
  await expectAccessible(page);

  const otherContext = await browser.newContext();
  const other = deskOn(await otherContext.newPage());
  await other.enter(host.url, 'Asha Roy');
  await other.goToDay(MONDAY.daysAhead);
  await other.card('Ila Sarkar').click();
  const theirs = other.page.getByRole('complementary');
  await expect(theirs.getByRole('heading', { name: 'Ila Sarkar' })).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Private note…' })).toBeVisible();
  await expect(theirs.getByText('Ask about the dog')).toHaveCount(0);
  await otherContext.close();

  await panel.getByRole('button', { name: 'Close' }).click();
  await desk.card('Ila Sarkar').click();
  await expect(panel.getByLabel('Private note')).toHaveValue('Ask about the dog');
  await panel.getByLabel('Private note').fill('Ask about the cat');
  await panel.getByRole('button', { name: 'Save the note' }).click();
  await expect(panel.getByRole('button', { name: 'Save the note' })).toBeDisabled();
  await panel.getByRole('button', { name: 'Delete the note' }).click();
  await expect(panel.getByRole('button', { name: 'Private note…' })).toBeVisible();
});

longTest('sessions and slots have private notes too [PN1]', async ({ page }) => {
  const desk = deskOn(page);
  const panel = page.getByRole('complementary');
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await desk.fillBooking({ doctor: 'Priya Das', day: MONDAY.day, time: '16:45' });
  await panel.getByRole('button', { name: 'This slot…' }).click();
  await panel.getByRole('button', { name: 'Private note…' }).click();
  await panel.getByLabel('Private note').fill('Leave early');
  await panel.getByRole('button', { name: 'Save the note' }).click();
  await expect(panel.getByRole('button', { name: 'Save the note' })).toBeDisabled();
  await lookAt(page, 'private-note-slot');
  await page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
  await panel.getByRole('button', { name: 'Change…' }).first().click();
  await panel.getByRole('button', { name: 'Private note…' }).click();
  await panel.getByLabel('Private note').fill('Ask for a second room');
  await panel.getByRole('button', { name: 'Save the note' }).click();
  await expect(panel.getByRole('button', { name: 'Save the note' })).toBeDisabled();
  await lookAt(page, 'private-note-session');
});
