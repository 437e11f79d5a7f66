import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { createNodeChecker } from '../../electron/host/backup/backup-checker.ts';
import { openBook } from '../../electron/host/open-book.ts';
import { findChromium } from '../support/find-chromium.ts';
import { makeSample, startHost } from '../support/running-host.ts';
import { goTo } from './desk/go-to.ts';
import { type Figure, median, quantile, reportFigures, say } from './figure.ts';
import { fillYears } from './reports/fill-years.ts';

/**
 * The dashboard at a desk in Chromium, over a real host with the encrypted book of a branch of eight
 * doctors and five years, 60,000 appointments a year: from the click to the frame with the last tile,
 * of the screen as it opens, with the last four weeks, and of its filters; and until advice stands
 * below. Run by `node test/bench/dashboard.ts`; `node test/bench/dashboard.ts 1` has one year,
 * `node test/bench/dashboard.ts 5 FOLDER` keeps the years for another run.
 */
const YEARS = Number(process.argv[2] ?? 5);
const TIMES = Number(process.env.BENCH_TIMES ?? 20);
const DAY_MS = 86_400_000;
const LONG = { timeout: 600_000 };
/** A book of five years opens in seconds, but on a busy machine in minutes. */
const OPENS_MS = 1_200_000;

/** The years of the sample's own branch, up to its yesterday. */
async function fillBook(dataFolder: string): Promise<void> {
  const options = { dataFolder, templateFolder: null, keyFolder: null };
  const { database } = await openBook(options, {
    ...{ shell: null, nowMs: Date.now, checker: createNodeChecker(options) },
    onAbort: (error) => {
      throw error;
    },
  });
  const { rows } = await database.connector.withSession((session) =>
    session.query(`select organisation_id as org, branch_id as branch from book`, []),
  );
  const [{ org, branch }] = rows as [{ org: string; branch: string }];
  const midnightMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 19_800_000;
  const days = YEARS * 365;
  await fillYears(database.connector, {
    ...{ organisationId: org, fromMs: midnightMs - days * DAY_MS, days, branchIds: [branch] },
    ...{ doctorsEach: 8, visitsADay: 21 },
  });
  await database.close();
}

async function measure(dataFolder: string): Promise<Figure[]> {
  await using host = await startHost(dataFolder, OPENS_MS);
  const browser = await chromium.launch(await findChromium('imitated'));
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(host.url);
    await enter(page);
    await page.locator('.rbc-event').first().waitFor(LONG);
    const opened: number[] = [];
    const advised: number[] = [];
    for (let time = 0; time <= TIMES; time += 1) {
      await goTo(page, 'Schedule');
      await page.locator('.rbc-event').first().waitFor(LONG);
      await watchClick(page);
      await goTo(page, 'Reports');
      opened.push(await readyMs(page, TILES));
      advised.push(await readyMs(page, ADVICE));
    }
    const [first = Number.NaN, ...others] = opened;
    const years: number[] = [];
    for (let time = 0; time <= TIMES / 2; time += 1) {
      years.push(await choose(page, 'Last year'));
      await choose(page, 'Last 7 days');
    }
    const [firstYear = Number.NaN, ...otherYears] = years;
    return [
      alone('to the last tile for the first time, ms', first),
      ...spread('to the last tile', others),
      ...spread('until advice stands', advised.slice(1)),
      alone('the last year chosen for the first time, ms', firstYear),
      ...spread('the last year chosen', otherYears),
    ];
  } finally {
    await browser.close();
  }
}

/** Whoever is not in yet chooses who they are; the sample's people have no password. */
async function enter(page: Page): Promise<void> {
  const person = page.getByRole('button', { name: /^Ruma Paul \(/ });
  const isIn = page.getByRole('button', { name: 'New booking' });
  await person.or(isIn).first().waitFor(LONG);
  if (await person.isVisible()) await person.click();
  await isIn.waitFor(LONG);
}

/** The report of the filters stands, not that of those before; and what is found in it. */
const TILES = '.report-body:not([aria-busy="true"]) .report-grid';
const ADVICE = '.report-body:not([aria-busy="true"]) .advice';

async function choose(page: Page, days: string): Promise<number> {
  await page.getByRole('main').getByRole('combobox', { name: 'Days', exact: true }).click(LONG);
  const option = page.getByRole('option', { name: days, exact: true });
  await option.waitFor(LONG);
  await watchClick(page);
  await option.click();
  return readyMs(page, TILES);
}

const watchClick = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const note = (event: Event): void =>
      document.body.setAttribute('data-ms', `${event.timeStamp}`);
    document.body.removeAttribute('data-ms');
    addEventListener('click', note, { capture: true, once: true });
  });

/** Milliseconds from the click to the frame that shows it, looked for in each frame. */
const readyMs = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (picked) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const clickedMs = document.body.getAttribute('data-ms');
          if (clickedMs === null || document.querySelector(picked) === null) {
            requestAnimationFrame(look);
          } else setTimeout(() => resolve(performance.now() - Number(clickedMs)));
        };
        // What is chosen is asked for in the frame after the click.
        requestAnimationFrame(() => requestAnimationFrame(look));
      }),
    selector,
  );

const spread = (name: string, times: readonly number[]): Figure[] => {
  say(`${name}: ${times.map(Math.round).join(' ')}`);
  return [
    alone(`${name}, median, ms`, median(times)),
    alone(`${name}, p95, ms`, quantile(times, 0.95)),
  ];
};

const alone = (name: string, ours: number): Figure => ({
  ...{ bench: 'dashboard', name, ours, peer: null, limit: null },
});

const kept = process.argv[3];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'daybook-bench-dashboard-'));
const dataFolder = join(folder, 'data');
try {
  if (!existsSync(dataFolder)) {
    mkdirSync(dataFolder, { recursive: true });
    await makeSample(dataFolder, OPENS_MS);
    await fillBook(dataFolder);
  }
  say(`${YEARS} years are there`);
  await bundleRenderer('dist/renderer');
  reportFigures(await measure(dataFolder));
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
