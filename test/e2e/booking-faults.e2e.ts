import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What hands do that are in a hurry, and windows that are closed in the middle of a booking.

const MONDAY = nextMonday();
const host = hostOfFile('sample');
const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00' };
/** The same at the first free time from then on. */
const free = { ...booking, orFree: true };

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

longTest('the key that takes back, held down, takes back one thing [IN3]', async ({ page }) => {
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

/** Holds back on the line whatever asks for a booking, until it is let go. */
async function bookingsHeldBack(page: Page) {
  const state: { isHeld: boolean; held: string[]; say: (message: string) => void } = {
    ...{ isHeld: true, held: [], say: () => undefined },
  };
  await page.routeWebSocket(/\/desk$/, (line) => {
    const server = line.connectToServer();
    state.say = (message) => server.send(message);
    line.onMessage((message) => {
      if (state.isHeld && String(message).includes('"kind":"book"'))
        state.held.push(String(message));
      else server.send(message);
    });
  });
  return state;
}

/** The same booking for somebody else, as if it had been asked for a moment earlier. */
function forSomebodyElse(message: string, name: string): string {
  const { intent, ...rest } = JSON.parse(message);
  const newPatient = { ...intent.input.newPatient, id: crypto.randomUUID(), name };
  const input = { ...intent.input, newPatient, patientId: newPatient.id };
  const other = { ...intent, id: crypto.randomUUID() };
  return JSON.stringify({
    ...rest,
    intent: { ...other, input: { ...input, appointmentId: crypto.randomUUID() } },
  });
}

test('a visit stands there as being booked until the book has answered, and goes where it is refused [UW1] [UW2]', async ({
  page,
}) => {
  const line = await bookingsHeldBack(page);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const book = page.getByRole('button', { name: 'Book', exact: true });
  const panel = page.getByRole('complementary');
  await desk.fillBooking({ ...free, time: '12:30', newPatient: 'Asha Roy' });
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await expect(desk.card('Ruma Paul')).toHaveCount(1);
  await book.click();
  await expect(desk.card('Asha Roy, being booked…')).toHaveCount(1);
  await expect(desk.card('Ruma Paul')).toHaveCount(0);
  await lookAt(page, 'being-booked');
  await expectAccessible(page);
  await expect.poll(() => line.held.length).toBe(1);
  line.say(line.held.pop() ?? '');
  await expect(desk.card('being booked…')).toHaveCount(0);
  await expect(desk.card('Asha Roy')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Asha Roy' })).toBeVisible();

  await desk.fillBooking({ ...free, time: '13:00', newPatient: 'Binu Das' });
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await book.click();
  await expect(desk.card('Binu Das, being booked…')).toHaveCount(1);
  await expect.poll(() => line.held.length).toBe(1);
  line.say(forSomebodyElse(line.held[0] ?? '', 'Omar Khan'));
  await expect(desk.card('Omar Khan')).toHaveCount(1);
  line.say(line.held.pop() ?? '');
  await expect(desk.card('Binu Das')).toHaveCount(0);
  await expect(panel.getByText(/The time is not held for you any more/)).toBeVisible();
});

test('a visit that was asked for while the host went stays as being booked, and is booked once it is back [UW2]', async ({
  page,
}) => {
  test.slow();
  const line = await bookingsHeldBack(page);
  const desk = deskOn(page);
  const back = { timeout: 60_000 };
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await desk.fillBooking({ ...free, time: '14:00', newPatient: 'Chitra Sen' });
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect.poll(() => line.held.length).toBe(1);
  await host.kill();
  await expect(page.getByText(/Reaching for the host…/)).toBeVisible();
  await expect(desk.card('Chitra Sen, being booked…')).toHaveCount(1);
  line.isHeld = false;
  await host.start();
  await expect(desk.card('being booked…')).toHaveCount(0, back);
  await expect(desk.card('Chitra Sen')).toHaveCount(1);

  // A window that is read anew shows what is in the book, and says what became of what it asked for:
  // the time was let go with the window.
  line.isHeld = true;
  await desk.fillBooking({ ...free, time: '14:30', newPatient: 'Devi Nair' });
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(desk.card('Devi Nair, being booked…')).toHaveCount(1);
  line.isHeld = false;
  await page.reload();
  await expect(
    page.getByText(/The booking that was asked for at \d\d:\d\d was not done/),
  ).toBeVisible(back);
  await page.getByRole('button', { name: 'Today', exact: true }).click(back);
  await desk.goToDay(MONDAY.daysAhead);
  await expect(desk.card('Chitra Sen')).toHaveCount(1, back);
  await expect(desk.card('being booked…')).toHaveCount(0);
});

test('a booking goes on without parts of its panel whose code cannot be fetched [UW3]', async ({
  page,
}) => {
  await page.route(/(repeat-part|plan-part|whom-part|known-already)/, (route) => route.abort());
  await page.route(/(attendance-part|team-part|course|appointment-story)/, (route) =>
    route.abort(),
  );
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await desk.fillBooking({ ...free, time: '15:00', newPatient: 'Esha Pal' });
  await page.getByRole('button', { name: 'Repeat…' }).click();
  await expect(page.getByText('This part is not here yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Only this visit' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Esha Pal');
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Esha Pal' })).toBeVisible();
  await expect(desk.card('Esha Pal')).toHaveCount(1);
});

test('on a small screen what is worked on is in sight beside its panel [UW5]', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  const panel = page.getByRole('complementary');
  /** The last column, at the end of the day: as far from where a day opens as there is. */
  await desk.fillBooking({ doctor: 'Sourav', day: MONDAY.day, time: '17:30' });
  const last = page.locator('.grid-columns .rbc-day-slot').last();
  const isBeside = async (): Promise<void> => {
    const [column, side] = [await last.boundingBox(), await panel.boundingBox()];
    expect(column && side && column.x + column.width <= side.x + 1).toBe(true);
  };
  await expect(isBeside).toPass();
  await lookAt(page, 'small-booking');
  await expectAccessible(page);
  await desk.choose('Doctor', 'Anita Sen');
  await expect(page.locator('.grid-columns .rbc-day-slot').first()).toBeInViewport();
  await page.getByRole('button', { name: 'Close' }).first().click();
  await desk.book({ ...free, time: '16:00', newPatient: 'Fatima Noor' });
  await expect(desk.card('Fatima Noor')).toBeInViewport({ ratio: 1 });
  await lookAt(page, 'small-appointment');
});
