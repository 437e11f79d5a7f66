import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, median, reportFigures, say } from './figure.ts';
import { inOwnProcess } from './own-process.ts';

/**
 * What a start costs, and what a book takes up: a first start from the template folder, then the
 * book of one branch that has worked a year (8 doctors, 60,000 appointments, 20,000 patients, all
 * of it imported), in clear and encrypted, beside a bare PGlite of the same settings. Every start
 * is a process of its own and is counted from the beginning of that process. Run by
 * `node test/bench/start.ts`.
 */

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const DOCTORS = 8;
const PATIENTS = 20_000;
const YEAR = { from: '2025-03-03', to: '2026-02-27', slotsADay: 32 };
const WEEK_MS = 7 * 86_400_000;
const LAST_WEEK_MS = Date.UTC(2026, 1, 23);
const WEEKS = 40;
const KEY = new Uint8Array(64).fill(7);

/** All from the beginning of the process, memory in MB. */
interface Start {
  readonly openMs: number;
  readonly openCpuMs: number;
  /** Until the rows of a week are there. */
  readonly weekMs: number;
  readonly openMb: number;
  /** After forty weeks were looked at. */
  readonly steadyMb: number;
}

interface Opened {
  readonly readWeek: (startMs: number) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const rssMb = (): number => process.memoryUsage().rss / 1e6;

async function measureStart(open: () => Promise<Opened>): Promise<Start> {
  const { readWeek, close } = await open();
  const openMs = performance.now();
  const { user, system } = process.cpuUsage();
  const openMb = rssMb();
  await readWeek(LAST_WEEK_MS);
  const weekMs = performance.now();
  for (let n = 0; n < WEEKS; n += 1) await readWeek(LAST_WEEK_MS - n * WEEK_MS);
  const steadyMb = rssMb();
  await close();
  return { openMs, openCpuMs: (user + system) / 1000, weekMs, openMb, steadyMb };
}

/** Modules are loaded in here, so that each process loads what it needs and nothing else. */
async function openOurs(folder: string, key: Uint8Array | null): Promise<Opened> {
  const { openBook } = await import('./book/open-book.ts');
  const book = await openBook(folder, key);
  return {
    readWeek: (startMs) => book.openWindow({ startMs, endMs: startMs + WEEK_MS }),
    close: book.close,
  };
}

/** As far as a host goes before anyone has set up a clinic. */
async function openFirst(folder: string): Promise<Opened> {
  const { openBranchDatabase } = await import(
    '../../electron/host/database/open-branch-database.ts'
  );
  const { openEngine } = await import('../../shared/engine/open-engine.ts');
  mkdirSync(folder);
  const place = { folder: join(folder, 'book'), nowMs: Date.now(), keys: null };
  const { connector, close } = await openBranchDatabase(place);
  const bytes = (length: number): Uint8Array => new Uint8Array(length);
  const engine = openEngine(connector, { nowMs: () => Date.now() }, { bytes });
  await engine.loadBook();
  return { readWeek: () => engine.loadBook(), close };
}

async function openBare(folder: string): Promise<Opened> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { EXTENSIONS } = await import('../../electron/host/database/extensions.ts');
  const { START_PARAMETERS } = await import('../../electron/host/database/start-parameters.ts');
  const startParams = [...START_PARAMETERS];
  const pglite = await PGlite.create({ dataDir: folder, extensions: EXTENSIONS, startParams });
  const { rows } = await pglite.query<{ there: boolean }>(
    `select to_regclass('appointment') is not null as there`,
  );
  const query = rows[0]?.there
    ? `select a.*, p.name from appointment a join patient p on p.id = a.patient_id
       where a.start_ms < $2 and a.start_ms > $1::int8 - 86400000 and a.end_ms > $1`
    : 'select $1::int8, $2::int8';
  return {
    readWeek: (startMs) => pglite.query(query, [startMs, startMs + WEEK_MS]),
    close: () => pglite.close(),
  };
}

