import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { assert } from '../../shared/core/assert.ts';
import { findPatients } from '../../shared/engine/queries/find-patients.ts';
import { loadRecord } from '../../shared/engine/queries/load-record.ts';
import {
  aBooking,
  aSeries,
  createTestRandom,
  DR_SEN,
  MONDAY_8_MS,
  ORGANISATION,
  SALT_LAKE,
} from '../support/engine.ts';
import { firstOf, loadFiles } from './book/load-files.ts';
import { type BenchBook, openBook } from './book/open-book.ts';
import { type Place, placeOf, takeRows, writeRows } from './book/same-rows.ts';
import {
  atMost,
  type Cost,
  costOf,
  type Figure,
  median,
  ratioAtMost,
  reportFigures,
  say,
} from './figure.ts';
import { inOwnProcess } from './own-process.ts';

/**
 * Ten years of an outpatient clinic read in on disk with fsync: 37,467 patients, and 104,360 slots
 * of which nine in ten become appointments. Then weeks of it are opened in another process, names
 * are typed, and all of it is taken back. `--data FOLDER` reads the files outpatient-patients.csv.gz
 * and outpatient-slots.csv.gz there instead of made-up ones of their size and shape. The peer writes the
 * rows that came of it into the same tables of another book, in statements of a thousand rows and one
 * transaction; beside it stands a bare COPY of the same file into one table with a key. Half of the
 * files is brought in too, and while they are, something is read every now and then, and a time of another
 * doctor held and let go. `--share 0.2`
 * takes the first fifth of the lines. Run by `node test/bench/import.ts`.
 */

const WEEKS = 30;
const WEEK_MS = 7 * 86_400_000;
const NAMES = ['Sarah Davis', 'Amber Bradley', 'Lisa Barber', 'Jürgen Smiley', 'Wei Khanman'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, share: { type: 'string', default: '1' } },
});

interface Costs {
  readonly patients: Cost;
  readonly slots: Cost;
  readonly peakMb: number;
}

interface Written extends Costs {
  /** Where the book stood before, between and after the two files. */
  readonly places: readonly [Place, Place, Place];
  /** How long the longest of the readings, and of the holds, had to wait and took, meanwhile. */
  readonly longestReadMs: number;
  readonly longestHoldMs: number;
}

/** With the lines of the files up to `share` of them. */
async function write(folder: string, share: number): Promise<Written> {
  const files = loadFiles(options.data);
  const book = await openBook(folder);
  const place = () => placeOf(book.engine.connector);
  await book.engine.ask('create-series', aSeries(SEN_WORKS, { doctorId: DR_SEN }));
  const reading = repeat(() =>
    book.engine.store.read((db) => loadRecord(db, ORGANISATION, 'branch', SALT_LAKE)),
  );
  const holding = repeat(() => holdAndLetGo(book));
  const before = await place();
  const patients = await costOf(() =>
    book.importFile('patients.csv', firstOf(files.patients, share)),
  );
  const between = await place();
  const slots = await costOf(() => book.importFile('slots.csv', firstOf(files.slots, share)));
  const longestReadMs = await reading.stop();
  const longestHoldMs = await holding.stop();
  const places = [before, between, await place()] as const;
  await book.close();
  const peakMb = process.resourceUsage().maxRSS / 1000;
  return { patients, slots, places, longestReadMs, longestHoldMs, peakMb };
}

const SEN_WORKS = '00000000-0000-7000-8000-0000000000f2';
const EVERY_MS = 50;

/** Does something again and again, as a desk does, until it is stopped; then says how long the longest took. */
function repeat(act: () => Promise<unknown>): { readonly stop: () => Promise<number> } {
  let longestMs = 0;
  let isStopped = false;
  const go = async (): Promise<void> => {
    while (!isStopped) {
      const startMs = performance.now();
      await act();
      longestMs = Math.max(longestMs, performance.now() - startMs);
      await setTimeout(EVERY_MS);
    }
  };
  const going = go();
  return {
    stop: async () => {
      isStopped = true;
      await going;
      return longestMs;
    },
  };
}

