import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { REPORT_FIGURES } from '../../shared/domain/reports/report-figures.ts';
import { hostOfFile, longTest, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// How the clinic did, as whoever answers for a branch looks at it on a Monday morning.

/** A report is read in parts, perhaps on a busy machine. */
const SLOW = { timeout: 120_000 };

const host = hostOfFile('sample');

/** What a figure means, as it stands in the one table of definitions. */
const figureNamed = (name: string): string =>
  REPORT_FIGURES.find((figure) => figure.name === name)?.definition ?? 'no such figure';

async function openReports(page: Page) {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Reports');
  const main = page.getByRole('main');
  await expect(main.getByRole('region', { name: 'Figures' })).toBeVisible(SLOW);
  return { desk, main };
}

test('figures stand beside their meaning and the days before, and behind each is who it counts [RP5] [RP6] [RP7]', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const { desk, main } = await openReports(page);
  const figures = main.getByRole('region', { name: 'Figures' });
  await desk.choose('Days', 'Last 12 weeks');
  await expect(main.getByText(/Salt Lake as of \d\d:\d\d/)).toBeVisible();
  await expect(main.getByText(/% before/).first()).toBeVisible();
  await expect(main.locator('[aria-busy="true"]')).toHaveCount(0, SLOW);
  await figures.getByRole('button', { name: 'What “Occupancy” means' }).hover();
  // One that is on its way out may be there still.
  const tells = async (text: string): Promise<void> => {
    await expect(page.getByRole('tooltip').filter({ hasText: text })).toBeVisible();
  };
  await tells('out of capacity');
  // By key, too, and beside every figure of a table and a chart.
  await page.mouse.move(0, 0);
  const compared = main.getByRole('region', { name: 'Doctors compared' });
  const come = async (to: Locator): Promise<void> => {
    await to.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(to).toBeFocused();
  };
  await come(compared.getByRole('button', { name: 'What “Lead time” means' }));
  await tells('was given its time to when it begins');
  for (const [chart, figure] of [
    ['Occupancy over time', 'Utilisation'],
    ['Busy and idle hours', 'Occupancy'],
    ['From booking to being seen', 'Not cancelled'],
    ['How long patients waited', 'Waiting time'],
  ] as const) {
    const means = main
      .getByRole('region', { name: chart })
      .getByRole('button', { name: `What “${figure}” means` });
    await come(means);
    await tells(figureNamed(figure));
  }
  await main.getByRole('heading', { name: 'Busy and idle hours' }).click();
  await lookAt(page, 'reports');
  await expectAccessible(page);

  const cell = main.getByRole('button', { name: /^Monday 09:00: / });
  await cell.click();
  const list = page.getByRole('dialog');
  await expect(list.getByText(/\d+ appointments/)).toBeVisible(SLOW);
  await lookAt(page, 'reports-behind');
  await expectAccessible(page);
  await list
    .getByRole('button', { name: /^Open the appointment of/ })
    .first()
    .click();
  await expect(page).toHaveURL(/schedule/);
  await expect(page.getByRole('complementary')).toBeVisible();
});

test('every mark leads to the appointments it counts: tile, day, step, hour, wait and doctor [RP6]', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const { desk, main } = await openReports(page);
  await desk.choose('Days', 'Last 12 weeks');
  await expect(main.locator('[aria-busy="true"]')).toHaveCount(0, SLOW);
  const marks = {
    'a tile': main
      .getByRole('region', { name: 'Figures' })
      .getByRole('button', { name: /^No-shows: / }),
    'a day or week': main.getByRole('button', { name: /Came \d/ }).last(),
    'a step': main.getByRole('button', { name: /^Seen: / }),
    'an hour': main.getByRole('button', { name: /^Monday 09:00: / }),
    'a doctor': main.getByRole('button', { name: 'Dr. Anita Sen', exact: true }),
    'a figure of a doctor': main.getByRole('button', { name: /^Dr\. Anita Sen, Lead time: / }),
    'the fullest hour': main.getByRole('button', { name: /^Fullest: / }),
  };
  for (const [what, mark] of Object.entries(marks)) {
    await test.step(what, async () => {
      await mark.click();
      const list = page.getByRole('dialog');
      await expect(list.getByText(/\d+ appointments?/)).toBeVisible(SLOW);
      await page.keyboard.press('Escape');
      await expect(list).toHaveCount(0);
    });
  }
  // What is no appointment is shown as what it is.
  const others = {
    'Lead time': /\d+ appointments/,
    'Sessions overrun': /\d+ sessions? went on/,
    'Walk-ins served': /\d+ walk-ins?/,
  };
  for (const [tile, found] of Object.entries(others)) {
    const figures = main.getByRole('region', { name: 'Figures' });
    await figures.getByRole('button', { name: new RegExp(`^${tile}: `) }).click();
    const list = page.getByRole('dialog');
    await expect(list.getByText(found)).toBeVisible(SLOW);
    await lookAt(page, `reports-behind-${tile.split(' ')[0]?.toLowerCase()}`);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
  }
});

longTest(
  'one branch, doctor and service alone, days without anything, and days that are none [RP1] [RP3]',
  async ({ page }) => {
    test.setTimeout(400_000);
    const { desk, main } = await openReports(page);
    await desk.choose('Branch', 'Salt Lake');
    await desk.choose('Doctor', 'Dr. Nisha Sinha');
    await expect(main.getByRole('rowheader', { name: 'Dr. Anita Sen' })).toBeHidden(SLOW);
    await expect(main.getByRole('rowheader', { name: 'Dr. Nisha Sinha' })).toBeVisible();
    await main.getByLabel('From', { exact: true }).fill('2019-01-01');
    await main.getByLabel('Until', { exact: true }).fill('2019-01-31');
    await expect(main.getByText('Nothing was booked in these days')).toBeVisible(SLOW);
    await lookAt(page, 'reports-empty');
    await main.getByLabel('Until', { exact: true }).fill('2018-01-31');
    await expect(main.getByText(/last day that is not before the first/)).toBeVisible();
    await main.getByLabel('From', { exact: true }).fill('2001-01-01');
    await main.getByLabel('Until', { exact: true }).fill('2018-01-31');
    await expect(main.getByText(/more than five years/)).toBeVisible();
  },
);

test('a report leaves as CSV and Excel, and on paper with what its figures mean [RP7]', async ({
  page,
}, info) => {
  test.setTimeout(400_000);
  const { main } = await openReports(page);
  for (const [button, ending] of [
    ['CSV', 'csv'],
    ['Excel', 'xlsx'],
  ] as const) {
    const downloaded = page.waitForEvent('download', SLOW);
    await main.getByRole('button', { name: button }).click();
    const file = info.outputPath(`report.${ending}`);
    await (await downloaded).saveAs(file);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(ending === 'csv' ? 'Dr. Anita Sen'.slice(4) : 'PK');
    if (ending === 'csv') {
      expect(text).toContain('Time of appointments that were not cancelled');
      expect(text).toMatch(/Salt Lake as of \d+ \w+ \d+, \d\d:\d\d \(Asia\/Kolkata\)/);
    }
  }
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(main.getByText('Time of appointments that were not cancelled')).toBeVisible();
  await expect(main.getByText(/^Salt Lake as of \d\d:\d\d/)).toBeVisible();
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.length).toBeGreaterThan(20_000);
});
