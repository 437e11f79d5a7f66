import { expect, type Page } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What hands do that are in a hurry, and windows that are closed in the middle of a booking.

const MONDAY = nextMonday();
const host = hostOfFile('sample');
const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00' };

/** A key that is held down: the browser says again and again that it went down, then that it came up. */
async function holdDown(page: Page, key: string, times = 8): Promise<void> {
  for (let n = 0; n < times; n += 1) await page.keyboard.down(key);
  await page.keyboard.up(key);
}

test('a double click on “Book”, or a key held down on it, books once [IN3]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const book = page.getByRole('button', { name: 'Book', exact: true });
  await desk.fillBooking({ ...booking, newPatient: 'Joya Mitra' });
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await book.dblclick();
  await expect(page.getByRole('heading', { name: 'Joya Mitra' })).toBeVisible();
  await desk.fillBooking({ ...booking, time: '10:15', newPatient: 'Ravi Menon' });
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await book.focus();
  await holdDown(page, 'Enter');
  await expect(page.getByRole('heading', { name: 'Ravi Menon' })).toBeVisible();
  // What came of a key that was held down too long would be seen on the visit it made.
  await expect(page.getByRole('button', { name: 'Check in' })).toBeVisible();
  for (const name of ['Joya Mitra', 'Ravi Menon']) {
    await expect(desk.card(name)).toHaveCount(1);
    await desk.goTo('Patients');
    await page.getByRole('textbox', { name: 'Search' }).fill(name);
    await expect(page.getByRole('cell', { name, exact: true })).toHaveCount(1);
    await desk.goTo('Schedule');
  }
});

test('the key that takes back, held down, takes back one thing [IN3]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await desk.book({ ...booking, time: '10:30', newPatient: 'Tina Lobo' });
  await desk.book({ ...booking, time: '10:45', newPatient: 'Omar Khan' });
  await page.keyboard.down('Control');
  await holdDown(page, 'z');
  await page.keyboard.up('Control');
  await expect(page.getByText('Taken back.')).toHaveCount(1);
  await expect(desk.card('Omar Khan')).toHaveCount(0);
  await expect(desk.card('Tina Lobo')).toHaveCount(1);
  // Pressed once more it takes back what was done before that.
  await page.keyboard.press('Control+z');
  await expect(desk.card('Tina Lobo')).toHaveCount(0);
});

test('a window that is closed in the middle of a booking lets its time go at once [HD4]', async ({
  page,
  context,
}) => {
  const leaving = await context.newPage();
  const [desk, other] = [deskOn(page), deskOn(leaving)];
  await other.enter(host.url);
  await other.goToDay(MONDAY.daysAhead);
  await other.fillBooking({ ...booking, time: '11:30', newPatient: 'Lina Sen' });
  await expect(leaving.getByText(/Held for you/)).toBeVisible();
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const held = desk.card('Ruma Paul');
  await expect(held).toHaveCount(1);
  await desk.fillBooking({ ...booking, time: '11:30', newPatient: 'Mina Kar' });
  await expect(page.getByText(/Ruma Paul is booking this time/)).toBeVisible();

  await leaving.close();
  // Sooner than a line that was lost would be given up.
  await expect(held).toHaveCount(0, { timeout: 10_000 });
  const panel = page.getByRole('complementary');
  await panel.getByLabel('Time', { exact: true }).fill('11:45');
  await panel.getByLabel('Time', { exact: true }).fill('11:30');
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Mina Kar' })).toBeVisible();
  await expect(desk.card('Lina Sen')).toHaveCount(0);
});

test('a branch says how long its desks hold a time, and they count down from it [HD2]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  const row = page.getByRole('row').filter({ hasText: 'Salt Lake' }).first();
  await expect(row).toContainText('5 min');
  await row.getByRole('button').click();
  const form = page.locator('form', { has: page.getByLabel('Holds a time, minutes') });
  await form.getByLabel('Holds a time, minutes').fill('12');
  await lookAt(page, 'hold-length');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('12 min');
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  await desk.fillBooking({ ...booking, time: '12:00' });
  await expect(page.getByText(/Held for you, 11:5\d left/)).toBeVisible();
});
