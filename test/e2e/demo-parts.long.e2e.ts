import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';
import { chooseBranch, demoOfFile, FREE_HOUR } from './pages/running-demo.ts';

// What else the parts of `npm run demo` do before everybody's eyes.

const root = fileURLToPath(new URL('../..', import.meta.url));
const MONDAY = nextMonday();
const demo = demoOfFile();

/** `npm run demo -- …`, as it is typed in another terminal: what it says, and how it ends. */
async function runDemoCommand(
  ...words: readonly string[]
): Promise<{ readonly said: string; readonly code: unknown }> {
  const args = [join(root, 'build/demo.ts'), '--folder', demo.folder(), ...words];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => ({ said: stdout.trim(), code: 0 }),
    (error: { readonly stdout: string; readonly code: unknown }) => ({
      said: error.stdout.trim(),
      code: error.code,
    }),
  );
}

test('the laptop asks for a morning, Salt Lake hands it over, and the laptop books it firmly [BK7]', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const [saltLakeName = '', , laptopName = ''] = demo.names();
  const saltLake = await demo.openDesk(browser, saltLakeName);
  const laptop = await demo.openDesk(browser, laptopName);
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
  await demo.replica(laptopName).cut(true);
  // What is left of the hour that the sample keeps free, unless a loser was rebooked there.
  const rest = { ...FREE_HOUR, service: 'Consultation', time: '10:45', orFree: true };
  await laptop.book({ ...rest, newPatient: 'Firm Lobo' });
  await expect(laptop.page.getByText('Nobody else can take this time.')).toBeVisible();
  await demo.replica(laptopName).cut(false);
  await expect(saltLake.card('Firm Lobo')).toHaveCount(1);
});

test('what is booked without a network outlives the end of the host, and is at the laptop once the network is back [DU6]', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const [saltLakeName = '', , laptopName = ''] = demo.names();
  const saltLake = await demo.openDesk(browser, saltLakeName);
  const laptop = await demo.openDesk(browser, laptopName);
  const control = await demo.openControlPage(browser);
  await control.cut(saltLakeName, true);
  await expect(control.card(saltLakeName).getByText('Offline', { exact: true })).toBeVisible();
  await expect(saltLake.page.getByText(/^Offline/)).toBeVisible();

  const tuesday = MONDAY.daysAhead + 1;
  await saltLake.goToDay(tuesday);
  await saltLake.book({
    ...FREE_HOUR,
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
