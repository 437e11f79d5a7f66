import { expect, type Page } from '@playwright/test';
import { addDays } from '../../shared/time/day.ts';
import { makeLargeBook } from '../support/large-book.ts';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { type DeskPage, deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// What is set up for 25 doctors at three branches, on every screen that shows it, at the size of a
// small window too: nothing stands outside of where it can be read.

const host = hostOfFile('sample');
const MONDAY = nextMonday();

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await makeLargeBook(host.url, MONDAY.day);
});

/** Nothing sticks out of the window sideways, and nothing that is cut off has no way to be read. */
async function expectRoom(page: Page): Promise<void> {
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 700 });
    const wide = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      main: [...document.querySelectorAll('main h1, main h2, main button, main th')]
        .filter((node) => node.checkVisibility() && !node.closest('.rbc-time-view'))
        .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1)
        .map((node) => node.textContent),
    }));
    expect(wide).toEqual({ page: 0, main: [] });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** What lies behind the cards lies in its own column. */
async function expectInColumns(page: Page): Promise<void> {
  const strayed = await page.locator('.rbc-day-slot').evaluateAll((columns) =>
    columns.flatMap((column) => {
      const { left, right } = column.getBoundingClientRect();
      return [...column.querySelectorAll('.rbc-background-event')]
        .map((node) => node.getBoundingClientRect())
        .filter((box) => box.left < left - 8 || box.right > right + 8)
        .map((box) => [box.left - left, box.right - right]);
    }),
  );
  expect(strayed).toEqual([]);
}

/** What stands in the toolbar stands side by side. */
async function expectToolsApart(page: Page): Promise<void> {
  const overlaps = await page.locator('.schedule-toolbar').evaluate((bar) => {
    const shown = [...bar.children].filter(
      (node) => getComputedStyle(node).visibility !== 'hidden',
    );
    const boxes = shown
      .map((node) => node.getBoundingClientRect())
      .filter(({ width }) => width > 0);
    return boxes.filter((box, i) => i > 0 && box.left < (boxes[i - 1]?.right ?? 0)).length;
  });
  expect(overlaps).toBe(0);
}

async function lookWell(page: Page, name: string): Promise<void> {
  await lookAt(page, `large-${name}`);
  await expectRoom(page);
  await expectAccessible(page);
}

const begin = async (page: Page): Promise<DeskPage> => {
  test.setTimeout(300_000);
  const desk = deskOn(page);
  await desk.enter(host.url);
  return desk;
};

test('the schedule of a large branch has its doctors in pages, a week and a month', async ({
  page,
}) => {
  const desk = await begin(page);
  await desk.goToDay(MONDAY.daysAhead);
  await expect(page.locator('.doctor-header')).toHaveCount(10);
  await expectToolsApart(page);
  await expect(page.getByRole('button', { name: 'Services and marks' })).toBeVisible();
  await lookWell(page, 'day');
  await page.getByRole('button', { name: 'Next doctors' }).click();
  await expect(page.locator('.doctor-header').first()).toBeVisible();
  await expectInColumns(page);
  await lookWell(page, 'day-next');
  await page.getByText('Week', { exact: true }).click();
  await expect(page.locator('.rbc-day-slot').first()).toBeVisible();
  await expectInColumns(page);
  await lookWell(page, 'week');
  await page.getByText('Month', { exact: true }).click();
  await desk.choose('Show a rotation', 'Alternate Saturdays, every fourth week off');
  await expect(page.locator('.turn-week').first()).toBeVisible();
  await lookWell(page, 'month');
  await page.getByText('Day', { exact: true }).click();
  await page.getByRole('button', { name: 'Edit working time' }).click();
  await expect(page.getByRole('button', { name: 'Done', exact: true })).toBeVisible();
  await lookWell(page, 'edit');
});

test('the lists of doctors, absences, conflicts, rules, templates and services stand in a small window', async ({
  page,
}) => {
  const desk = await begin(page);
  const main = page.getByRole('main');
  await desk.goTo('Doctors');
  await expect(main.getByRole('row')).not.toHaveCount(0);
  await expect(main.getByText('Sharmistha Bandyopadhyay-Mukhopadhyay').first()).toBeVisible();
  await lookWell(page, 'doctors');
  await desk.goTo('Time off');
  await expect(main.getByText('Foundation day of the clinic').first()).toBeVisible();
  await lookWell(page, 'time-off');
  await desk.goTo('Conflicts');
  await expect(main.getByRole('heading').first()).toBeVisible();
  await lookWell(page, 'conflicts');
  await desk.goTo('Rules');
  await expect(main.getByText('Who missed two of the last three visits is asked')).toBeVisible();
  await lookWell(page, 'rules');
  // What was done is told one by one; more than three would cover what is being worked on.
  const switches = main.getByRole('switch');
  expect(await switches.count()).toBeGreaterThan(4);
  for (const n of [0, 1, 2, 3, 4]) {
    const isOn = await switches.nth(n).isChecked();
    await switches.nth(n).click({ force: true });
    await expect(switches.nth(n)).toBeChecked({ checked: !isOn });
  }
  const toasts = page.getByRole('alert').filter({ hasText: 'Saved: ' });
  await expect(toasts.first()).toBeVisible();
  await expect(async () => expect(await toasts.count()).toBeLessThanOrEqual(3)).toPass();
  await desk.goTo('Templates');
  await expect(main.getByText('Evenings only, for the season').first()).toBeVisible();
  await main
    .getByRole('button', { name: 'Use “Alternate Saturdays, every fourth week off”' })
    .click();
  await page.getByLabel('Until day').fill(addDays(MONDAY.day, 180));
  await expect(page.getByRole('region', { name: 'Which week is which' })).toBeVisible();
  await expect(page.getByText(/Sessions: |Nothing would change/)).toBeVisible();
  await lookWell(page, 'templates');
  await desk.goTo('Services');
  await expect(main.getByRole('row')).not.toHaveCount(0);
  await lookWell(page, 'services');
  await desk.goTo('Settings');
  await expect(main.getByRole('heading').first()).toBeVisible();
  await lookWell(page, 'settings');
  await desk.goTo('Import');
  await lookWell(page, 'import');
});
