import { expect, type Page } from '@playwright/test';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// A manager keeps a week of a doctor's work under a name and uses it again, in a real browser.

const MONDAY = nextMonday();
const host = hostOfFile('sample');

const dayLater = (days: number): string =>
  new Date(Date.parse(MONDAY.day) + days * 86_400_000).toISOString().slice(0, 10);

async function openTemplates(page: Page): Promise<void> {
  await deskOn(page).goTo('Settings');
  await page.getByRole('link', { name: 'Templates & rotations' }).click();
  await expect(page.getByRole('heading', { name: 'Templates & rotations' })).toBeVisible();
}

test('a week of the schedule becomes a template, and is used for another doctor [TP1] [TP3]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await openTemplates(page);
  await expect(page.getByText('There are no templates yet')).toBeVisible();
  await lookAt(page, 'templates-empty');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'New template' }).click();
  await page.getByLabel('Name').fill('Mornings of Dr. Das');
  await desk.choose('Doctor', 'Priya Das');
  await page.getByLabel('A day of the week').fill(MONDAY.day);
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByLabel('From 1', { exact: true })).toBeVisible();
  await desk.choose('Shared with 1', 'Dr. Anita Sen');
  await lookAt(page, 'templates-new');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(desk.toast('Saved: “Mornings of Dr. Das”.')).toBeVisible();
  const row = page.getByRole('row', { name: /Mornings of Dr\. Das/ });
  await expect(row).toContainText('version 1');
  // Who shares a stretch is kept with it.
  await row.getByRole('button', { name: 'Change “Mornings of Dr. Das”' }).click();
  await expect(page.getByRole('combobox', { name: 'Shared with 1' })).toHaveValue('Dr. Anita Sen');
  await page.getByRole('button', { name: 'Leave it' }).click();

  await row.getByRole('button', { name: 'Use “Mornings of Dr. Das”' }).click();
  await page.getByLabel('From day').fill(dayLater(0));
  await page.getByLabel('Until day').fill(dayLater(13));
  await page.getByText('Overwrite').click();
  await expect(page.getByText(/Sessions: |Nothing would change/)).toBeVisible();
  await lookAt(page, 'templates-apply');
  await expectAccessible(page);
});

