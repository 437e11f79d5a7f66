import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type RunningDemo, runDemo } from '../../build/demo/run-demo.ts';
import { type DeskPage, deskOn } from './pages/desk-page.ts';
import { keepScreenshot } from './pages/keep-screenshot.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// The story of `npm run demo`, told by its own parts: central on PostgreSQL, two branches and a
// doctor's laptop, each with its window. Nobody reloads.

const root = fileURLToPath(new URL('../..', import.meta.url));
const MONDAY = nextMonday();
/**
 * How long the windows wait for the same book after the networks return. Two seconds are plenty on
 * a machine with nothing else to do; how long it takes is noted in the report, and decides no test.
 */
const AGREED_WITHIN_MS = 20_000;

let folder: string;
let demo: RunningDemo;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'daybook-demo-'));
  const say = (): void => undefined;
  demo = await runDemo({ root, node: process.execPath, folder, port: 0, fresh: true, say });
});
test.afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

// Desks that stay open go on looking for their hosts, and take the time of every test after them.
test.afterEach(async ({ browser }) => {
  for (const context of browser.contexts()) await context.close();
});

const replica = (name: string) => {
  const found = demo.replicas.find((one) => one.name === name);
  if (!found) throw new Error(`The demo has ${demo.replicas.map((one) => one.name).join(', ')}.`);
  return found;
};
const names = () => demo.replicas.map((one) => one.name);

/** The page from which networks are cut; `card` is what it shows of a replica. */
async function openControlPage(browser: Browser) {
  const page = await browser.newPage();
  await page.goto(demo.controlUrl);
  const card = (name: string) =>
    page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
  const box = (name: string) => card(name).getByRole('checkbox', { name: 'On the network' });
  await expect(page.getByRole('checkbox')).toHaveCount(demo.replicas.length);
  const cut = async (name: string, isCut: boolean): Promise<void> => {
    await expect(box(name)).toBeChecked({ checked: isCut });
    await box(name).click();
  };
  const cutAll = async (isCut: boolean): Promise<void> => {
    for (const name of names()) await cut(name, isCut);
  };
  return { page, card, box, cut, cutAll };
}

/** `npm run demo -- …`, as it is typed in another terminal: what it says, and how it ends. */
async function runDemoCommand(
  ...words: readonly string[]
): Promise<{ readonly said: string; readonly code: unknown }> {
  const args = [join(root, 'build/demo.ts'), '--folder', folder, ...words];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => ({ said: stdout.trim(), code: 0 }),
    (error: { readonly stdout: string; readonly code: unknown }) => ({
      said: error.stdout.trim(),
      code: error.code,
    }),
  );
}

async function openDesk(browser: Browser, name: string): Promise<DeskPage> {
  const page = await browser.newPage();
  await page.goto(replica(name).link);
  await expect(page.getByRole('button', { name: 'New booking' })).toBeVisible();
  await expect(
    page.getByRole('heading', { level: 1 }).or(page.locator('.rbc-time-view')).first(),
  ).toBeVisible();
  return deskOn(page);
}

const half = { service: 'Follow-up', doctor: 'Priya Das', day: MONDAY.day };

test('two branches and a laptop book apart, meet, and the double booking is settled', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const [saltLakeName = '', parkStreetName = '', laptopName = ''] = names();
  const saltLake = await openDesk(browser, saltLakeName);
  const parkStreet = await openDesk(browser, parkStreetName);
  const laptop = await openDesk(browser, laptopName);
  const control = await openControlPage(browser);
  await control.cutAll(true);
  await expect(control.page.getByText('Offline', { exact: true })).toHaveCount(3);
  await expect(saltLake.page.getByText(/^Offline/)).toBeVisible();

  await saltLake.goToDay(MONDAY.daysAhead);
  await saltLake.book({ ...half, time: '10:00', newPatient: 'Winner Basu' });
  await expect(saltLake.page.getByText('Nobody else can take this time.')).toBeVisible();

  await askForSession(parkStreet.page);
  await parkStreet.goTo('Schedule');
  await parkStreet.goToDay(MONDAY.daysAhead);
  await parkStreet.book({ ...half, time: '10:10', newPatient: 'Loser Mitra' });
  await expect(parkStreet.page.getByText('Waiting for central', { exact: true })).toBeVisible();

  await chooseBranch(laptop.page, 'Salt Lake');
  await laptop.goToDay(MONDAY.daysAhead);
  await laptop.book({ ...half, time: '10:15', newPatient: 'Third Menon' });
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

test('the laptop asks for a morning, Salt Lake hands it over, and the laptop books it firmly [BK7]', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const [saltLakeName = '', , laptopName = ''] = names();
  const saltLake = await openDesk(browser, saltLakeName);
  const laptop = await openDesk(browser, laptopName);
  for (const desk of [saltLake, laptop])
    await desk.page.setViewportSize({ width: 1440, height: 900 });
  await chooseBranch(laptop.page, 'Salt Lake');
  await laptop.goToDay(MONDAY.daysAhead);
  await laptop.page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
  const asked = laptop.page.getByRole('complementary');
  await expect(asked.getByText(/^Held by Salt Lake/).first()).toBeVisible();
  await lookAt(laptop.page, 'held-elsewhere');
  await asked.getByRole('button', { name: 'Ask for it' }).first().click();
  await expect(asked.getByText(/^Asked/)).toBeVisible();

  const request = saltLake.page.getByRole('complementary', { name: 'Requests' });
  await expect(request.getByText(/laptop would like to book for Dr. Priya Das/)).toBeVisible();
  await saltLake.goToDay(MONDAY.daysAhead);
  await saltLake.page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
  const held = saltLake.page.getByRole('complementary').filter({ hasText: 'Working time' });
  await expect(held.getByText('Bookings here are firm at once').first()).toBeVisible();
  await lookAt(saltLake.page, 'asked');
  await request.getByRole('button', { name: 'Hand over' }).click();
  await expect(held.getByText(/^Held by/).first()).toBeVisible({ timeout: 20_000 });
  await lookAt(saltLake.page, 'handed-over');
  await expect(asked.getByText('Bookings here are firm at once')).toBeVisible();
  await replica(laptopName).cut(true);
  // What is left of the hour that the sample keeps free, unless a loser was rebooked there.
  const rest = { ...half, service: 'Consultation', time: '10:45', orFree: true };
  await laptop.book({ ...rest, newPatient: 'Firm Lobo' });
  await expect(laptop.page.getByText('Nobody else can take this time.')).toBeVisible();
  await replica(laptopName).cut(false);
  await expect(saltLake.card('Firm Lobo')).toHaveCount(1);
});

