import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../server/open-database.ts';
import { derivedId } from '../../shared/core/ids.ts';
import {
  createTestClock,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
} from '../support/engine.ts';
import { type Figure, reportFigures, say } from './figure.ts';
import { fillYears, SOME_SERVICE, someDoctor } from './reports/fill-years.ts';
import { FROM_MS, measureReport } from './reports/measure-report.ts';

/**
 * Reports of central on PostgreSQL, over all of its branches: 600,000 appointments of five years, and
 * with `--long` 6 million, of ten branches and 250 doctors. Beside the best bare SQL for the same
 * figures, which PostgreSQL may run on several processors. Run by `node test/bench/central-reports.ts`;
 * `--folder F` keeps the database, and takes it up again.
 */

const { values } = parseArgs({
  options: { long: { type: 'boolean', default: false }, folder: { type: 'string' } },
});
const YEARS = 5;
const DAYS = YEARS * 365;
const VISITS_A_DAY = 13;
const size = values.long ? { branches: 10, doctorsEach: 25 } : { branches: 2, doctorsEach: 13 };
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'daybook-bench-central-'));
const figures: Figure[] = [];
const connector = await openDatabase({ databaseUrl: null, folder, log: () => undefined });
try {
  const engine = await openCentral();
  const doctorId = await someDoctor(connector);
  const serviceId = SOME_SERVICE;
  for (const asked of [
    { name: 'four weeks', days: 28 },
    { name: 'a year', days: 365 },
    { name: `${YEARS} years`, days: DAYS },
    { name: `${YEARS} years of a doctor`, days: DAYS, doctorId },
    { name: `${YEARS} years of a service`, days: DAYS, serviceId },
  ]) {
    figures.push(
      ...(await measureReport(
        { bench: 'central-reports', engine, rounds },
        { ...asked, years: YEARS },
      )),
    );
  }
} finally {
  await connector.close();
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
reportFigures(figures);

/** Central with all of its years; those of a folder that was kept are there already. */
async function openCentral() {
  const clock = createTestClock(MONDAY_8_MS);
  const hasBook = await isFilled();
  const book = { kind: 'central', replica: 'central', name: 'Central', isCentral: true } as const;
  const engine = await openTestEngine({
    ...{ connector, clock, hasBook, book: { ...book, branchId: null } },
  });
  if (hasBook) return engine;
  await setUpClinic(engine);
  const branchIds = Array.from({ length: size.branches }, (_, no) =>
    no === 0 ? SALT_LAKE : derivedId(ORGANISATION, `branch ${no}`),
  );
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  for (const [no, id] of branchIds.entries()) {
    if (no > 0) await engine.ask('save-branch', { id, name: `Branch ${no}`, ...hours });
  }
  const { doctorsEach } = size;
  await fillYears(connector, {
    ...{
      fromMs: FROM_MS,
      days: DAYS,
      branchIds,
      doctorsEach,
      visitsADay: VISITS_A_DAY,
      isQuick: true,
    },
    onBranch: (no) => say(`${no} of ${size.branches} branches are there`),
  });
  return engine;
}

async function isFilled(): Promise<boolean> {
  const { rows } = await connector.withSession((session) =>
    session.query(`select 1 from pg_tables where tablename = 'appointment'`, []),
  );
  return rows.length > 0;
}
