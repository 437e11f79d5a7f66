import { expect, test } from 'vitest';
import { previewManySessions } from '../../../shared/engine/queries/preview-many-sessions.ts';
import type { Connector } from '../../../shared/engine/store/session.ts';
import type { ManySessionsChange } from '../../../shared/model/many-sessions.ts';
import {
  aBooking,
  aSeries,
  at,
  createTestClock,
  DR_DAS,
  DR_SEN,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { actingBetween, booksOfEachTest } from '../../../test/support/large-files.ts';

// A change of many sessions is written in parts, between which others read and book
// (shared/engine/derive/put-in-parts.ts).

const SLOW_MS = 240_000;
const CHANGE = '00000000-0000-7000-8000-0000000000f9';
const HOURS = 10;
const DAYS = 110;

const books = booksOfEachTest();

const engineOn = (connector?: Connector, hasBook = false): Promise<TestEngine> =>
  openTestEngine({
    ...(connector && { connector }),
    // Whoever opens a book that is there makes ids of their own.
    ...{ clock: createTestClock(MONDAY_8_MS), hasBook, seed: hasBook ? 7 : 1 },
  });

/** Dr. Das works in ten sessions a day, Dr. Sen in one, and somebody is booked with Dr. Das. */
async function setUp(engine: TestEngine): Promise<void> {
  await setUpClinic(engine);
  for (let hour = 0; hour < HOURS; hour += 1) {
    const startMin = 480 + hour * 60;
    const series = { rule: 'FREQ=DAILY;COUNT=115', startMin, endMin: startMin + 60 };
    await engine.ask('create-series', aSeries(engine.newId(), series));
  }
  await engine.ask('create-series', aSeries(engine.newId(), { doctorId: DR_SEN }));
  const time = { startMs: at('10:15', 3), endMs: at('10:30', 3) };
  expect(await engine.ask('book', aBooking(engine.newId(), '10:15', time))).toMatchObject({
    ok: true,
  });
}

const LATER: Omit<ManySessionsChange, 'newIdsFrom'> = {
  choice: {
    ...{ doctorIds: [DR_DAS], branchId: null, weekdays: [], tag: null, slotMin: null },
    ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-03', lastDay: '2026-06-20' },
  },
  to: {
    ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
    ...{ doctorId: null, branchId: null, shiftMin: 30 },
  },
  requestOverlap: false,
};

/** Half an hour later, all of a quarter, with whoever is booked. */
async function makeLater(engine: TestEngine, id: string) {
  const asked: ManySessionsChange = { ...LATER, newIdsFrom: id };
  const shown = await engine.store.read((db) =>
    previewManySessions(db, ORGANISATION, asked, engine.clock.nowMs()),
  );
  if (!shown.ok) throw new Error(JSON.stringify(shown.error));
  expect(shown.value.changed).toBe(HOURS * DAYS);
  const input = { ...asked, seen: shown.value.seen, affected: 'shift' as const };
  return engine.ask('change-many-sessions', input, { id });
}

const rowsOf = (engine: TestEngine, sql: string) =>
  engine.store.read(async ({ session }) => (await session.query(sql, [])).rows);

/** What of the book of Dr. Das is the same wherever and however it came to be. */
const bookOf = async (engine: TestEngine) => ({
  sessions: await rowsOf(
    engine,
    `select start_ms, end_ms, confirmed, dot_replica is null as derived from session
     where doctor_id = '${DR_DAS}' and not deleted order by start_ms, end_ms`,
  ),
  slots: await rowsOf(
    engine,
    `select start_ms, status from slot where doctor_id = '${DR_DAS}' and not deleted order by start_ms`,
  ),
  visits: await rowsOf(
    engine,
    `select a.start_ms, a.with_right, c.verdict from appointment a join claim c on c.id = a.id
     where a.doctor_id = '${DR_DAS}' order by a.start_ms`,
  ),
  unsent: await rowsOf(engine, "select count(*)::int4 as n from dirty where kind = 'session'"),
});

test(
  'a change of many sessions goes in parts: desks read and book beside it, a process that ends leaves nothing, and it comes to what it comes to at once [SD19]',
  async () => {
    const answered: string[] = [];
    const seen = new Set<string>();
    const first = await books.open('book');
    await setUp(await engineOn(first.connector));
    const before = await bookOf(await engineOn(first.connector, true));
    const ending = await engineOn(
      actingBetween(first.connector, () => {
        throw new Error('The process ends here.');
      }),
      true,
    );
    await expect(makeLater(ending, CHANGE)).rejects.toThrow('ends here');

    let isWatched = false;
    const { connector } = await books.openAsLeft('book');
    const engine: TestEngine = await engineOn(
      actingBetween(connector, (no) => {
        if (!isWatched) return;
        answered.push(`part ${no}`);
        void rowsOf(
          engine,
          `select max(start_ms)::text as last from session where doctor_id = '${DR_DAS}'`,
        ).then((rows) => seen.add(JSON.stringify(rows)));
        if (answered.length > 1) return;
        const ask = (what: string, doctorId: string, clock: string) =>
          void engine
            .ask('book', aBooking(engine.newId(), clock, { doctorId }))
            .then(({ ok }) => answered.push(`${what} ${ok}`));
        ask('other', DR_SEN, '10:00');
        ask('same', DR_DAS, '11:30');
      }),
      true,
    );
    expect(await bookOf(engine)).toEqual(before);
    isWatched = true;
    expect(await makeLater(engine, CHANGE)).toMatchObject({ ok: true });
    // Whoever waited has been answered when who comes last is.
    await engine.ask('book', aBooking(engine.newId(), '11:00', { doctorId: DR_SEN }));
    expect(answered.indexOf('other true')).toBeGreaterThan(0);
    expect(answered.indexOf('same true')).toBeGreaterThan(answered.lastIndexOf('part 2'));
    expect(seen.size).toBe(1);
    isWatched = false;

    const atOnce = await engineOn();
    await setUp(atOnce);
    expect(await makeLater(atOnce, CHANGE)).toMatchObject({ ok: true });
    const ofDas = aBooking(atOnce.newId(), '11:30');
    expect(await atOnce.ask('book', ofDas)).toMatchObject({ ok: true });
    expect(await bookOf(engine)).toEqual(await bookOf(atOnce));
    const [inParts, inOne] = [await staleOf(engine), await staleOf(atOnce)];
    expect(inParts).toEqual(expect.arrayContaining([...inOne]));
    await atOnce.close();

    expect(await engine.ask('undo', { intentId: CHANGE })).toMatchObject({ ok: true });
    const after = await bookOf(engine);
    expect(after.sessions).toEqual(
      before.sessions.map((one) => ({ ...(one as object), derived: expect.any(Boolean) })),
    );
    expect(after.visits).toEqual([...before.visits, expect.anything()].toSorted(byStart));
  },
  SLOW_MS,
);

const byStart = (a: unknown, b: unknown): number => startOf(a) - startOf(b);
/** What was booked meanwhile is of today, before all others. */
const startOf = (row: unknown): number => Number((row as { start_ms?: number }).start_ms ?? 0);

const staleOf = async (engine: TestEngine): Promise<readonly unknown[]> =>
  (await rowsOf(engine, 'select distinct branch_id, period from report_change')).map((row) =>
    JSON.stringify(row),
  );