test('what is booked without a network outlives the end of the host, and is at the laptop once the network is back [DU6]', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [saltLakeName = '', , laptopName = ''] = names();
  const saltLake = await openDesk(browser, saltLakeName);
  const laptop = await openDesk(browser, laptopName);
  const control = await openControlPage(browser);
  await control.cut(saltLakeName, true);
  await expect(control.card(saltLakeName).getByText('Offline', { exact: true })).toBeVisible();
  await expect(saltLake.page.getByText(/^Offline/)).toBeVisible();

  const tuesday = MONDAY.daysAhead + 1;
  await saltLake.goToDay(tuesday);
  await saltLake.book({
    ...half,
    day: dayAfter(MONDAY.day),
    time: '10:30',
    orFree: true,
    newPatient: 'Kept Roy',
  });
  await expect(saltLake.page.getByText('Nobody else can take this time.')).toBeVisible();

  await control
    .card(saltLakeName)
    .getByRole('button', { name: /^Pull its plug/ })
    .click();
  await expect(control.card(saltLakeName)).toHaveAttribute('inert');
  await expect(saltLake.page.getByText(/^Reaching for the host/)).toBeVisible();
  await expect(control.card(saltLakeName)).not.toHaveAttribute('inert', { timeout: 60_000 });
  await expect(saltLake.page.getByText(/^Offline/)).toBeVisible({ timeout: 20_000 });
  await expect(saltLake.card('Kept Roy')).toHaveCount(1);
  await chooseBranch(laptop.page, 'Salt Lake');
  await laptop.goToDay(tuesday);
  await expect(laptop.page.locator('.rbc-time-view')).toBeVisible();
  await expect(laptop.card('Kept Roy')).toHaveCount(0);

  expect(await runDemoCommand('--offline', 'Garden Reach')).toEqual({
    said: "There are Salt Lake, Park Street, Dr. Das's laptop.",
    code: 1,
  });
  const back = await runDemoCommand('--online', 'salt lake');
  expect(back).toEqual({ said: 'Salt Lake is online again.', code: 0 });
  await expect(laptop.card('Kept Roy')).toHaveCount(1);
  await expect(control.box(saltLakeName)).toBeChecked();
  const cut = await runDemoCommand('--offline', 'Salt Lake');
  expect(cut).toEqual({ said: 'Salt Lake is offline.', code: 0 });
  await expect(control.box(saltLakeName)).not.toBeChecked();
  await control.cut(saltLakeName, false);
  await expect(control.card(saltLakeName).getByText('In step with central')).toBeVisible();
});

const dayAfter = (day: string): string =>
  new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Park Street gives Dr. Das an extra Monday morning, knowing that he is at Salt Lake then. */
async function askForSession(page: Page): Promise<void> {
  const work = { doctor: 'Priya Das', day: MONDAY.day, from: '09:00', until: '12:00' };
  const panel = await deskOn(page).fillWork(work);
  await panel.getByRole('button', { name: 'Add it' }).click();
  await panel.getByRole('button', { name: 'Ask for it all the same' }).click();
  await expect(page.getByText('The working time is added.')).toBeVisible();
}

async function chooseBranch(page: Page, name: string): Promise<void> {
  await page.locator('button.branch').click();
  await page.getByRole('menuitem', { name }).click();
}
