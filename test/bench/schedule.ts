import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../shared/core/assert.ts';
import { SALT_LAKE } from '../support/engine.ts';
import { type BenchBook, openBook } from './book/open-book.ts';
import { placeOf, takeRows, writeRows } from './book/same-rows.ts';
import {
  type Cost,
  costOf,
  type Figure,
  median,
  ratioAtMost,
  reportFigures,
  say,
} from './figure.ts';

/**
 * A new book in which 25 doctors get their year, one after the other: a week's template applied to
 * 364 days, some 520 sessions and 13,500 slots each, on disk with fsync, while no table was ever
 * analysed. The peer writes the same rows into the same tables of another book, right after each. What the last five doctors cost
 * stands beside the first five. Run by `node test/bench/schedule.ts [DOCTORS]`.
 */

const DOCTORS = Number(process.argv[2] ?? 25);
const FIVE = 5;
const [FIRST_DAY, LAST_DAY] = ['2026-03-09', '2027-03-07'];
const HOURS = { slotMin: 15, capacity: 1, tags: [] };

interface Measured {
  readonly ours: Cost;
  readonly bare: Cost;
}

async function must({ engine }: BenchBook, ...asked: Parameters<BenchBook['engine']['ask']>) {
  const outcome = await engine.ask(...asked);
  assert(outcome.ok, `It is done: ${JSON.stringify(outcome)}`);
}

async function addTemplate(book: BenchBook): Promise<string> {
  const id = book.engine.newId();
  const pieces = [0, 1, 2, 3, 4].flatMap((day) => [
    { day, startMin: 540, endMin: 780, ...HOURS },
    { day, startMin: 840, endMin: 1020, ...HOURS },
  ]);
  const template = { id, name: 'A week', branchId: null, version: 0, lengthDays: 7 as const };
  await must(book, 'save-template', { ...template, pieces });
  return id;
}

async function addDoctor(book: BenchBook, no: number): Promise<string> {
  const id = book.engine.newId();
  const about = { name: `Doctor ${no}`, speciality: 'ENT', kind: 'full-time' as const };
  await must(book, 'save-doctor', { id, ...about, active: true, branchIds: [SALT_LAKE] });
  return id;
}

const apply = (book: BenchBook, templateId: string, doctorId: string): Promise<void> =>
  must(book, 'apply-template', {
    source: { kind: 'template', templateId },
    ...{ branchId: SALT_LAKE, doctorId, firstDay: FIRST_DAY, lastDay: LAST_DAY, rule: null },
    ...{ way: 'add', requestOverlap: false, affected: null },
  });

async function measure(book: BenchBook, bare: BenchBook): Promise<readonly Measured[]> {
  const templateId = await addTemplate(book);
  const all: Measured[] = [];
  for (let no = 1; no <= DOCTORS; no += 1) {
    const doctorId = await addDoctor(book, no);
    const before = await placeOf(book.engine.connector);
    const ours = await costOf(() => apply(book, templateId, doctorId));
    const rows = await takeRows(book.engine.connector, before);
    all.push({ ours, bare: await costOf(() => writeRows(bare.engine.connector, rows)) });
    if (no % FIVE === 0) say(`doctor ${no}: ${ours.wallMs} ms, bare ${all.at(-1)?.bare.wallMs} ms`);
  }
  return all;
}

function figuresOf(all: readonly Measured[]): Figure[] {
  const middle = (some: readonly Measured[], whose: keyof Measured, of: keyof Cost): number =>
    median(some.map((one) => one[whose][of]));
  const beside = (unit: string, of: keyof Cost): Figure => ({
    ...{ bench: 'schedule', name: `a year of one of ${DOCTORS} doctors, ${unit}` },
    ours: middle(all, 'ours', of),
    peer: { name: 'bare SQL', value: middle(all, 'bare', of) },
    limit: ratioAtMost(3),
  });
  const growth = (whose: keyof Measured, name: string): Figure => ({
    ...{ bench: 'schedule', name, ours: middle(all.slice(-FIVE), whose, 'cpuMs') },
    peer: { name: 'the first five', value: middle(all.slice(0, FIVE), whose, 'cpuMs') },
    limit: whose === 'ours' ? ratioAtMost(2) : null,
  });
  return [
    beside('ms', 'wallMs'),
    beside('CPU ms', 'cpuMs'),
    growth('ours', 'a year of the last five, CPU ms'),
    growth('bare', 'the same of bare SQL, CPU ms'),
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-schedule-'));
try {
  const book = await openBook(join(folder, 'ours'));
  const bare = await openBook(join(folder, 'bare'));
  reportFigures(figuresOf(await measure(book, bare)));
  await book.close();
  await bare.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
