import { expect } from '@playwright/test';
import { addDays } from '../../shared/time/day.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { keepScreenshot } from './pages/keep-screenshot.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A reception desk on the real program: host, database and pages, in a real browser.

const MONDAY = nextMonday();
/** A quarter of an hour in the schedule. */
const QUARTER_PX = 25;
const host = hostOfFile('sample');

test('the day of a front desk: book, be refused, overbook, drag, take back, check in, cancel [BK12]', async ({
  page,
  context,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);

  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:00', newPatient: 'Joya Mitra' };
  await desk.fillBooking(booking);
  await expect(page.getByText(/Held for you, 4:5\d left/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Joya Mitra' })).toBeVisible();
  await expect(page.getByText('Nobody else can take this time.')).toBeVisible();
  await expect(desk.card('Joya Mitra')).toHaveCount(1);

  await desk.fillBooking({ ...booking, newPatient: 'Ravi Menon' });
  await expect(page.getByText(/Taken: Salt Lake has an appointment from 10:00/)).toBeVisible();
  // Whoever answers for the day could put them beside it, and says why.
  await page.getByRole('button', { name: 'Book it all the same…' }).click();
  await lookAt(page, 'overbook-asked');
  await page.getByLabel('Why it is done all the same').fill('Sister of the other');
  await page.getByRole('button', { name: 'Do it all the same' }).click();
  await expect(page.getByRole('heading', { name: 'Ravi Menon' })).toBeVisible();
  await expect(page.getByText('Overbooked on purpose', { exact: true })).toBeVisible();
  await lookAt(page, 'overbooked');
  await page.keyboard.press('Control+z');
  await expect(desk.card('Ravi Menon')).toHaveCount(0);

  await desk.fillBooking({ ...booking, newPatient: 'Ravi Menon' });
  await page.getByRole('button', { name: /^10:15/ }).click();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Ravi Menon' })).toBeVisible();

  await desk.dragDown('Ravi Menon', QUARTER_PX);
  await expect(page.getByRole('complementary').getByText(/10:30–10:45/)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Taken back.')).toBeVisible();
  await expect(page.getByRole('complementary').getByText(/10:15–10:30/)).toBeVisible();

  const second = await context.newPage();
  const other = deskOn(second);
  await other.enter(host.url);
  await other.goToDay(MONDAY.daysAhead);
  await expect(other.card('Ravi Menon')).toHaveCount(1);

  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('button', { name: 'Call in' })).toBeVisible();
  await desk.card('Joya Mitra').click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Patient called' }).click();
  await page.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(desk.card('Joya Mitra')).toHaveCount(0);
  await expect(other.card('Joya Mitra')).toHaveCount(0);
});

test('what is booked while the host is down is kept, and done once when it is back', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await expect(page.locator('.rbc-event').first()).toBeVisible();
  const booking = { doctor: 'Priya Das', day: MONDAY.day, time: '10:45', newPatient: 'Tina Lobo' };
  await desk.fillBooking(booking);
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await host.kill();
  await expect(page.getByText(/Reaching for the host/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await host.start();
  await expect(desk.card('Tina Lobo')).toHaveCount(1, { timeout: 20_000 });
  await page.reload();
  await expect(page.locator('.rbc-event').first()).toBeVisible();
  // A window that is read anew shows the day that was seen last, if that was kept by then.
  await page.getByRole('button', { name: 'Today', exact: true }).click();
  await desk.goToDay(MONDAY.daysAhead);
  await expect(desk.card('Tina Lobo')).toHaveCount(1);
});

test('a doctor’s day has a limit, and who books beyond it says why [QU2]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Settings');
  await desk.choose('Whose day', 'Anita Sen');
  const form = page.locator('form', { has: page.getByLabel('Most a day') });
  await form.getByLabel('Most a day').fill('2');
  await form.getByLabel('Of these Salt Lake').fill('2');
  await form.scrollIntoViewIfNeeded();
  await lookAt(page, 'limits');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('cell', { name: 'Salt Lake 2' })).toBeVisible();
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  const booking = {
    doctor: 'Anita Sen',
    day: MONDAY.day,
    time: '11:15',
    newPatient: 'Mina Kar',
    orFree: true,
  };
  await desk.fillBooking(booking);
  await expect(page.getByText(/Held for you/)).toBeVisible();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByText('The doctor’s day is full here')).toBeVisible();
  await lookAt(page, 'over-quota');
  await page.getByLabel('Why it is done all the same').fill('The child has a fever');
  await page.getByRole('button', { name: 'Do it all the same' }).click();
  await expect(page.getByText('Beyond the limit of the day')).toBeVisible();
  const tentative = desk.card('Mina Kar');
  await expect(tentative).toHaveAttribute('data-firmness', 'tentative');
  await expect(tentative).toContainText('tentative, waiting for central');
  await expect(tentative.locator('.tabler-icon-hourglass-high')).toBeVisible();
  await expect(page.getByText(/The child has a fever/)).toBeVisible();
  await page.getByRole('button', { name: 'Working time of Dr. Anita Sen' }).click();
  await expect(page.getByText('At most 2 firm appointments a day')).toBeVisible();
  await lookAt(page, 'quota-section');
  await desk.goTo('Settings');
  await desk.choose('Whose day', 'Anita Sen');
  await form.getByLabel('Most a day').fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('cell', { name: 'Salt Lake 2' })).toHaveCount(0);
});

