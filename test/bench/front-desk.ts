import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { findChromium } from '../support/find-chromium.ts';
import { startNode } from '../support/process.ts';
import { goTo } from './desk/go-to.ts';
import { typeInto } from './desk/type-name.ts';
import { type Figure, median, quantile, ratioAtMost, reportFigures, say } from './figure.ts';
import { addBareField, openBareLine, removeBareField } from './front-desk/bare-page.ts';
import { bookAtDesk, bookBare } from './front-desk/book-at-desk.ts';
import {
  BUSY_BRANCH,
  buildYear,
  freeTimes,
  placeOf,
  YEAR_LOGIN,
  yearDay,
} from './year/build-year.ts';

/**
 * A front desk in Chromium with a year of a busy branch behind it (25 doctors, 60,000 appointments,
 * 100,000 patients, encrypted): from a letter of a name to the picture of who is called so, and from
 * the click that books to the picture of the card. The peer is the same page with a line to a bare
 * host: the same book, one query or one row on the disk, and rows or a card drawn by a few lines.
 * Run by `node test/bench/front-desk.ts [YEAR]`: a folder to keep the year in, for another run.
 */
const BOOKINGS = Number(process.env.BENCH_BOOKINGS ?? 40);
const SHOWN_DOCTORS = 10;
const FOUND_MAX = 50;
const HOST = join(import.meta.dirname, '../../electron/host/main.ts');
const BARE_HOST = join(import.meta.dirname, 'front-desk/bare-host.ts');
const START_MS = 120_000;
const NAMES = ['sarah davis', 'brad amber', 'lisa barber', 'smiley', 'kh', 'priya iyer', '36702'];

interface Times {
  readonly ours: number[];
  readonly bare: number[];
}

async function openDesk(browser: Browser, url: string, bareUrl: string): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Kolkata', bypassCSP: true },
  });
  const page = await context.newPage();
  await page.goto(url);
  await page
    .getByLabel('Name')
    .or(page.getByRole('button', { name: 'New booking' }))
    .waitFor();
  if (await page.getByLabel('Name').isVisible()) {
    await page.getByLabel('Name').fill(YEAR_LOGIN.login);
    await page.getByLabel('Password').fill(YEAR_LOGIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByRole('button', { name: 'New booking' }).waitFor();
  await openBareLine(page, bareUrl);
  return page;
}

/** In turn, so that whatever else the machine does hurts both. */
async function typeNames(page: Page): Promise<Times> {
  await goTo(page, 'Patients');
  const times: Times = { ours: [], bare: [] };
  for (const name of NAMES) {
    const search = page.getByRole('textbox', { name: 'Search' });
    times.ours.push(...(await typeInto(page, search, name)));
    await search.fill('');
    await addBareField(page, FOUND_MAX);
    times.bare.push(...(await typeInto(page, page.getByLabel('Bare'), name)));
    await removeBareField(page);
  }
  return times;
}

async function bookTimes(page: Page): Promise<Times> {
  const { day, daysAhead } = yearDay();
  await goTo(page, 'Schedule');
  for (let n = 0; n < daysAhead; n += 1)
    await page.getByRole('button', { name: 'Next day' }).click();
  await page.locator('main .rbc-event').first().waitFor();
  const times: Times = { ours: [], bare: [] };
  const free = freeTimes(SHOWN_DOCTORS, 2).filter((time) => time.day === day);
  for (const [n, time] of free.slice(0, BOOKINGS).entries()) {
    const { name, ms } = await bookAtDesk(page, time, String(40_000 + n * 131));
    times.ours.push(ms);
    times.bare.push(await bookBare(page, `${name} once more`));
  }
  return times;
}

const figuresOf = (name: string, { ours, bare }: Times): Figure[] =>
  (
    [
      ['median', median, null],
      ['p95', (values: readonly number[]) => quantile(values, 0.95), ratioAtMost(1.5)],
    ] as const
  ).map(([which, of, limit]) => ({
    ...{ bench: 'front-desk', name: `${name}, ${which}, ms`, ours: of(ours), limit },
    peer: { name: 'bare query and repaint', value: of(bare) },
  }));

async function benchFrontDesk(folder: string, year: string): Promise<Figure[]> {
  if (!existsSync(year)) await buildYear(year, BUSY_BRANCH);
  for (const copy of ['ours', 'bare']) cpSync(year, join(folder, copy), { recursive: true });
  await bundleRenderer('dist/renderer');
  const ours = join(folder, 'ours');
  const bare = join(folder, 'bare');
  await using host = startNode(HOST, [...placeOf(ours), '--serve', '--json', '--port', '0']);
  const { url } = await host.nextMessage(START_MS);
  await using bareHost = startNode(BARE_HOST, [join(bare, 'data'), join(bare, 'keys')]);
  const { url: bareUrl } = await bareHost.nextMessage(START_MS);
  const browser = await chromium.launch(await findChromium('imitated'));
  try {
    const page = await openDesk(browser, String(url), String(bareUrl));
    const typed = await typeNames(page);
    say(`${typed.ours.length} letters typed.`);
    const booked = await bookTimes(page);
    return [
      ...figuresOf('a letter of a name to the picture of who is called so', typed),
      ...figuresOf('the click that books to the picture of the card', booked),
    ];
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-front-desk-'));
try {
  reportFigures(await benchFrontDesk(folder, process.argv[2] ?? join(folder, 'year')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