async function buildYear(folder: string): Promise<{ readonly fileBytes: number }> {
  const { openBook } = await import('./book/open-book.ts');
  const { patientsFile, slotsFile } = await import('./book/sample-files.ts');
  const { DR_DAS, DR_SEN, SALT_LAKE } = await import('../support/engine.ts');
  const book = await openBook(folder);
  const { ask, newId } = book.engine;
  const doctorIds = [DR_DAS, DR_SEN, ...Array.from({ length: DOCTORS - 2 }, () => newId())];
  for (const [n, id] of doctorIds.entries()) {
    const doctor = { id, name: `Doctor ${n}`, speciality: 'ENT', branchIds: [SALT_LAKE] };
    const saved = await ask('save-doctor', { ...doctor, kind: 'full-time', active: true });
    if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  }
  const people = patientsFile(PATIENTS);
  await book.importFile('patients.csv', people);
  let fileBytes = people.length;
  for (const [seed, doctorId] of doctorIds.entries()) {
    const slots = slotsFile({ ...YEAR, seed });
    fileBytes += slots.length;
    await book.importFile(`slots-${seed}.csv`, slots, doctorId);
  }
  await book.close();
  return { fileBytes };
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

const start = (kind: string, folder: string): Start =>
  inOwnProcess<Start>(import.meta.filename, kind, folder);

const medianOf = (starts: readonly Start[], key: keyof Start): number =>
  median(starts.map((one) => one[key]));

function benchStarts(folder: string): Figure[] {
  const inFolder = (name: string): string => join(folder, name);
  // The template is made once for a checkout, before anyone starts anything.
  start('first', inFolder('template'));
  say('Building a year of one branch.');
  const { fileBytes } = inOwnProcess<{ readonly fileBytes: number }>(
    ...([import.meta.filename, 'build', inFolder('year')] as const),
  );
  cpSync(inFolder('year'), inFolder('encrypted'), { recursive: true });
  start('encrypted', inFolder('encrypted'));
  cpSync(join(inFolder('year'), 'book'), inFolder('bare'), { recursive: true });
  const first = { ours: [] as Start[], bare: [] as Start[] };
  const year = { ours: [] as Start[], encrypted: [] as Start[], bare: [] as Start[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    first.ours.push(start('first', inFolder(`first-${round}`)));
    first.bare.push(start('bare', inFolder(`bare-first-${round}`)));
    year.ours.push(start('ours', inFolder('year')));
    year.encrypted.push(start('encrypted', inFolder('encrypted')));
    year.bare.push(start('bare', inFolder('bare')));
  }
  const disk = (name: string, of: string, peer: Figure['peer']): Figure => ({
    ...{ bench: 'start', name, ours: bytesIn(inFolder(of)) / 1e6, peer, limit: null },
  });
  return [
    row('first start', 'openMs', first.ours, first.bare),
    row('first start, CPU', 'openCpuMs', first.ours, first.bare),
    ...rows('reopening with a year', year.ours, year.bare),
    ...rows('the same, encrypted', year.encrypted, year.bare),
    disk('disk after a first start, MB', 'first-0', {
      ...{ name: 'bare PGlite', value: bytesIn(inFolder('bare-first-0')) / 1e6 },
    }),
    disk('disk with a year, MB', 'year', { name: 'the files read', value: fileBytes / 1e6 }),
  ];
}

const UNITS = { openMs: 'ms', openCpuMs: 'ms', weekMs: 'ms', openMb: 'MB', steadyMb: 'MB' };

function row(
  name: string,
  key: keyof Start,
  ours: readonly Start[],
  bare: readonly Start[],
): Figure {
  const peer = { name: 'bare PGlite', value: medianOf(bare, key) };
  const named = `${name}, ${UNITS[key]}`;
  return { bench: 'start', name: named, ours: medianOf(ours, key), peer, limit: null };
}

const rows = (name: string, ours: readonly Start[], bare: readonly Start[]): Figure[] => [
  row(name, 'openMs', ours, bare),
  row(`${name}, CPU`, 'openCpuMs', ours, bare),
  row(`${name}, until a week is read`, 'weekMs', ours, bare),
  row(`${name}, memory when open`, 'openMb', ours, bare),
  row(`${name}, memory after ${WEEKS} weeks`, 'steadyMb', ours, bare),
];

const [kind, folder = ''] = process.argv.slice(2);
if (kind === 'build') say(JSON.stringify(await buildYear(folder)));
else if (kind === 'first') say(JSON.stringify(await measureStart(() => openFirst(folder))));
else if (kind === 'bare') say(JSON.stringify(await measureStart(() => openBare(folder))));
else if (kind === 'ours' || kind === 'encrypted') {
  const key = kind === 'encrypted' ? KEY : null;
  say(JSON.stringify(await measureStart(() => openOurs(folder, key))));
} else {
  const work = mkdtempSync(join(tmpdir(), 'daybook-start-'));
  try {
    reportFigures(benchStarts(work));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
