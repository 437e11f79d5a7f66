import { expect, test } from '@playwright/test';
import type { DeskPage } from './pages/desk-page.ts';
import { keepScreenshot } from './pages/keep-screenshot.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';
import { chooseBranch, demoOfFile, FREE_HOUR } from './pages/running-demo.ts';

// The story of `npm run demo`, told by its own parts: central on PostgreSQL, two branches and a
// doctor's laptop, each with its window. Nobody reloads.

const MONDAY = nextMonday();
/**
 * How long the windows wait for the same book after the networks return. Two seconds are plenty on
 * a machine with nothing else to do; how long it takes is noted in the report, and decides no test.
 */
const AGREED_WITHIN_MS = 60_000;
const demo = demoOfFile();

test('two branches and a laptop book apart, meet, and the double booking is settled', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const [saltLakeName = '', parkStreetName = '', laptopName = ''] = demo.names();
  const saltLake = await demo.openDesk(browser, saltLakeName);
  const parkStreet = await demo.openDesk(browser, parkStreetName);
  const laptop = await demo.openDesk(browser, laptopName);
  const control = await demo.openControlPage(browser);
  await control.cutAll(true);
  await expect(control.page.getByText('Offline', { exact: true })).toHaveCount(3);
  await expect(saltLake.page.getByText(/^Offline/)).toBeVisible();

  await saltLake.goToDay(MONDAY.daysAhead);
  await saltLake.book({ ...FREE_HOUR, time: '10:00', newPatient: 'Winner Basu' });
  await expect(saltLake.page.getByText('Nobody else can take this time.')).toBeVisible();

  await askForSession(parkStreet);
  await parkStreet.goTo('Schedule');
  await parkStreet.goToDay(MONDAY.daysAhead);
  await parkStreet.book({ ...FREE_HOUR, time: '10:10', newPatient: 'Loser Mitra' });
  await expect(parkStreet.page.getByText('Waiting for central', { exact: true })).toBeVisible();

  await chooseBranch(laptop.page, 'Salt Lake');
  await laptop.goToDay(MONDAY.daysAhead);
  await laptop.book({ ...FREE_HOUR, time: '10:15', newPatient: 'Third Menon' });
  await expect(laptop.page.getByText('Waiting for central', { exact: true })).toBeVisible();

  await control.cutAll(false);
  const backAtMs = performance.now();
  const agreed = { timeout: AGREED_WITHIN_MS };
  await Promise.all([
    expect(parkStreet.page.getByText('Lost its time')).toBeVisible(agreed),
    expect(laptop.page.getByText('Lost its time')).toBeVisible(agreed),
  ]);
  await expect(saltLake.page.getByText('Nobody else can take this time.')).toBeVisible();
  const description = `${Math.round(performance.now() - backAtMs)} ms after the networks returned`;
  test.info().annotations.push({ type: 'agreed', description });

  await parkStreet.goTo('Conflicts');
  await expect(
    parkStreet.page.getByRole('heading', { name: /Loser Mitra lost the time/ }),
  ).toBeVisible();
  await expect(
    parkStreet.page.getByText('That branch holds the right to this time.'),
  ).toBeVisible();
  const offers = parkStreet.page
    .locator('.conflict-detail')
    .getByRole('button', { name: /\d\d:\d\d–/ });
  await expect(offers).toHaveCount(3);
  await keepScreenshot(parkStreet.page, 'conflict');
  await lookAt(parkStreet.page, 'conflicts');
  await laptop.goTo('Conflicts');
  await laptop.page
    .getByRole('main')
    .getByRole('button', { name: /Third Menon/ })
    .click();
  await expect(laptop.page.getByText(/Third Menon lost the time/)).toBeVisible();

  await offers.first().click();
  await expect(parkStreet.page.getByText('Rebooked').first()).toBeVisible();

  await saltLake.page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await saltLake.page.getByRole('button', { name: 'Patient called' }).click();
  await saltLake.page.getByRole('button', { name: 'Cancel appointment' }).click();
  await expect(laptop.page.getByText('Has its time back').first()).toBeVisible();
  await laptop.goTo('Schedule');
  await expect(laptop.card('Third Menon')).not.toContainText('displaced');
  await expect(saltLake.card('Third Menon')).toHaveCount(1);
});

/** Park Street gives Dr. Das an extra Monday morning, knowing that he is at Salt Lake then. */
async function askForSession(desk: DeskPage): Promise<void> {
  const work = { doctor: 'Priya Das', day: MONDAY.day, from: '09:00', until: '12:00' };
  const panel = await desk.fillWork(work);
  await panel.getByRole('button', { name: 'Add it' }).click();
  await panel.getByRole('button', { name: 'Ask for it all the same' }).click();
  await expect(desk.page.getByText('The working time is added.')).toBeVisible();
}