longTest(
  'a file of patients and a file of slots come in, with a report, and go out again',
  async ({ page }) => {
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goTo('Import');
    const choose = (name: string, text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose(
      'patients.csv',
      'id,name,sex,dob\n900,Zoë Çelik,F,1980-10-10\n901,Arun Rao,M,1977-02-30\n',
    );
    await page.getByRole('button', { name: 'Check the file' }).click();
    await expect(page.getByRole('cell', { name: 'is no day' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('button', { name: 'Import' })).toBeDisabled();

    await page.getByRole('button', { name: 'Choose another file' }).click();
    await choose('patients.csv', 'id,name,sex,dob\n900,Zoë Çelik,F,1980-10-10\n');
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Import' }).click();
    await expect(page.getByText('Imported.')).toBeVisible();
    await desk.goTo('Patients');
    await page.getByRole('textbox', { name: 'Search' }).fill('celik');
    await page.getByRole('textbox', { name: 'Search' }).fill('Çelik');
    await expect(page.getByRole('cell', { name: 'Zoë Çelik', exact: true })).toBeVisible();
    await desk.goTo('Import');
    await page.getByRole('button', { name: 'Take back' }).first().click();
    await expect(page.getByRole('cell', { name: 'Taken back' })).toBeVisible();
  },
);

test('a rule is tried, made, and asks for a reason before a day gets fuller than it says', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Rules');
  await page.getByRole('button', { name: 'New rule' }).click();
  const main = page.getByRole('main');
  await main.getByRole('textbox', { name: 'Name' }).fill('Breathing space');
  await desk.choose('What it demands', 'A gap between visits');
  await main.getByLabel('Minutes free').fill('10');
  await desk.choose('When it is broken', 'Ask for a reason');
  await expect(main.getByText('10 minutes free between two visits.')).toBeVisible();
  await main.getByRole('button', { name: 'Try it on the last 30 days' }).click();
  await expect(main.getByText(/of the \d+ visits of the last 30 days/)).toBeVisible();
  await lookAt(page, 'rules');
  await main.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('switch', { name: /Breathing space/ })).toBeVisible();

  await desk.goTo('Schedule');
  // The sample keeps this hour free, so that only what is booked here is near.
  await desk.goToDay(MONDAY.daysAhead + 7);
  const booking = { doctor: 'Priya Das', day: addDays(MONDAY.day, 7) };
  await desk.book({ ...booking, time: '10:15', newPatient: 'Lina Sen' });
  await desk.fillBooking({ ...booking, time: '10:30', newPatient: 'Omar Khan' });
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(page.getByText(/Breathing space: 10 minutes free .*there are none/)).toBeVisible();
  const anyway = page.getByRole('button', { name: 'Do it all the same' });
  await expect(anyway).toBeDisabled();
  await page.getByLabel('Why it is done all the same').fill('Comes from far away');
  await keepScreenshot(page, 'rule-asks');
  await anyway.click();
  await expect(page.getByRole('heading', { name: 'Omar Khan' })).toBeVisible();

  await desk.goTo('Rules');
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('There are no rules yet')).toBeVisible();
});

test('a doctor goes away: who is booked is shown, loses the time, and has it back when it was a mistake', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  await desk.book({
    ...{
      doctor: 'Anita Sen',
      day: MONDAY.day,
      time: '10:30',
      newPatient: 'Mira Ghosh',
      orFree: true,
    },
  });
  await desk.goTo('Time off');
  await page.getByRole('button', { name: 'Enter time off' }).click();
  const main = page.getByRole('main');
  await desk.choose('Doctor', 'Anita Sen');
  await desk.choose('Why', 'Emergency');
  await main.getByLabel('First day').fill(MONDAY.day);
  await main.getByLabel('Last day').fill(MONDAY.day);
  await expect(main.getByText(/appointments? falls? into this time/)).toBeVisible();
  await expect(main.getByRole('cell', { name: 'Mira Ghosh' })).toBeVisible();
  await keepScreenshot(page, 'time-off');
  await main.getByRole('button', { name: 'Enter it' }).click();
  await expect(main.getByRole('cell', { name: 'Dr. Anita Sen' })).toBeVisible();

  await desk.goTo('Conflicts');
  await page.getByRole('button', { name: /Mira Ghosh/ }).click();
  await expect(page.getByText('The doctor is away.')).toBeVisible();
  const offers = page.locator('.conflict-detail').getByRole('button', { name: /\d\d:\d\d–/ });
  await expect(offers).toHaveCount(3);
  await desk.goTo('Time off');
  const entered = main.getByRole('row').filter({ hasText: 'Anita Sen' });
  await entered.getByRole('button', { name: 'Is there after all' }).click();
  await expect(entered).toHaveCount(0);
  await desk.goTo('Conflicts');
  await page.getByRole('button', { name: /Mira Ghosh/ }).click();
  await expect(page.locator('.conflict-detail').getByText('Has its time back')).toBeVisible();
});

test('a branch is closed on a public holiday, chosen from the list of its country', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Time off');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Public holidays' }).click();
  await desk.choose('Country', 'Germany');
  await main.getByLabel('Year').fill(String(Number(MONDAY.day.slice(0, 4)) + 1));
  await main.getByRole('checkbox', { name: /Christmas Day/ }).check();
  await expect(main.getByText('Nobody is booked then.')).toBeVisible();
  await main.getByRole('button', { name: 'Enter it' }).click();
  await expect(main.getByRole('cell', { name: 'Christmas Day' })).toBeVisible();
  await main.getByRole('button', { name: 'Is open after all' }).click();
  await expect(main.getByText('No closed days from now on.')).toBeVisible();
});

test('every screen is usable by everyone, in either theme', async ({ page }) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goToDay(MONDAY.daysAhead);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await keepScreenshot(page, `day-${colorScheme}`);
  }
  for (const screen of [
    ...['Schedule', 'Conflicts', 'Patients', 'Doctors', 'Import', 'Time off', 'Rules', 'Sync'],
    ...['Devices', 'Settings'],
  ])
    await test.step(screen, async () => {
      await desk.goTo(screen);
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
    });
});
