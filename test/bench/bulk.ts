import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../shared/core/assert.ts';
import { previewManySessions } from '../../shared/engine/queries/preview-many-sessions.ts';
import type { ManySessionsChange } from '../../shared/model/many-sessions.ts';
import { aSeries, DR_DAS, DR_SEN, EVERY_WORKDAY, ORGANISATION } from '../support/engine.ts';
import { type BenchBook, openBook } from './book/open-book.ts';
import { changeBare } from './bulk/change-bare.ts';
import { fillTenThousand, measureTenThousand } from './bulk/ten-thousand.ts';
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
 * The slots of half a year changed at once: 10,400 of 15 minutes become 5,200 of 30, and back, on
 * disk with fsync; by the rule of their series, and session by session. The peer makes the same
 * writes into the same tables of a book beside it in one bare transaction of a few statements, with
 * nothing decided, told or explained. Undoing it, and what is shown before, stand beside them. Then as
 * many sessions as are changed at once, 10,000, with 1,000 people who move along and back, and a
 * change that is stopped. Run by `node test/bench/bulk.ts`.
 */

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
/** Five series of workdays through the horizon, with 16 slots a day. */
const HOURS = [0, 240, 480, 720, 960];

type Way = 'by rule' | 'one by one';

interface Round {
  readonly ours: Cost;
  readonly bare: Cost;
  readonly preview: Cost;
  readonly undo: Cost;
}

async function makeBook(folder: string): Promise<BenchBook> {
  const book = await openBook(folder);
  for (const [i, startMin] of HOURS.entries()) {
    const times = { startMin, endMin: startMin + 240, rule: EVERY_WORKDAY };
    const doctorId = i % 2 === 0 ? DR_DAS : DR_SEN;
    const id = book.engine.newId();
    const made = await book.engine.ask('create-series', aSeries(id, { ...times, doctorId }));
    assert(made.ok, `The series is made: ${JSON.stringify(made)}`);
  }
  return reopen(book, folder);
}

/** As it is in the morning: what was planned while the tables were empty is planned anew. */
async function reopen(book: BenchBook, folder: string): Promise<BenchBook> {
  await book.close();
  const again = await openBook(folder);
  // Ids follow from the time, and are others than those of before.
  again.engine.clock.advance(60_000);
  return again;
}

/** With a last day before the series end, each session is changed by itself. */
const changeTo = ({ engine }: BenchBook, slotMin: number, way: Way): ManySessionsChange => ({
  choice: {
    ...{ doctorIds: [], branchId: null, weekdays: [], tag: null, slotMin: null },
    ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02' },
    lastDay: way === 'by rule' ? null : '2026-12-31',
  },
  to: {
    ...{ slotMin, capacity: null, addTags: [], removeTags: [] },
    ...{ doctorId: null, branchId: null, shiftMin: 0 },
  },
  newIdsFrom: engine.newId(),
  requestOverlap: false,
});

async function measure(book: BenchBook, bare: BenchBook, way: Way): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let n = 0; n <= ROUNDS; n += 1) {
    const { engine } = book;
    const wish = changeTo(book, 30, way);
    let seen = '';
    const preview = await costOf(async () => {
      const shown = await engine.store.read((db) =>
        previewManySessions(db, ORGANISATION, wish, engine.clock.nowMs()),
      );
      assert(shown.ok, `It can be done: ${JSON.stringify(shown)}`);
      if (n === 0) say(`${way}: ${shown.value.slots} slots become ${shown.value.slotsAfter}`);
      seen = shown.value.seen;
    });
    const id = engine.newId();
    const ours = await costOf(async () => {
      const input = { ...wish, seen, affected: null };
      const done = await engine.ask('change-many-sessions', input, { id });
      assert(done.ok, `It is done: ${JSON.stringify(done)}`);
    });
    const peer = await costOf(() =>
      changeBare(bare.engine.connector, { slotMin: 30 }, way === 'one by one'),
    );
    const undo = await costOf(async () => {
      const done = await engine.ask('undo', { intentId: id });
      assert(done.ok, `It is taken back: ${JSON.stringify(done)}`);
    });
    await changeBare(bare.engine.connector, { slotMin: 15 }, way === 'one by one');
    // The first finds nothing prepared on either side.
    if (n > 0) rounds.push({ ours, bare: peer, preview, undo });
  }
  return rounds;
}

function figuresOf(way: Way, rounds: readonly Round[]): Figure[] {
  const of = (key: keyof Round, unit: keyof Cost): number =>
    median(rounds.map((round) => round[key][unit]));
  const figure = (name: string, ours: number, bare: number | null, isHeld: boolean): Figure => ({
    ...{ bench: 'bulk', name: `${way}: ${name}`, ours },
    peer: bare === null ? null : { name: 'bare SQL', value: bare },
    limit: isHeld ? ratioAtMost(3) : null,
  });
  return [
    figure('10,400 slots to 30 minutes, ms', of('ours', 'wallMs'), of('bare', 'wallMs'), true),
    figure('the same, CPU ms', of('ours', 'cpuMs'), of('bare', 'cpuMs'), true),
    figure('undo, ms', of('undo', 'wallMs'), null, false),
    figure('what is shown before, ms', of('preview', 'wallMs'), null, false),
  ];
}

const work = mkdtempSync(join(tmpdir(), 'daybook-bulk-'));
try {
  const figures: Figure[] = [];
  for (const way of ['by rule', 'one by one'] as const) {
    const book = await makeBook(join(work, `ours ${way}`));
    const bare = await makeBook(join(work, `bare ${way}`));
    figures.push(...figuresOf(way, await measure(book, bare, way)));
    await book.close();
    await bare.close();
  }
  const filled = await openBook(join(work, 'ten thousand'));
  await fillTenThousand(filled);
  await filled.close();
  cpSync(join(work, 'ten thousand'), join(work, 'ten thousand bare'), { recursive: true });
  const [ours, bare] = [
    await openBook(join(work, 'ten thousand')),
    await openBook(join(work, 'ten thousand bare')),
  ];
  ours.engine.clock.advance(120_000);
  figures.push(...(await measureTenThousand(ours, bare, ROUNDS)));
  await ours.close();
  await bare.close();
  reportFigures(figures);
} finally {
  rmSync(work, { recursive: true, force: true });
}
