import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// What the screens of whoever sets up the schedule say while their host is away.

const host = hostOfFile('sample');
const SCREENS = [
  ...['Queue', 'Waitlist', 'Handovers', 'Day sheet', 'Messages'],
  ...['Doctors', 'Time off', 'Conflicts', 'Templates', 'Import', 'Rules'],
];
const BACK = { timeout: 60_000 };

test('without its host each screen says so and keeps what it has, and one that was never opened comes by itself', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const empty = main.getByText('There are no rules yet');
  await desk.enter(host.url);
  await host.kill();
  await expect(page.getByText(/Reaching for the host…/)).toBeVisible();
  await lookAt(page, 'offline-day');
  await desk.goTo('Rules');
  await expect(main.getByText('This screen is not here yet')).toBeVisible();
  await lookAt(page, 'offline-not-fetched');
  await expectAccessible(page);
  await host.start();
  await expect(empty).toBeVisible(BACK);
  await lookAt(page, 'rules-empty');
  await expectAccessible(page);

  for (const screen of SCREENS) {
    await desk.goTo(screen);
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await host.kill();
  await expect(page.getByText(/Reaching for the host…/)).toBeVisible();
  for (const screen of SCREENS) {
    await desk.goTo(screen);
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(main.getByText('This screen is not here yet')).toBeHidden();
    await lookAt(page, `offline-${screen.toLowerCase().replace(' ', '-')}`);
  }
  await expectAccessible(page);
  await host.start();
  await expect(empty).toBeVisible(BACK);
});

test('a part whose code cannot be fetched says so, and what is around it goes on [UW4]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await page.route(/(edit-schedule|desk-palette|wall-screen)-/, (route) => route.abort());
  await desk.enter(host.url);
  await page.keyboard.press('Control+k');
  await expect(desk.toast('The search is not here yet')).toBeVisible();
  await page.getByRole('button', { name: 'Edit working time' }).click();
  await expect(page.getByText('Working time cannot be edited yet')).toBeVisible();
  await expect(page.locator('.rbc-event').first()).toBeVisible();
  await lookAt(page, 'edit-not-fetched');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Edit working time' }).click();
  await expect(page.getByText('Working time cannot be edited yet')).toBeHidden();

  await page.goto(`${new URL(host.url).origin}/#/wall`);
  await page.reload();
  await expect(page.getByText('This screen is not here yet')).toBeVisible();
  await lookAt(page, 'wall-not-fetched');
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Nobody is called at the moment.')).toBeVisible();
});
