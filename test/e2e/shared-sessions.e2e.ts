import { expect, type Page } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Working time that a senior and a junior share, from the form to two patients of one quarter.

const host = hostOfFile('sample');
const MONDAY = nextMonday();
/** Of the first column, and another who has no working time so early. */
const [SENIOR, JUNIOR] = ['Dr. Anita Sen', 'Dr. Kavya Verma'];

const early = (page: Page) =>
  page.locator('.rbc-event[data-kind="session"]').filter({ hasText: '07:00–08:30' });

test('working time is shared with another doctor, and who is booked with either is with whoever is free [SH1] [SH2] [SH6]', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const panel = page.getByRole('complementary');
  await page.keyboard.press('w');
  const grid = page.getByRole('region', { name: 'Working time' });
  await grid.locator('.grid-cursor').focus();
  for (const key of ['Home', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter'])
    await page.keyboard.press(key);
  await expect(panel.getByLabel('Until')).toHaveValue('08:30');
  await desk.choose('Shared with', JUNIOR);
  await expect(panel.getByLabel(`Give ${JUNIOR} this working time as well`)).toBeChecked();
  await lookAt(page, 'shared-form');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Add it' }).click();
  await expect(desk.toast('The working time is added.')).toBeVisible();
  await expect(early(page)).toHaveCount(2);
  await expect(early(page).filter({ hasText: `shared with ${JUNIOR}` })).toHaveCount(1);
  await expect(early(page).filter({ hasText: `shared with ${SENIOR}` })).toHaveCount(1);
  await lookAt(page, 'shared-sessions');
  await page.getByRole('button', { name: 'Done' }).click();
  for (const name of ['Anita Sen', 'Kavya Verma'])
    await expect(page.getByText(`with ${name}`).first()).toBeVisible();

  const booking = { doctor: 'Anita Sen', day: MONDAY.day, time: '07:00' };
  await desk.fillBooking({ ...booking, newPatient: 'Nila Dutta' });
  await panel.getByText('Either', { exact: true }).click();
  await lookAt(page, 'shared-booking');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText(`${SENIOR} or ${JUNIOR}`)).toBeVisible();
  await lookAt(page, 'shared-booked');

  await desk.fillBooking({ ...booking, newPatient: 'Rohan Pal' });
  await expect(panel.getByText(/Taken|somebody/i).first()).toBeVisible();
  await panel.getByText('Either', { exact: true }).click();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText(`${JUNIOR} or ${SENIOR}`)).toBeVisible();
  await expect(desk.card('Rohan Pal').filter({ hasText: 'with either doctor' })).toHaveCount(1);

  // Both are taken then, which is said of the one and, once either would do, of the other.
  await desk.fillBooking({ ...booking, newPatient: 'Tara Bose' });
  await expect(panel.getByText(/^Taken/).first()).toBeVisible();
  await panel.getByText('Either', { exact: true }).click();
  await expect(panel.getByText(`07:00–07:15 · ${JUNIOR}`)).toBeVisible();
  await expect(panel.getByText(/^Taken/).first()).toBeVisible();
  await expectAccessible(page);

  // Whose session goes is said before, with who takes the visits that are with either.
  await desk.choose('Doctor', 'Anita Sen');
  await panel.getByLabel('Time', { exact: true }).fill('08:00');
  await expect(panel.getByText(/Held for you/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(panel.getByText(`${SENIOR} or ${JUNIOR}`)).toBeVisible();
  await page.keyboard.press('w');
  await early(page)
    .filter({ hasText: `shared with ${JUNIOR}` })
    .click();
  await panel.getByText('Delete', { exact: true }).click();
  const passes = `One who is with either doctor goes to ${JUNIOR}, at the same time.`;
  await expect(panel.getByText(passes)).toBeVisible();
  await lookAt(page, 'shared-deleted');
  await expectAccessible(page);
  await panel.getByLabel('Cancel them').click();
  await panel.getByRole('button', { name: 'Delete it' }).click();
  await expect(desk.toast('The working time is deleted.')).toBeVisible();
});
