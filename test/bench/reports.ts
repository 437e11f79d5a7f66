import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SALT_LAKE } from '../support/engine.ts';
import { openBook } from './book/open-book.ts';
import { type Figure, reportFigures, say } from './figure.ts';
import { fillYears, SOME_SERVICE, someDoctor } from './reports/fill-years.ts';
import { FROM_MS, measureReport } from './reports/measure-report.ts';

/**
 * A report of four weeks and of one to five years of a branch of eight doctors, 60,000 appointments a
 * year, on disk, as the dashboard asks for it: all of its figures by all of its parts, and those of as
 * many days before, which are empty here. The peer is the best bare SQL for the same figures of this
 * very book. Beside them how long the longest of its readings holds up whoever books. Run by
 * `node test/bench/reports.ts`, `node test/bench/reports.ts 1` for one year.
 */

const YEARS = Number(process.argv[2] ?? 5);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-reports-'));
const figures: Figure[] = [];
try {
  const book = await openBook(folder);
  const { engine } = book;
  await fillYears(engine.connector, {
    ...{ fromMs: FROM_MS, days: YEARS * 365, branchIds: [SALT_LAKE] },
    ...{ doctorsEach: 8, visitsADay: 21 },
  });
  say(`${YEARS} years are there`);
  const doctorId = await someDoctor(engine.connector);
  const days = YEARS * 365;
  for (const asked of [
    { name: 'four weeks', days: 28 },
    { name: 'a year', days: 365 },
    { name: `${YEARS} years`, days },
    { name: `${YEARS} years of a doctor`, days, doctorId },
    { name: `${YEARS} years of a service`, days, serviceId: SOME_SERVICE },
    { name: `${YEARS} years of both`, days, doctorId, serviceId: SOME_SERVICE },
  ]) {
    figures.push(
      ...(await measureReport(
        { bench: 'reports', engine, rounds },
        { ...asked, branchId: SALT_LAKE, years: YEARS },
      )),
    );
  }
  await book.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
reportFigures(figures);
