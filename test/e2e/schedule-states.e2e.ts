import { expect, type Locator, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { type DeskPage, deskOn } from './pages/desk-page.ts';
import { keepScreenshot } from './pages/keep-screenshot.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What stands in the schedule besides firm appointments, and what is done in it, on the real program.

const MONDAY = nextMonday();
/** As the browser of the test writes it. */
const MONDAY_WORDS = new Intl.DateTimeFormat('en-US', {
  ...{ weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' },
}).format(new Date(MONDAY.day));
/** A quarter of an hour in the schedule. */
const QUARTER_PX = 25;
const host = hostOfFile('sample');

async function openMonday(page: Page, person?: string): Promise<DeskPage> {
  const desk = deskOn(page);
  await desk.enter(host.url, person);
  await desk.goToDay(MONDAY.daysAhead);
  return desk;
}

const isHatched = (place: Locator): Promise<boolean> =>
  place.evaluate((node) =>
    getComputedStyle(node).backgroundImage.includes('repeating-linear-gradient'),
  );

test('the legend names every service in its colour, and hours without a session are hatched', async ({
  page,
}) => {
  await openMonday(page);
  const legend = page.getByRole('list', { name: 'Services' });
  const names = await legend.getByRole('listitem').allTextContents();
  expect(names.length).toBeGreaterThan(3);
  const colours = await legend
    .locator('li > i')
    .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).backgroundColor));
  expect(new Set(colours).size).toBe(names.length);
  // A card has the colour that the legend gives its service.
  const card = page.locator('.rbc-event[data-kind="appointment"]').first();
  const hue = await card.getAttribute('data-hue');
  const service = await legend.locator(`[data-hue="${hue}"]`).textContent();
  await expect(card).toContainText(service ?? 'a service of the legend');

  const closed = page.locator('.rbc-background-event[data-background="off"]');
  expect(await closed.count()).toBeGreaterThan(0);
  expect(await isHatched(closed.first())).toBe(true);
  await expect(closed.first()).toHaveAttribute('aria-hidden', 'true');
});

test('what one desk books is held on the other with the time that is left, and let go', async ({
  page,
  browser,
}) => {
  const desk = await openMonday(page);
  const otherContext = await browser.newContext();
  const other = await openMonday(await otherContext.newPage(), 'Asha Roy');
  await other.fillBooking({ doctor: 'Priya Das', day: MONDAY.day, time: '10:00' });
  const hold = page.locator('.rbc-event[data-kind="hold"]');
  await expect(hold).toHaveCount(1);
  await expect(hold).toContainText('Asha Roy');
  const left = hold.locator('.card-countdown');
  await expect(left).toContainText(/^4:\d\d/);
  const first = await left.textContent();
  await expect(left).not.toHaveText(first ?? '');
  await lookAt(page, 'hold');
  await desk.fillBooking({
    ...{ doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Leela Nair' },
  });
  await expect(page.getByText(/Asha Roy is booking this time/)).toBeVisible();
  await other.page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await expect(hold).toHaveCount(0);
  await otherContext.close();
});

test('a doctor away is hatched and named, and who was booked is displaced', async ({ page }) => {
  const desk = await openMonday(page);
  await desk.book({
    ...{ doctor: 'Priya Das', day: MONDAY.day, time: '10:15', newPatient: 'Mira Ghosh' },
  });
  await desk.goTo('Time off');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Enter time off' }).click();
  await desk.choose('Doctor', 'Priya Das');
  await main.getByLabel('First day').fill(MONDAY.day);
  await main.getByLabel('Last day').fill(MONDAY.day);
  await main.getByLabel('Reason').fill('Family matter');
  await expect(main.getByRole('cell', { name: 'Mira Ghosh' })).toBeVisible();
  await main.getByRole('button', { name: 'Enter it' }).click();
  await desk.goTo('Schedule');
  const away = page.getByRole('note', { name: 'Time off: Family matter' });
  await expect(away).toBeVisible();
  expect(await isHatched(away)).toBe(true);
  await expect(page.locator('.doctor-header').filter({ hasText: 'Priya Das' })).toContainText(
    'Away',
  );
  const displaced = desk.card('Mira Ghosh');
  await expect(displaced).toHaveAttribute('data-displaced', 'true');
  await expect(displaced).toContainText('displaced, needs a new time');
  await expect(displaced.locator('.tabler-icon-alert-triangle')).toBeVisible();
  await lookAt(page, 'displaced');

  // The way back stays in the palette when the toast is gone.
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search patients, times or run a command').fill('Undo');
  await page.getByRole('button', { name: /^Undo: Entered. \d+ appointments? wait/ }).click();
  await expect(page.getByText('Taken back.')).toBeVisible();
  await expect(away).toHaveCount(0);
  await expect(displaced).not.toHaveAttribute('data-displaced');
});

test('every act offers its way back for a while: dragged, cancelled, booked', async ({ page }) => {
  const desk = await openMonday(page);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:30' };
  await desk.book({ ...booking, newPatient: 'Ravi Menon' });
  await desk.toast('Ravi Menon is booked.').getByRole('button', { name: 'Undo' }).click();
  await expect(desk.card('Ravi Menon')).toHaveCount(0);

  await desk.book({ ...booking, newPatient: 'Ravi Menon' });
  const panel = page.getByRole('complementary');
  await expect(panel.getByText(/10:30–10:45/)).toBeVisible();
  await desk.dragDown('Ravi Menon', QUARTER_PX);
  await expect(panel.getByText(/10:45–11:00/)).toBeVisible();
  const moved = desk.toast('Ravi Menon is moved to 10:45.');
  await lookAt(page, 'undo-toast');
  await moved.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByText(/10:30–10:45/)).toBeVisible();
  await expect(moved).toHaveCount(0);
  await expect(desk.toast('Taken back.').last()).toBeVisible();

  // By keyboard alone.
  await panel.getByRole('button', { name: 'Cancel', exact: true }).click();
  await panel.getByRole('button', { name: 'Patient called' }).click();
  await panel.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(desk.card('Ravi Menon')).toHaveCount(0);
  const undo = desk.toast('Ravi Menon is cancelled.').getByRole('button', { name: 'Undo' });
  await undo.focus();
  await page.keyboard.press('Enter');
  await expect(desk.card('Ravi Menon')).toHaveCount(1);
});

