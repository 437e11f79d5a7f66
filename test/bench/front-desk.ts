import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { findChromium } from '../support/find-chromium.ts';
import { startNode } from '../support/process.ts';
import { goTo } from './desk/go-to.ts';
import { typeInto } from './desk/type-name.ts';
import {
  type Figure,
  median,
  quantile,
  ratioAtMost,
  reportFigures,
  say,
  tableOf,
} from './figure.ts';
import {
  addBareButton,
  addBareField,
  openBareLine,
  removeBareCards,
  removeBareField,
} from './front-desk/bare-page.ts';
import { clickBare, clickBook, fillBooking } from './front-desk/book-at-desk.ts';
import { createMeter, type Meter, type Taken, together, whereBoth } from './front-desk/meter.ts';
import type { CardTimes } from './front-desk/watch-card.ts';
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
 * the click that books to the picture of the card, which first says that it is being booked, and to
 * that of the card as it is in the book. The peer is the same page with a line to a bare
 * host: the same book, one query or one row on the disk, and rows or a card drawn by a few lines.
 * Run by `node test/bench/front-desk.ts [YEAR]`: a folder to keep the year in, for another run.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Of each round; a day has no more than sixty free times. */
const BOOKINGS = Number(process.env.BENCH_BOOKINGS ?? 18);
const SHOWN_DOCTORS = 10;
const FOUND_MAX = 50;
const HOST = join(import.meta.dirname, '../../electron/host/main.ts');
const BARE_HOST = join(import.meta.dirname, 'front-desk/bare-host.ts');
/** A year that an older program made is backed up and migrated first. */
const START_MS = 900_000;
const NAMES = ['sarah davis', 'brad amber', 'lisa barber', 'smiley', 'kh', 'priya iyer', '36702'];

/** A page with its own host and the bare one. */
interface Desk {
  readonly page: Page;
  readonly ours: Meter;
  readonly bare: Meter;
}