async function holdAndLetGo({ engine }: BenchBook): Promise<void> {
  const holdId = engine.newId();
  const { branchId, startMs, endMs } = aBooking('', '10:00');
  const asked = { holdId, branchId, doctorId: DR_SEN, startMs, endMs };
  const held = await engine.ask('hold', asked);
  assert(held.ok, 'Nobody else is at this time.');
  await engine.ask('release-hold', { holdId });
}

/** What bare SQL takes for the rows that came of it. */
async function writeSame(folder: string, places: Written['places']): Promise<Costs> {
  const [before, between, after] = places;
  const ours = await openBook(join(folder, 'ours'));
  const { connector } = ours.engine;
  const patientRows = await takeRows(connector, before, between);
  const slotRows = await takeRows(connector, between, after);
  await ours.close();
  const bare = await openBook(join(folder, 'same rows'));
  const patients = await costOf(() => writeRows(bare.engine.connector, patientRows));
  const slots = await costOf(() => writeRows(bare.engine.connector, slotRows));
  await bare.close();
  return { patients, slots, peakMb: process.resourceUsage().maxRSS / 1000 };
}

/** What a database does that only takes the lines in. */
async function copy(folder: string): Promise<Costs> {
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
    const wish = { text, limit: 20 };
    const cost = await costOf(() =>
      engine.store.read((db) => findPatients(db, ORGANISATION, wish)),
    );
    searches.push({ text, ...cost });
  }
  return searches;
}

function benchImport(folder: string): Figure[] {
  const data = options.data === undefined ? [] : ['--data', options.data];
  const own = <T>(kind: string, of: string, ...rest: readonly string[]): T =>
    inOwnProcess<T>(import.meta.filename, kind, join(folder, of), ...rest, ...data);
  const copied = own<Costs>('copy', 'bare');
  const share = Number(options.share);
  const half = own<Written>('write', 'half', String(share / 2));
  const written = own<Written>('write', 'ours', String(share));
  const same = own<Costs>('same', '', JSON.stringify(written.places));
  const used = own<Used>('use', 'ours');
  const slowest = used.searches.toSorted((a, b) => b.cpuMs - a.cpuMs)[0]?.text;
  say(`${WEEKS} weeks with ${used.rows} rows; the search that cost most was "${slowest}"`);
  const weeks = used.weeks.map((week) => week.wallMs);
  const typed = used.searches.map((search) => search.wallMs);
  return [
    ...beside('37,467 patients', written.patients, same.patients, ratioAtMost(3)),
    ...beside('104,360 slots', written.slots, same.slots, ratioAtMost(3)),
    ...besideCopy('37,467 patients', written.patients, copied.patients),
    ...besideCopy('104,360 slots', written.slots, copied.slots),
    ...grown('all patients, CPU ms', written.patients, half.patients),
    ...grown('all slots, CPU ms', written.slots, half.slots),
    figure('memory at its peak, MB', written.peakMb, { name: 'half', value: half.peakMb }),
    figure('the longest reading meanwhile, ms', written.longestReadMs),
    figure('a time held and let go meanwhile, the longest, ms', written.longestHoldMs),
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

const beside = (
  name: string,
  ours: Cost,
  same: Cost,
  limit: Figure['limit'],
  peer = 'the same rows',
): Figure[] => [
  figure(`${name}, ms`, ours.wallMs, { name: peer, value: same.wallMs }, limit),
  figure(`${name}, CPU ms`, ours.cpuMs, { name: peer, value: same.cpuMs }, limit),
];

const besideCopy = (name: string, ours: Cost, copied: Cost): Figure[] =>
  beside(name, ours, copied, null, 'bare COPY');

const grown = (name: string, all: Cost, half: Cost): Figure[] => [
  figure(name, all.cpuMs, { name: 'half of them', value: half.cpuMs }, ratioAtMost(2.5)),
];

const worstCpu = (costs: readonly Cost[]): number => Math.max(...costs.map((cost) => cost.cpuMs));

const [kind, folder = '', more = ''] = positionals;
if (kind === 'write') say(JSON.stringify(await write(folder, Number(more))));
else if (kind === 'copy') say(JSON.stringify(await copy(folder)));
else if (kind === 'same') say(JSON.stringify(await writeSame(folder, JSON.parse(more))));
else if (kind === 'use') say(JSON.stringify(await use(folder)));
else {
  const work = mkdtempSync(join(tmpdir(), 'daybook-import-'));
  try {
    reportFigures(benchImport(work));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