test('the way back goes by itself after its time, and waits while somebody is on it', async ({
  page,
}) => {
  await page.clock.install();
  const desk = await openMonday(page);
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00' };
  await desk.book({ ...booking, newPatient: 'Sunil Kapoor' });
  const toast = desk.toast('Sunil Kapoor is booked.');
  await toast.getByRole('button', { name: 'Undo' }).focus();
  await page.clock.runFor('00:15');
  await expect(toast).toBeVisible();
  await page.locator('.grid-cursor').focus();
  await page.clock.runFor('00:15');
  await expect(toast).toHaveCount(0);
});

test('a patient who was here before is found while the name is typed, and booked', async ({
  page,
}) => {
  const desk = await openMonday(page);
  const known = await page
    .locator('.rbc-event[data-kind="appointment"] .card-title')
    .first()
    .textContent();
  const [first = '', last = ''] = (known ?? '').split(' ');
  await desk.fillBooking({ doctor: 'Priya Das', day: MONDAY.day, time: '10:45' });
  const field = page.getByRole('combobox', { name: 'Patient' });
  // The last name first and neither of them whole, as people type.
  await field.pressSequentially(`${last} ${first.slice(0, 3)}`.toLowerCase(), { delay: 30 });
  const options = page.getByRole('option');
  await expect(options.first()).toContainText(known ?? 'somebody');
  expect(await options.count()).toBeLessThanOrEqual(7);
  await lookAt(page, 'found-patient');
  await field.press('Enter');
  await expect(page.locator('.picked-patient')).toContainText(known ?? 'somebody');
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await keepScreenshot(page, 'booking');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('heading', { name: known ?? 'somebody' })).toBeVisible();
  await expect(panel.getByText(/10:45–11:00/)).toBeVisible();
  await desk.toast('is booked.').getByRole('button', { name: 'Undo' }).click();
  await expect(desk.toast('Taken back.')).toBeVisible();

  await page.getByRole('button', { name: 'New booking' }).click();
  await field.fill('zzyzx');
  await expect(page.getByText('Nobody found')).toBeVisible();
});

test('the week has a column for each day and doctor, the month sums up, and a day leads back', async ({
  page,
}) => {
  const desk = await openMonday(page);
  await desk.book({
    ...{ doctor: 'Priya Das', day: MONDAY.day, time: '10:45', newPatient: 'Hari Bose' },
  });
  await page.keyboard.press('Escape');
  await page.getByText('Week', { exact: true }).click();
  await expect(page.locator('.week-day')).toHaveCount(7);
  await page.getByRole('button', { name: /of \d+ doctors/ }).click();
  await page.getByRole('checkbox', { name: 'Anita Sen' }).uncheck();
  await page.getByRole('checkbox', { name: 'Priya Das' }).check();
  await expect(page.locator('.week-day').first().locator('.week-doctor')).toHaveCount(3);
  await page.keyboard.press('Escape');
  // Its card stands in Monday's columns, the first three.
  const card = await desk.card('Hari Bose').boundingBox();
  const monday = await page.locator('.week-day').first().boundingBox();
  expect(card?.x).toBeGreaterThanOrEqual(monday?.x ?? Number.NaN);
  expect(card?.x).toBeLessThan((monday?.x ?? 0) + (monday?.width ?? 0));
  await lookAt(page, 'week');

  await page.getByText('Month', { exact: true }).click();
  const day = page.getByRole('listitem').filter({ has: page.locator('.month-open') });
  expect((await day.count()) % 7).toBe(0);
  const thatDay = day.filter({ hasText: MONDAY_WORDS });
  await expect(thatDay).toContainText(/\d+ appointments/);
  await lookAt(page, 'month');
  await thatDay.getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(MONDAY_WORDS);
  await expect(desk.card('Hari Bose')).toHaveCount(1);
});

longTest(
  'a screen that has to ask says when the host is away, and asks again when it is back',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    // A browser has the screens from the host, too, and fetches them while it is there.
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('settings-screen')),
    );
    await host.kill();
    await expect(page.getByText(/Reaching for the host/)).toBeVisible();
    const main = page.getByRole('main');
    for (const screen of ['Rules', 'Time off']) {
      await desk.goTo(screen);
      await expect(main.getByText('The book cannot be reached')).toBeVisible();
    }
    await desk.goTo('Patients');
    await main.getByRole('textbox', { name: 'Search' }).fill('a');
    await expect(main.getByText('The book cannot be reached')).toBeVisible();
    await expect(main.getByText(/Nobody found/)).toHaveCount(0);
    await lookAt(page, 'host-away');
    await host.start();
    await expect(main.getByRole('cell').first()).toBeVisible({ timeout: 30_000 });
    await desk.goTo('Rules');
    await expect(main.getByText('There are no rules yet')).toBeVisible();
  },
);