test('one Saturday a month is added as one act, seen in the schedule, and taken back by a key [TP3]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await openTemplates(page);
  await page.getByRole('button', { name: 'New template' }).click();
  await page.getByLabel('Name').fill('Saturday morning');
  await page.getByText('One day', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Add a stretch' }).click();
  await page.getByLabel('Until 1', { exact: true }).fill('08:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The end has to be after the start.')).toBeVisible();
  await page.getByLabel('Until 1', { exact: true }).fill('12:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Saturday morning/ })).toContainText('09:00–12:00');

  await page.getByRole('button', { name: 'Use “Saturday morning”' }).press('Enter');
  await desk.choose('Doctor', 'Priya Das');
  await page.getByLabel('From day').fill(dayLater(0));
  await page.getByLabel('Until day').fill(dayLater(300));
  await page.getByText('Monthly', { exact: true }).click();
  await desk.choose('Which', 'Second');
  await expect(page.getByText(/Sessions: (9|10) added/)).toBeVisible();
  const saturdays = page.getByRole('row', { name: /^Sat \d+ \w+ none 09:00–12:00/ });
  expect([9, 10]).toContain(await saturdays.count());
  await lookAt(page, 'templates-monthly');
  await page.getByRole('button', { name: 'Use it', exact: true }).click();
  await expect(desk.toast(/Working time changed on (9|10) days\./)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(desk.toast('Taken back.')).toBeVisible();
});

test('a day of the schedule is copied to another day [TP6]', async ({ page }) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await openTemplates(page);
  await page.getByRole('button', { name: 'Copy a day or week' }).click();
  await page.getByText('One day', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Day', exact: true }).fill(MONDAY.day);
  await page.getByLabel('From day').fill(dayLater(6));
  await page.getByLabel('Until day').fill(dayLater(6));
  await expect(page.getByText(/Sessions: 1 added|Sessions: 2 added/)).toBeVisible();
  await lookAt(page, 'templates-copy');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Copy it' }).click();
  await expect(desk.toast('Working time changed on 1 day.')).toBeVisible();
});

test('weeks that take turns are shown over the months, and used together [TP8]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  await openTemplates(page);
  const newRotation = page.getByRole('button', { name: 'New rotation' });
  for (const [name, day] of [
    ['Week with Saturday', 'Sat'],
    ['Week with Sunday', 'Sun'],
  ] as const) {
    await page.getByRole('button', { name: 'New template' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Add a stretch' }).click();
    await desk.choose('Day 1', day);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(day);
  }
  await newRotation.click();
  await page.getByLabel('Name').fill('Every third week off');
  await page.getByRole('textbox', { name: 'Weeks in turn' }).fill('3');
  await page.getByLabel('Week 1 begins in the week of').fill(MONDAY.day);
  await desk.choose('Week 1', 'Week with Saturday');
  await desk.choose('Week 2', 'Week with Sunday');
  const ribbon = page.getByRole('region', { name: 'Which week is which' });
  const weeks = ribbon.getByRole('listitem');
  await expect(weeks.filter({ hasText: 'Off' }).first()).toBeVisible();
  await lookAt(page, 'rotation-new');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /Every third week off/ })).toContainText(
    'Week with Saturday, then Week with Sunday, then Off',
  );

  await page.getByRole('button', { name: 'Use “Every third week off”' }).click();
  await desk.choose('Doctor', 'Priya Das');
  await page.getByLabel('From day').fill(dayLater(0));
  await page.getByLabel('Until day').fill(dayLater(41));
  await expect(weeks).toHaveCount(6);
  await expect(page.getByText('Sessions: 4 added, on 4 days')).toBeVisible();
  await lookAt(page, 'rotation-apply');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use it', exact: true }).click();
  await expect(desk.toast('Working time changed on 4 days.')).toBeVisible();
  await page.getByRole('button', { name: 'Change “Week with Saturday”' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText(/The rotation “Every third week off” has it/)).toBeVisible();

  // Over a month of the schedule each week says whose turn it is.
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  await page.getByText('Month', { exact: true }).click();
  await desk.choose('Show a rotation', 'Every third week off');
  const month = page.getByRole('region', { name: 'Month' });
  const turns = month.locator('.turn-week');
  const anchor = turns.filter({ hasText: 'the weeks are counted from here' });
  await expect(anchor).toContainText('W1 Week with Saturday');
  expect((await anchor.boundingBox())?.height).toBeGreaterThan(16);
  await expect(turns.filter({ hasText: 'W3 Off' }).first()).toBeVisible();
  expect(await turns.count()).toBe((await month.locator('.month-day').count()) / 7);
  await lookAt(page, 'rotation-month');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next month' }).click();
  await expect(turns.filter({ hasText: 'W2 Week with Sunday' }).first()).toBeVisible();
});

longTest(
  'from a doctor’s working time, with its day; and without the host it says so and comes back',
  async ({ page }) => {
    test.setTimeout(180_000);
    const desk = deskOn(page);
    await desk.enter(host.url);
    await desk.goToDay(MONDAY.daysAhead);
    await page.getByRole('button', { name: 'Working time of Dr. Priya Das' }).click();
    await page.getByRole('link', { name: 'Templates…' }).click();
    await page.getByRole('button', { name: 'Copy a day or week' }).click();
    const source = page.getByRole('group', { name: 'What is copied' });
    await expect(source.getByRole('combobox', { name: 'Doctor' })).toHaveValue('Priya Das');
    await expect(source.getByLabel('A day of the week')).toHaveValue(MONDAY.day);
    await expect(page.getByText(/Sessions: |Nothing would change/)).toBeVisible();
    const rows = page.getByRole('row', { name: /Week with Saturday/ });
    await expect(rows.first()).toBeVisible();

    await host.kill();
    await page.getByLabel('Until day').fill(dayLater(20));
    await expect(page.getByText(/The book cannot be reached\. It is asked again/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy it' })).toBeDisabled();
    await lookAt(page, 'templates-offline');
    await host.start();
    await expect(page.getByText(/Sessions: |Nothing would change/)).toBeVisible({
      timeout: 30_000,
    });
    await expect(rows.first()).toBeVisible();
  },
);
