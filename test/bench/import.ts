import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { findPatients } from '../../shared/engine/queries/find-patients.ts';
import { createTestRandom, MONDAY_8_MS, ORGANISATION } from '../support/engine.ts';
import { type BenchBook, openBook } from './book/open-book.ts';
import { patientsFile, slotsFile } from './book/sample-files.ts';
import { atMost, costOf, type Figure, median, quantile, reportFigures, say } from './figure.ts';
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
const DECADE = { from: '2016-01-01', to: '2025-12-31', slotsADay: 40, seed: 1 };
const PATIENTS = 37_467;
const NAMES = ['Sarah Davis', 'Amber Bradley', 'Lisa Barber', 'Jürgen Smiley', 'Wei Khanman'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' } },
});

function loadFiles(): { readonly patients: string; readonly slots: string } {
  const folder = options.data;
  if (folder === undefined) return { patients: patientsFile(PATIENTS), slots: slotsFile(DECADE) };
  const read = (name: string): string => {
    const packed = join(folder, `${name}.csv.gz`);
    if (existsSync(packed)) return gunzipSync(readFileSync(packed)).toString('utf8');
    return readFileSync(join(folder, `${name}.csv`), 'utf8');
  };
  return { patients: read('outpatient-patients'), slots: read('outpatient-slots') };
}

interface Written {
  readonly patientsMs: number;
  readonly slotsMs: number;
  readonly peakMb: number;
  readonly slots: number;
  readonly appointments: number;
}

async function write(folder: string): Promise<Written> {
  const files = loadFiles();
  const book = await openBook(folder);
  const patients = await costOf(() => book.importFile('patients.csv', files.patients));
  const startMs = performance.now();
  const { slots, appointments } = await book.importFile('slots.csv', files.slots);
  const slotsMs = performance.now() - startMs;
  await book.close();
  const peakMb = process.resourceUsage().maxRSS / 1000;
  return { patientsMs: patients.wallMs, slotsMs, peakMb, slots, appointments };
}

/** What a database does that only takes the lines in. */
async function copy(folder: string): Promise<Pick<Written, 'patientsMs' | 'slotsMs' | 'peakMb'>> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { START_PARAMETERS } = await import('../../electron/host/database/start-parameters.ts');
  const files = loadFiles();
  const pglite = await PGlite.create({ dataDir: folder, startParams: [...START_PARAMETERS] });
  await pglite.exec(`create table patients (id text primary key, name text, sex text, dob date);
    create table slots (id text primary key, day date, at time, available boolean)`);
  const copyIn = async (table: string, text: string): Promise<number> => {
    const blob = new Blob([text]);
    const cost = await costOf(() =>
      pglite.query(`copy ${table} from '/dev/blob' (format csv, header)`, [], { blob }),
    );
    return cost.wallMs;
  };
  const patientsMs = await copyIn('patients', files.patients);
  const slotsMs = await copyIn('slots', files.slots);
  await pglite.close();
  return { patientsMs, slotsMs, peakMb: process.resourceUsage().maxRSS / 1000 };
}

interface Used {
  readonly weeksMs: readonly number[];
  readonly rows: number;
  readonly searchesMs: readonly { readonly text: string; readonly ms: number }[];
  readonly undoSlotsMs: number;
  readonly undoPatientsMs: number;
}

async function use(folder: string): Promise<Used> {
  const book = await openBook(folder);
  const weeks = await openWeeks(book);
  const searchesMs = await typeNames(book);
  const slots = await costOf(() => book.undoLastImport());
  const patients = await costOf(() => book.undoLastImport());
  await book.close();
  const undone = { undoSlotsMs: slots.wallMs, undoPatientsMs: patients.wallMs };
  return { ...weeks, searchesMs, ...undone };
}

/** Any week of ten years, in no order, each for the first time. */
async function openWeeks(book: BenchBook): Promise<Pick<Used, 'weeksMs' | 'rows'>> {
  const random = createTestRandom(11);
  const firstMs = Date.UTC(2016, 0, 4);
  const weeksMs: number[] = [];
  let rows = 0;
  await book.openWindow({ startMs: MONDAY_8_MS, endMs: MONDAY_8_MS + WEEK_MS });
  for (let n = 0; n < WEEKS; n += 1) {
    const [high = 0, low = 0] = random.bytes(2);
    const startMs = firstMs + ((high * 256 + low) % 521) * WEEK_MS;
    const cost = await costOf(async () => {
      rows += await book.openWindow({ startMs, endMs: startMs + WEEK_MS });
    });
    weeksMs.push(cost.wallMs);
  }
  return { weeksMs, rows };
}

/** Each beginning of a name, as it is while someone types. */
async function typeNames({ engine }: BenchBook): Promise<Used['searchesMs']> {
  const texts = NAMES.flatMap((name) =>
    Array.from({ length: name.length }, (_, i) => name.slice(0, i + 1)),
  );
  const searches: { text: string; ms: number }[] = [];
  for (const text of texts) {
    const wish = { text, limit: 20, nowMs: MONDAY_8_MS };
    const cost = await costOf(() =>
      engine.store.read((db) => findPatients(db, ORGANISATION, wish)),
    );
    searches.push({ text, ms: cost.wallMs });
  }
  return searches;
}

function benchImport(folder: string): Figure[] {
  const data = options.data === undefined ? [] : ['--data', options.data];
  const own = <T>(kind: string, of: string): T =>
    inOwnProcess<T>(import.meta.filename, kind, join(folder, of), ...data);
  const bare = own<Written>('copy', 'bare');
  const written = own<Written>('write', 'ours');
  say(`${written.slots} slots, ${written.appointments} of them appointments`);
  const used = own<Used>('use', 'ours');
  const slowest = used.searchesMs.toSorted((a, b) => b.ms - a.ms);
  say(`${WEEKS} weeks with ${used.rows} rows; the slowest search was "${slowest[0]?.text}"`);
  const typed = used.searchesMs.map((search) => search.ms);
  const beside = (name: string, key: 'patientsMs' | 'slotsMs' | 'peakMb'): Figure => {
    const peer = { name: 'bare COPY', value: bare[key] };
    return { bench: 'import', name, ours: written[key], peer, limit: null };
  };
  const alone = (name: string, ours: number, limit: Figure['limit'] = null): Figure => {
    return { bench: 'import', name, ours, peer: null, limit };
  };
  return [
    beside('37,467 patients, ms', 'patientsMs'),
    beside('104,360 slots, ms', 'slotsMs'),
    beside('memory at its peak, MB', 'peakMb'),
    alone('opening a week, median, ms', median(used.weeksMs)),
    alone('opening a week, worst of 30, ms', Math.max(...used.weeksMs), atMost(300)),
    alone('search while typing, median, ms', median(typed)),
    alone('search while typing, p95, ms', quantile(typed, 0.95)),
    alone('search while typing, worst, ms', Math.max(...typed), atMost(300)),
    alone('undo of all slots, ms', used.undoSlotsMs),
    alone('undo of all patients, ms', used.undoPatientsMs),
  ];
}

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
