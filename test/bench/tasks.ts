import { chromium, type Page } from 'playwright-core';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { findChromium } from '../support/find-chromium.ts';
import { startHost } from '../support/running-host.ts';
import { loadFiles } from './book/load-files.ts';
import { bringCalendar, bringFile, enterSample } from './desk/bring-file.ts';
import { applyTemplate, changeMany } from './desk/change-much.ts';
import { goTo } from './desk/go-to.ts';
import { makeCalendar } from './desk/make-calendar.ts';
import { longestTask, watchTasks } from './desk/watch-tasks.ts';
import { atMost, type Figure, reportFigures, say } from './figure.ts';

/**
 * The longest task of a window in Chromium, over a real host with an encrypted book, while large things
 * are done at that desk: every slot to come changed and taken back, a template used for three months,
 * a calendar of 5,000 events and 37,467 patients and 104,360 slots brought in, the schedule of a doctor
 * opened afterwards. No task is to take 100 ms. Run by `node test/bench/tasks.ts`.
 */
const EVENTS = 5000;
const DAY_MS = 86_400_000;
const DOCTOR = 'Priya Das';

const figures: Figure[] = [];

async function note(page: Page, name: string): Promise<void> {
  // What the last answer brings is drawn first.
  await page.waitForTimeout(1000);
  const ours = await longestTask(page);
  say(`${name}: ${Math.round(ours)} ms`);
  figures.push({ bench: 'tasks', name: `${name}, ms`, ours, peer: null, limit: atMost(100) });
}

function nextMondayMs(): number {
  const today = Math.floor(Date.now() / DAY_MS);
  return (today + 7 - ((today + 3) % 7)) * DAY_MS;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function measure(page: Page, url: string): Promise<void> {
  await watchTasks(page);
  await enterSample(page, url);
  await note(page, 'the sample is opened');
  await changeMany(page, () => note(page, 'every slot to come is changed'));
  await note(page, 'that is taken back');
  const mondayMs = nextMondayMs();
  const days = { monday: dayOf(mondayMs), lastDay: dayOf(mondayMs + 90 * DAY_MS) };
  await applyTemplate(page, { doctor: DOCTOR, ...days }, () =>
    note(page, 'a template is used for three months'),
  );
  const files = loadFiles(undefined);
  await bringFile(page, 'patients.csv', files.patients, null);
  await note(page, '37,467 patients are brought in');
  await bringFile(page, 'slots.csv', files.slots, DOCTOR);
  await note(page, '104,360 slots are brought in');
  await bringCalendar(page, makeCalendar(EVENTS, mondayMs), DOCTOR);
  await note(page, `${EVENTS} events of a calendar are brought in`);
  await goTo(page, 'Schedule');
  await note(page, 'the schedule is opened after that');
}

await bundleRenderer('dist/renderer');
await using host = await startHost();
const browser = await chromium.launch(await findChromium('imitated'));
try {
  await measure(await browser.newPage({ viewport: { width: 1440, height: 900 } }), host.url);
} catch (error) {
  say(`It ended there: ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await browser.close();
}
reportFigures(figures);
