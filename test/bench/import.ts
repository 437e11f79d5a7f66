import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPatients } from '../../shared/engine/queries/find-patients.ts';
import { createTestRandom, MONDAY_8_MS, ORGANISATION } from '../support/engine.ts';
import { loadFiles } from './book/load-files.ts';
import { type BenchBook, openBook } from './book/open-book.ts';
import { atMost, type Cost, costOf, type Figure, median, reportFigures, say } from './figure.ts';
import { inOwnProcess } from './own-process.ts';

/**
 * Ten years of an outpatient clinic read in on disk with fsync: 37,467 patients, and 104,360 slots
 * of which nine in ten become appointments. Then weeks of it are opened in another process, names
 * are typed, and all of it is taken back. `--data FOLDER` reads the files outpatient-patients.csv.gz
 * and outpatient-slots.csv.gz there instead of made-up ones of their size and shape. The peer is a
 * bare COPY of the same file into one table with a key, by a PGlite of the same settings. Run by
 * `node test/bench/import.ts`.
 */

const WEEKS = 30;
const WEEK_MS = 7 * 86_400_000;
const NAMES = ['Sarah Davis', 'Amber Bradley', 'Lisa Barber', 'Jürgen Smiley', 'Wei Khanman'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' } },
});

interface Written {
  readonly patients: Cost;
  readonly slots: Cost;
  readonly peakMb: number;
}

async function write(folder: string): Promise<Written> {
  const files = loadFiles(options.data);
  const book = await openBook(folder);
  const patients = await costOf(() => book.importFile('patients.csv', files.patients));
  const slots = await costOf(() => book.importFile('slots.csv', files.slots));
  await book.close();
  return { patients, slots, peakMb: process.resourceUsage().maxRSS / 1000 };
}

/** What a database does that only takes the lines in. */
async function copy(folder: string): Promise<Written> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { START_PARAMETERS } = await import('../../electron/host/database/start-parameters.ts');
  const files = loadFiles(options.data);
  const pglite = await PGlite.create({ dataDir: folder, startParams: [...START_PARAMETERS] });
  await pglite.exec(`create table patients (id text primary key, name text, sex text, dob date);
    create table slots (id text primary key, day date, at time, available boolean)`);
  const copyIn = (table: string, text: string): Promise<Cost> => {
    const blob = new Blob([text]);
    const statement = `copy ${table} from '/dev/blob' (format csv, header)`;
    return costOf(() => pglite.query(statement, [], { blob }));
  };
  const patients = await copyIn('patients', files.patients);
  const slots = await copyIn('slots', files.slots);
  await pglite.close();
  return { patients, slots, peakMb: process.resourceUsage().maxRSS / 1000 };
}

interface Used {
  readonly weeks: readonly Cost[];
  readonly rows: number;
  readonly searches: readonly (Cost & { readonly text: string })[];
  readonly undoSlots: Cost;
  readonly undoPatients: Cost;
}

async function use(folder: string): Promise<Used> {
  const book = await openBook(folder);
  const weeks = await openWeeks(book);
  const searches = await typeNames(book);
  const undoSlots = await costOf(() => book.undoLastImport());
  const undoPatients = await costOf(() => book.undoLastImport());
  await book.close();
  return { ...weeks, searches, undoSlots, undoPatients };
}

/** Any week of ten years, in no order, each for the first time. */
async function openWeeks(book: BenchBook): Promise<Pick<Used, 'weeks' | 'rows'>> {
  const random = createTestRandom(11);
  const firstMs = Date.UTC(2016, 0, 4);
  const weeks: Cost[] = [];
  let rows = 0;
  await book.openWindow({ startMs: MONDAY_8_MS, endMs: MONDAY_8_MS + WEEK_MS });
  for (let n = 0; n < WEEKS; n += 1) {
    const [high = 0, low = 0] = random.bytes(2);
    const startMs = firstMs + ((high * 256 + low) % 521) * WEEK_MS;
    const cost = await costOf(async () => {
      rows += await book.openWindow({ startMs, endMs: startMs + WEEK_MS });
    });
    weeks.push(cost);
  }
  return { weeks, rows };
}

/** Each beginning of a name, as it is while someone types. */
async function typeNames({ engine }: BenchBook): Promise<Used['searches']> {
  const texts = NAMES.flatMap((name) =>
    Array.from({ length: name.length }, (_, i) => name.slice(0, i + 1)),
  );
  const searches: (Cost & { text: string })[] = [];
  for (const text of texts) {
    const wish = { text, limit: 20, nowMs: MONDAY_8_MS };
    const cost = await costOf(() =>
      engine.store.read((db) => findPatients(db, ORGANISATION, wish)),
    );
    searches.push({ text, ...cost });
  }
  return searches;
}

function benchImport(folder: string): Figure[] {
  const data = options.data === undefined ? [] : ['--data', options.data];
  const own = <T>(kind: string, of: string): T =>
    inOwnProcess<T>(import.meta.filename, kind, join(folder, of), ...data);
  const bare = own<Written>('copy', 'bare');
  const written = own<Written>('write', 'ours');
  const used = own<Used>('use', 'ours');
  const slowest = used.searches.toSorted((a, b) => b.cpuMs - a.cpuMs)[0]?.text;
  say(`${WEEKS} weeks with ${used.rows} rows; the search that cost most was "${slowest}"`);
  const weeks = used.weeks.map((week) => week.wallMs);
  const typed = used.searches.map((search) => search.wallMs);
  return [
    ...besideCopy('37,467 patients', written.patients, bare.patients),
    ...besideCopy('104,360 slots', written.slots, bare.slots),
    figure('memory at its peak, MB', written.peakMb, { name: 'bare COPY', value: bare.peakMb }),
    figure('opening a week, median, ms', median(weeks)),
    figure(`opening a week, worst of ${WEEKS}, ms`, Math.max(...weeks), null, atMost(300)),
    figure('opening a week, worst, CPU ms', worstCpu(used.weeks)),
    figure('search while typing, median, ms', median(typed)),
    figure('search while typing, worst, ms', Math.max(...typed), null, atMost(300)),
    figure('search while typing, worst, CPU ms', worstCpu(used.searches)),
    figure('undo of all slots, ms', used.undoSlots.wallMs),
    figure('undo of all patients, ms', used.undoPatients.wallMs),
  ];
}

const figure = (
  name: string,
  ours: number,
  peer: Figure['peer'] = null,
  limit: Figure['limit'] = null,
): Figure => ({ bench: 'import', name, ours, peer, limit });

const besideCopy = (name: string, ours: Cost, copied: Cost): Figure[] => [
  figure(`${name}, ms`, ours.wallMs, { name: 'bare COPY', value: copied.wallMs }),
  figure(`${name}, CPU ms`, ours.cpuMs, { name: 'bare COPY', value: copied.cpuMs }),
];

const worstCpu = (costs: readonly Cost[]): number => Math.max(...costs.map((cost) => cost.cpuMs));

const [kind, folder = ''] = positionals;
if (kind === 'write') say(JSON.stringify(await write(folder)));
else if (kind === 'copy') say(JSON.stringify(await copy(folder)));
else if (kind === 'use') say(JSON.stringify(await use(folder)));
else {
  const work = mkdtempSync(join(tmpdir(), 'daybook-import-'));
  try {
    reportFigures(benchImport(work));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
