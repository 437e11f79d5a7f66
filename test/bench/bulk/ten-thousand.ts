import { assert } from '../../../shared/core/assert.ts';
import { previewManySessions } from '../../../shared/engine/queries/preview-many-sessions.ts';
import type { Waiting } from '../../../shared/engine/store/pace.ts';
import type { Alteration, ManySessionsChange } from '../../../shared/model/many-sessions.ts';
import {
  aBooking,
  admin,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  EVERY_WORKDAY,
  ORGANISATION,
} from '../../support/engine.ts';
import type { BenchBook } from '../book/open-book.ts';
import { type Cost, costOf, type Figure, median, ratioAtMost, say } from '../figure.ts';
import { changeBare } from './change-bare.ts';

/** Each doctor has so many half hours a day, of workdays through the horizon. */
const SERIES_EACH = 38;
const SESSION_MIN = 30;
/** Booked at the beginning of their sessions, so that a later beginning moves them along. */
const BOOKED = 1000;

const NO_ALTERATION: Alteration = {
  ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
  ...{ doctorId: null, branchId: null, shiftMin: 0 },
};

/** As many sessions as may be changed at once, and people booked in some. */
export async function fillTenThousand({ engine }: BenchBook): Promise<void> {
  for (const doctorId of [DR_DAS, DR_SEN]) {
    for (let n = 0; n < SERIES_EACH; n += 1) {
      const times = { startMin: n * SESSION_MIN, endMin: (n + 1) * SESSION_MIN };
      const series = aSeries(engine.newId(), { ...times, rule: EVERY_WORKDAY, doctorId });
      const made = await engine.ask('create-series', series);
      assert(made.ok, `The series is made: ${JSON.stringify(made)}`);
    }
  }
  for (let n = 0; n < BOOKED; n += 1) {
    // Monday to Friday from the second week on, an hour and a half apart.
    const [week, day, slot] = [1 + Math.floor(n / 60), Math.floor(n / 12) % 5, n % 12];
    const startMs = at('00:00', week * 7 + day) + slot * 90 * 60_000;
    const times = { startMs, endMs: startMs + 15 * 60_000 };
    const done = await engine.ask('book', aBooking(engine.newId(), '09:00', times));
    assert(done.ok, `It is booked: ${JSON.stringify(done)}`);
  }
}

/**
 * Changes all of them session by session, with what is shown before, undone, and stopped half way; then
 * the same of half of them. The peer is the same book beside it.
 */
export async function measureTenThousand(
  book: BenchBook,
  bare: BenchBook,
  rounds: number,
): Promise<readonly Figure[]> {
  const later = { laterMs: 10 * 60_000 };
  const back = { laterMs: -10 * 60_000 };
  const halves = await changeAndUndo(book, rounds, { slotMin: 30 }, HALF);
  const longer = await changeAndUndo(book, rounds, { slotMin: 30 }, ALL, () =>
    costOf(() => changeBare(bare.engine.connector, { slotMin: 30 }, true)),
  );
  await changeBare(bare.engine.connector, { slotMin: 15 }, true);
  const moved = await changeAndUndo(book, rounds, { shiftMin: 10 }, ALL, async () => {
    const cost = await costOf(() => changeBare(bare.engine.connector, later, true));
    await changeBare(bare.engine.connector, back, true);
    return cost;
  });
  const stopped = await stopHalfWay(book, rounds);
  const figure = (name: string, values: readonly number[]): Figure => ({
    ...{ bench: 'bulk', name, ours: median(values), peer: null, limit: null },
  });
  return [
    figure('10,000 sessions: what is shown before, ms', wallOf(longer.preview)),
    ...beside('10,000 sessions with longer slots', longer.change, longer.bare),
    ...beside('the same, undone', longer.undo, longer.bare),
    growth('longer slots of 10,000 beside 5,000, CPU ms', longer.change, halves.change),
    ...beside('10,000 sessions later, 1,000 booked moved along', moved.change, moved.bare),
    ...beside('the same, undone with the 1,000', moved.undo, moved.bare),
    figure('stopped half way: until the book is free again, ms', stopped),
  ];
}