interface Beside {
  readonly ours: Taken;
  readonly bare: Taken;
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
    await page.getByRole('textbox', { name: 'Password' }).fill(YEAR_LOGIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByRole('button', { name: 'New booking' }).waitFor();
  await openBareLine(page, bareUrl);
  return page;
}

/** Ours and the bare one in turn, first the one and then the other, so that whatever is at work hurts both. */
async function inTurn<T>(
  n: number,
  ours: () => Promise<T>,
  bare: () => Promise<T>,
): Promise<{ readonly ours: T; readonly bare: T }> {
  if (n % 2 === 1) {
    const first = await bare();
    return { ours: await ours(), bare: first };
  }
  const first = await ours();
  return { ours: first, bare: await bare() };
}

/** A round of letters. */
async function typeNames({ page, ...meters }: Desk, round: number): Promise<Beside> {
  await goTo(page, 'Patients');
  const [ours, bare]: [Taken[], Taken[]] = [[], []];
  for (const [n, name] of NAMES.entries()) {
    const typed = await inTurn(
      n + round,
      async () => {
        const search = page.getByRole('textbox', { name: 'Search' });
        const taken = await meters.ours(() => typeInto(page, search, name));
        await search.fill('');
        return taken;
      },
      async () => {
        await addBareField(page, FOUND_MAX);
        const taken = await meters.bare(() => typeInto(page, page.getByLabel('Bare'), name));
        await removeBareField(page);
        return taken;
      },
    );
    // Of a letter that leaves a list as it is there is no picture; only pairs are compared.
    ours.push(whereBoth(typed.ours, typed.bare));
    bare.push(whereBoth(typed.bare, typed.ours));
  }
  return { ours: together(ours), bare: together(bare) };
}

/** Shows the day that is booked on. */
async function openDay(page: Page): Promise<void> {
  await goTo(page, 'Schedule');
  for (let n = 0; n < yearDay().daysAhead; n += 1)
    await page.getByRole('button', { name: 'Next day' }).click();
  await page.locator('main .rbc-event').first().waitFor();
}

/**
 * A round of bookings: to the card that says it is being booked, and to the one that is in the book. The
 * bare one is clicked on the same page, with the filled panel or with that of the visit.
 */
async function bookTimes(
  { page, ...meters }: Desk,
  round: number,
): Promise<Record<'card' | 'booked', Beside>> {
  const [ours, bare]: [Taken<CardTimes>[], Taken<CardTimes>[]] = [[], []];
  const free = freeTimes(SHOWN_DOCTORS, 2).filter((time) => time.day === yearDay().day);
  for (const [i, time] of free.slice(round * BOOKINGS, (round + 1) * BOOKINGS).entries()) {
    const n = round * BOOKINGS + i;
    const name = await fillBooking(page, time, String(40_000 + n * 131));
    const clicked = await inTurn(
      n,
      async () => {
        const taken = await meters.ours(() => clickBook(page, name));
        await page.getByRole('complementary').getByRole('heading', { name }).waitFor();
        return taken;
      },
      async () => {
        await addBareButton(page, name);
        const taken = await meters.bare(() => clickBare(page, name));
        await removeBareCards(page);
        return taken;
      },
    );
    ours.push(clicked.ours);
    bare.push(clicked.bare);
  }
  const beside = (which: keyof CardTimes): Beside => {
    const timesOf = (taken: readonly Taken<CardTimes>[]): Taken =>
      together(taken.map((one) => ({ ...one, ms: one.ms.map((times) => times[which]) })));
    return { ours: timesOf(ours), bare: timesOf(bare) };
  };
  return { card: beside('cardMs'), booked: beside('bookedMs') };
}

/** Of each round its median and its 95th percentile, and of these the middle: one stray decides nothing. */
function figuresOf(name: string, rounds: readonly Beside[]): Figure[] {
  const middle = (of: (taken: Taken) => number) => ({
    ours: median(rounds.map(({ ours }) => of(ours))),
    bare: median(rounds.map(({ bare }) => of(bare))),
  });
  return (
    [
      ['median, ms', ({ ms }: Taken) => median(ms), ratioAtMost(1.5)],
      ['p95, ms', ({ ms }: Taken) => quantile(ms, 0.95), ratioAtMost(1.5)],
      ['CPU of the page and the host, ms', ({ times, cpuMs }: Taken) => cpuMs / times, null],
    ] as const
  ).map(([which, of, limit]) => {
    const { ours, bare } = middle(of);
    return {
      ...{ bench: 'front-desk', name: `${name}, ${which}`, ours, limit },
      peer: { name: 'bare query and repaint', value: bare },
    };
  });
}

async function benchFrontDesk(folder: string, year: string): Promise<Figure[]> {
  if (!existsSync(year)) await buildYear(year, BUSY_BRANCH);
  for (const copy of ['ours', 'bare']) cpSync(year, join(folder, copy), { recursive: true });
  await bundleRenderer('dist/renderer');
  const bare = join(folder, 'bare');
  await using host = startNode(HOST, [
    ...placeOf(join(folder, 'ours')),
    '--serve',
    '--json',
    '--port',
    '0',
  ]);
  const { url } = await host.nextMessage(START_MS);
  await using bareHost = startNode(BARE_HOST, [join(bare, 'data'), join(bare, 'keys')]);
  const { url: bareUrl } = await bareHost.nextMessage(START_MS);
  const browser = await chromium.launch(await findChromium('imitated'));
  try {
    const page = await openDesk(browser, String(url), String(bareUrl));
    const ours = await createMeter(page, host.pid);
    const desk = { page, ours, bare: await createMeter(page, bareHost.pid) };
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
    // What is done for the first time is not measured.
    await typeNames(desk, 0);
    const letters: Beside[] = [];
    for (const round of rounds) letters.push(await typeNames(desk, round));
    const typed = figuresOf('a letter of a name to the picture of who is called so', letters);
    say(tableOf(typed));
    await openDay(page);
    const clicks: Record<'card' | 'booked', Beside>[] = [];
    for (const round of rounds) clicks.push(await bookTimes(desk, round));
    const toCard = clicks.map(({ card }) => card);
    const toBooked = clicks.map(({ booked }) => booked);
    return [
      ...typed,
      ...figuresOf('the click that books to the picture of the card', toCard),
      ...figuresOf('the click that books to that of the card in the book', toBooked),
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
