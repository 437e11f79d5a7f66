import { type Browser, chromium, type Page } from 'playwright-core';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { findChromium } from '../support/find-chromium.ts';
import { startHost } from '../support/running-host.ts';
import { firstOf, loadFiles } from './book/load-files.ts';
import { bringCalendar, bringFile, enterSample } from './desk/bring-file.ts';
import { applyTemplate, changeMany } from './desk/change-much.ts';
import { goTo } from './desk/go-to.ts';
import { makeCalendar } from './desk/make-calendar.ts';
import { watchTasks } from './desk/watch-tasks.ts';
import { atMost, type Figure, reportFigures, say } from './figure.ts';

/**
 * The longest task of a window in Chromium, over a real host with an encrypted book, while large things
 * are done at that desk: every slot to come changed and taken back, a template used for three months,
 * a calendar of 5,000 events and 37,467 patients and 104,360 slots brought in, the schedule of a doctor
 * opened afterwards. No task is to take 100 ms of its thread; by the clock it takes what others leave it.
 * Run by `node test/bench/tasks.ts [SHARE]`: 0.2 brings in the first fifth of the files.
 */
const EVENTS = 5000;
/** How much of the files is brought in. */
const SHARE = Number(process.argv[2] ?? 1);
const DAY_MS = 86_400_000;
const DOCTOR = 'Priya Das';

const figures: Figure[] = [];

type Note = (name: string) => Promise<void>;

async function startNotes(browser: Browser, page: Page): Promise<Note> {
  const longest = await watchTasks(browser, page);
  return async (name) => {
    // What the last answer brings is drawn first.
    await page.waitForTimeout(1000);
    const { wallMs, cpuMs, did } = await longest();
    say(`${name}: ${Math.round(cpuMs)} of ${Math.round(wallMs)} ms: ${did.join(', ')}`);
    const figure = { bench: 'tasks', peer: null };
    figures.push({ ...figure, name: `${name}, CPU ms`, ours: cpuMs, limit: atMost(100) });
    figures.push({ ...figure, name: `${name}, ms`, ours: wallMs, limit: null });
  };
}

function nextMondayMs(): number {
  const today = Math.floor(Date.now() / DAY_MS);
  return (today + 7 - ((today + 3) % 7)) * DAY_MS;
}

const rowsOf = (text: string): number => text.trimEnd().split('\n').length - 1;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function measure(page: Page, note: Note, url: string): Promise<void> {
  await enterSample(page, url);
  await note('the sample is opened');
  await changeMany(page, () => note('every slot to come is changed'));
  await note('that is taken back');
  const mondayMs = nextMondayMs();
  const days = { monday: dayOf(mondayMs), lastDay: dayOf(mondayMs + 90 * DAY_MS) };
  await applyTemplate(page, { doctor: DOCTOR, ...days }, () =>
    note('a template is used for three months'),
  );
  const files = loadFiles(undefined);
  const [patients, slots] = [firstOf(files.patients, SHARE), firstOf(files.slots, SHARE)];
  await bringFile(page, 'patients.csv', patients, null);
  await note(`${rowsOf(patients)} patients are brought in`);
  await bringFile(page, 'slots.csv', slots, DOCTOR);
  await note(`${rowsOf(slots)} slots are brought in`);
  await bringCalendar(page, makeCalendar(EVENTS, mondayMs), DOCTOR);
  await note(`${EVENTS} events of a calendar are brought in`);
  await goTo(page, 'Schedule');
  await note('the schedule is opened after that');
}

await bundleRenderer('dist/renderer');
await using host = await startHost();
const browser = await chromium.launch(await findChromium('imitated'));
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await measure(page, await startNotes(browser, page), host.url);
} catch (error) {
  say(`It ended there: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await browser.close();
}
reportFigures(figures);