const wallOf = (costs: readonly Cost[]): readonly number[] => costs.map(({ wallMs }) => wallMs);
const cpuOf = (costs: readonly Cost[]): readonly number[] => costs.map(({ cpuMs }) => cpuMs);

const beside = (name: string, ours: readonly Cost[], bare: readonly Cost[]): readonly Figure[] =>
  (
    [
      ['ms', wallOf],
      ['CPU ms', cpuOf],
    ] as const
  ).map(([unit, of]) => ({
    ...{ bench: 'bulk', name: `${name}, ${unit}`, ours: median(of(ours)) },
    peer: { name: 'bare SQL', value: median(of(bare)) },
    limit: ratioAtMost(3),
  }));

const growth = (name: string, all: readonly Cost[], half: readonly Cost[]): Figure => ({
  ...{ bench: 'bulk', name, ours: median(cpuOf(all)) },
  peer: { name: 'half of them', value: median(cpuOf(half)) },
  limit: ratioAtMost(2.5),
});

/** The last days of what is changed. */
const [HALF, ALL] = ['2026-05-31', '2026-12-31'];

async function changeAndUndo(
  book: BenchBook,
  rounds: number,
  to: Partial<Alteration>,
  lastDay: string,
  changeBeside: () => Promise<Cost> = async () => ({ wallMs: 0, cpuMs: 0 }),
) {
  const { engine } = book;
  const costs: Record<'preview' | 'change' | 'undo' | 'bare', Cost[]> = {
    ...{ preview: [], change: [], undo: [], bare: [] },
  };
  for (let n = 0; n <= rounds; n += 1) {
    const { change, preview } = await look(book, to, lastDay);
    const id = engine.newId();
    const changed = await costOf(async () => {
      const done = await engine.ask('change-many-sessions', change, { id });
      assert(done.ok, `It is done: ${JSON.stringify(done)}`);
    });
    const bare = await changeBeside();
    const undone = await costOf(async () => {
      const done = await engine.ask('undo', { intentId: id });
      assert(done.ok, `It is taken back: ${JSON.stringify(done)}`);
    });
    say(`round ${n}: ${changed.cpuMs} ms of CPU, bare ${bare.cpuMs}, undone ${undone.cpuMs}`);
    // The first finds nothing prepared.
    if (n === 0) continue;
    costs.preview.push(preview);
    costs.change.push(changed);
    costs.bare.push(bare);
    costs.undo.push(undone);
  }
  return costs;
}

async function stopHalfWay(book: BenchBook, rounds: number): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const { change } = await look(book, { slotMin: 30 }, ALL);
    let stoppedMs: number | null = null;
    const waiting: Waiting = {
      onPercent: async (percent) => {
        if (percent >= 50) stoppedMs ??= performance.now();
      },
      isWanted: () => stoppedMs === null,
    };
    const intent = {
      id: book.engine.newId(),
      kind: 'change-many-sessions',
      input: change,
      atMs: 0,
    };
    const outcome = await book.engine.execute(ORGANISATION, admin, intent as never, waiting);
    assert(!outcome.ok && outcome.error.kind === 'called-off', 'It was stopped.');
    waits.push(performance.now() - (stoppedMs ?? Number.NaN));
  }
  return waits;
}

async function look({ engine }: BenchBook, to: Partial<Alteration>, lastDay: string) {
  const wish: ManySessionsChange = {
    choice: {
      ...{ doctorIds: [], branchId: null, weekdays: [], tag: null, slotMin: null },
      // With a last day each session is changed by itself.
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay },
    },
    to: { ...NO_ALTERATION, ...to },
    newIdsFrom: engine.newId(),
    requestOverlap: false,
  };
  let seen = '';
  const preview = await costOf(async () => {
    const shown = await engine.store.read((db) =>
      previewManySessions(db, ORGANISATION, wish, engine.clock.nowMs()),
    );
    assert(shown.ok, `It can be done: ${JSON.stringify(shown)}`);
    say(`${shown.value.changed} sessions, ${shown.value.affected.count} booked to be moved`);
    seen = shown.value.seen;
  });
  return { change: { ...wish, seen, affected: 'shift' as const }, preview };
}
