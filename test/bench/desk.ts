import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { createTestRandom } from '../support/engine.ts';
import { findChromium } from '../support/find-chromium.ts';
import { startHost } from '../support/running-host.ts';
import { loadFiles } from './book/load-files.ts';
import { bringFile, enterSample } from './desk/bring-file.ts';
import { openWeek, showWeeks } from './desk/open-week.ts';
import { typeName } from './desk/type-name.ts';
import { atMost, type Figure, median, quantile, reportFigures, say } from './figure.ts';

/**
 * Ten years of an outpatient clinic at a desk in Chromium, over a real host with an encrypted book:
 * its patients and its slots are brought in through the screen, then weeks of it are opened, in no
 * order, and names are typed. Times are from the click or the key to the frame that shows the last
 * of what it brings. `--data FOLDER` reads the files outpatient-patients.csv.gz and
 * outpatient-slots.csv.gz there instead of made-up ones of their size and shape. Run by
 * `node test/bench/desk.ts`.
 */
const WEEKS = Number(process.env.BENCH_WEEKS ?? 60);
const WEEK_MS = 7 * 86_400_000;
const FIRST_MONDAY_MS = Date.UTC(2016, 0, 4);
const WEEKS_OF_DECADE = 521;
const DOCTOR = 'Priya Das';
const NAMES = ['Sarah Davis', 'Amber Bradley', 'Lisa Barber', 'Karen Smiley', '1980-10', '36702'];

const { values: options } = parseArgs({ options: { data: { type: 'string' } } });

async function benchDesk(): Promise<Figure[]> {
  const files = loadFiles(options.data);
  await bundleRenderer('dist/renderer');
  await using host = await startHost();
  const browser = await chromium.launch(await findChromium('imitated'));
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await enterSample(page, host.url);
    const patients = await bringFile(page, 'patients.csv', files.patients, null);
    say(
      `Patients: ${Math.round(patients.checkMs)} ms to check, ${Math.round(patients.writeMs)} to write.`,
    );
    const slots = await bringFile(page, 'slots.csv', files.slots, DOCTOR);
    say(`Slots: ${Math.round(slots.checkMs)} ms to check, ${Math.round(slots.writeMs)} to write.`);
    await showWeeks(page, DOCTOR);
    const weeks: number[] = [];
    for (const startMs of someWeeks()) weeks.push(await openWeek(page, startMs));
    say(`${weeks.length} weeks: ${Math.round(median(weeks))} ms in the middle.`);
    const typed: number[] = [];
    for (const name of NAMES) typed.push(...(await typeName(page, name)));
    return [
      figure('37,467 patients checked on the screen, ms', patients.checkMs),
      figure('37,467 patients imported, ms', patients.writeMs),
      figure('104,360 slots checked, ms', slots.checkMs),
      figure('104,360 slots imported, ms', slots.writeMs),
      ...spread(`click to paint of ${weeks.length} weeks`, weeks),
      ...spread(`key to paint of ${typed.length} letters`, typed),
    ];
  } finally {
    await browser.close();
  }
}

function someWeeks(): readonly number[] {
  const random = createTestRandom(11);
  const weeks = new Set<number>();
  while (weeks.size < Math.min(WEEKS, WEEKS_OF_DECADE)) {
    const [high = 0, low = 0] = random.bytes(2);
    weeks.add((high * 256 + low) % WEEKS_OF_DECADE);
  }
  return [...weeks].map((week) => FIRST_MONDAY_MS + week * WEEK_MS);
}

const spread = (name: string, times: readonly number[]): Figure[] => [
  figure(`${name}, median, ms`, median(times)),
  figure(`${name}, p95, ms`, quantile(times, 0.95), atMost(300)),
  figure(`${name}, worst, ms`, Math.max(...times)),
];

const figure = (name: string, ours: number, limit: Figure['limit'] = null): Figure => ({
  ...{ bench: 'desk', name, ours, peer: null, limit },
});

reportFigures(await benchDesk());
