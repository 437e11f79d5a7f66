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
import { costOf, type Figure, median, say } from '../figure.ts';

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

/** Changes all of them session by session, with what is shown before, undone, and stopped half way. */
export async function measureTenThousand(
  book: BenchBook,
  rounds: number,
): Promise<readonly Figure[]> {
  const longer = await changeAndUndo(book, rounds, { slotMin: 30 });
  const later = await changeAndUndo(book, rounds, { shiftMin: 10 });
  const stopped = await stopHalfWay(book, rounds);
  const figure = (name: string, values: readonly number[]): Figure => ({
    ...{ bench: 'bulk', name, ours: median(values), peer: null, limit: null },
  });
  return [
    figure('10,000 sessions: what is shown before, ms', longer.preview),
    figure('10,000 sessions with longer slots, ms', longer.change),
    figure('the same, undone, ms', longer.undo),
    figure('10,000 sessions later, 1,000 booked moved along, ms', later.change),
    figure('the same, undone with the 1,000, ms', later.undo),
    figure('stopped half way: until the book is free again, ms', stopped),
  ];
}

async function changeAndUndo(book: BenchBook, rounds: number, to: Partial<Alteration>) {
  const { engine } = book;
  const costs = { preview: [] as number[], change: [] as number[], undo: [] as number[] };
  for (let n = 0; n <= rounds; n += 1) {
    const { change, previewMs } = await look(book, to);
    const id = engine.newId();
    const changed = await costOf(async () => {
      const done = await engine.ask('change-many-sessions', change, { id });
      assert(done.ok, `It is done: ${JSON.stringify(done)}`);
    });
    const undone = await costOf(async () => {
      const done = await engine.ask('undo', { intentId: id });
      assert(done.ok, `It is taken back: ${JSON.stringify(done)}`);
    });
    // The first finds nothing prepared.
    if (n === 0) continue;
    costs.preview.push(previewMs);
    costs.change.push(changed.wallMs);
    costs.undo.push(undone.wallMs);
  }
  return costs;
}

async function stopHalfWay(book: BenchBook, rounds: number): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const { change } = await look(book, { slotMin: 30 });
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

async function look({ engine }: BenchBook, to: Partial<Alteration>) {
  const wish: ManySessionsChange = {
    choice: {
      ...{ doctorIds: [], branchId: null, weekdays: [], tag: null, slotMin: null },
      // With a last day each session is changed by itself.
      ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: '2026-12-31' },
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
  return { change: { ...wish, seen, affected: 'shift' as const }, previewMs: preview.wallMs };
}
