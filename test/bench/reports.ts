import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../shared/core/assert.ts';
import { loadReport } from '../../shared/engine/reports/load-report.ts';
import { addDays } from '../../shared/time/day.ts';
import { admin, ORGANISATION, SALT_LAKE, type TestEngine } from '../support/engine.ts';
import { openBook } from './book/open-book.ts';
import { costOf, type Figure, median, ratioAtMost, reportFigures, say } from './figure.ts';
import { askBare } from './reports/bare-report.ts';
import { fillYears } from './reports/fill-years.ts';

/**
 * A report of one to five years of a branch of eight doctors, 60,000 appointments a year, on disk, as
 * the dashboard asks for it: all of its figures by all of its parts, and those of as many days before,
 * which are empty here: asked for the first time, when all is counted from the rows, and again, when
 * four weeks that are over have been kept. The peer is the best bare SQL for the same figures of this
 * very book. Beside them how long the longest of its statements holds up whoever books. Run by
 * `node test/bench/reports.ts`.
 */

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const YEARS = 5;
const DAY_MS = 86_400_000;
const FIRST_DAY = '2021-01-01';
/** Midnight in Kolkata. */
const FROM_MS = Date.UTC(2021, 0, 1) - 19_800_000;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-reports-'));
const figures: Figure[] = [];
try {
  const book = await openBook(folder);
  const { engine } = book;
  const days = YEARS * 365;
  await fillYears(engine.connector, {
    ...{ fromMs: FROM_MS, days, branchIds: [SALT_LAKE], doctorsEach: 8, visitsADay: 21 },
  });
  say(`${YEARS} years are there`);
  for (const years of [1, YEARS]) figures.push(...(await measure(engine, years)));
  await book.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
reportFigures(figures);

async function measure(engine: TestEngine, years: number): Promise<readonly Figure[]> {
  const untilMs = FROM_MS + years * 365 * DAY_MS;
  await engine.connector.withSession((session) => session.script('delete from report_sum'));
  const first = watchReads(engine);
  const cold = await costOf(() => askOurs(first.store, years));
  say(`${years} years for the first time: ${Math.round(cold.wallMs)} ms`);
  const ours: number[] = [];
  const bare: number[] = [];
  const held: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const watched = watchReads(engine);
    const { wallMs } = await costOf(() => askOurs(watched.store, years));
    const peer = await costOf(() =>
      engine.connector.withSession((session) => askBare(session, { fromMs: FROM_MS, untilMs })),
    );
    ours.push(wallMs);
    bare.push(peer.wallMs);
    held.push(watched.longestMs());
    say(`${years} years: ${Math.round(wallMs)} ms, bare ${Math.round(peer.wallMs)} ms`);
  }
  const about = { bench: 'reports', peer: null, limit: null };
  return [
    {
      ...{ bench: 'reports', name: `all figures of ${years} years, ms`, ours: median(ours) },
      ...{ peer: { name: 'bare SQL', value: median(bare) }, limit: ratioAtMost(1.5) },
    },
    {
      ...{ bench: 'reports', name: `${years} years for the first time, ms`, ours: cold.wallMs },
      ...{ peer: { name: 'bare SQL', value: median(bare) }, limit: null },
    },
    {
      ...about,
      name: `longest wait of a booking in them for the first time, ${years} years, ms`,
      ours: first.longestMs(),
    },
    { ...about, name: `longest wait of a booking in them, ${years} years, ms`, ours: median(held) },
  ];
}

async function askOurs(store: TestEngine['store'], years: number): Promise<void> {
  const lastDay = addDays(FIRST_DAY, years * 365 - 1);
  const scope = { firstDay: FIRST_DAY, lastDay, branchId: null, doctorId: null, serviceId: null };
  const nowMs = FROM_MS + YEARS * 366 * DAY_MS;
  const report = await loadReport(
    store,
    { organisationId: ORGANISATION, actor: admin, nowMs },
    scope,
  );
  assert(report.ok && report.value.all.booked === years * 365 * 8 * 21, 'All are counted.');
}

/** The store with a watch on how long each of its readings keeps the database. */
function watchReads(engine: TestEngine): {
  readonly store: TestEngine['store'];
  readonly longestMs: () => number;
} {
  let longestMs = 0;
  const read: TestEngine['store']['read'] = async (run) => {
    const startMs = performance.now();
    const result = await engine.store.read(run);
    longestMs = Math.max(longestMs, performance.now() - startMs);
    return result;
  };
  return { store: { ...engine.store, read }, longestMs: () => longestMs };
}
