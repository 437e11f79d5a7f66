import { expect, test } from 'vitest';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import {
  aBooking,
  aSeries,
  at,
  createTestClock,
  DR_DAS,
  DR_SEN,
  MONDAY_8_MS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { actingBetween, booksOfEachTest } from '../../../test/support/large-files.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { aCalendar, anEvent } from '../../../test/support/read-ics.ts';

// A calendar of many events is written in parts, between which others read and book
// (shared/engine/derive/put-in-parts.ts).

const SLOW_MS = 240_000;
/** More than are written at once. */
const EVENTS = 1200;
const A_DAY = 20;

const books = booksOfEachTest();

const utc = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

const MINUTE_MS = 60_000;
const calendar = aCalendar(
  'X-WR-CALNAME:Dr. Das',
  ...Array.from({ length: EVENTS }, (_, i) => {
    const startMs = at('08:00', 1 + Math.floor(i / A_DAY)) + (i % A_DAY) * 30 * MINUTE_MS;
    const times = [`DTSTART:${utc(startMs)}`, `DTEND:${utc(startMs + 20 * MINUTE_MS)}`];
    return anEvent(`UID:event-${i}`, 'SUMMARY:Ward', ...times);
  }),
);
const MAPPING: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
  ...{ firstDay: '2026-03-02', lastDay: '2026-06-30', removesGone: true, timeOffKind: 'surgery' },
  ...{ keepsTitles: false, affected: 'displace', slotMin: 20 },
};

const count = (engine: TestEngine, what: string): Promise<number> =>
  engine.store.read(async ({ session }) => {
    const { rows } = await session.query(`select count(*)::int4 as n from ${what}`, []);
    return (rows[0] as { readonly n: number }).n;
  });
const AWAY = 'time_off where not deleted';
const WORKS = `session where doctor_id = '${DR_SEN}' and not deleted and confirmed`;

test(
  'a calendar of many events goes in parts, and back: desks read on, book with others, and see all of it or nothing [IM18]',
  async () => {
    let watched = '';
    const seen = new Set<number>();
    const booked: boolean[] = [];
    const { connector } = await books.open('book');
    const engine: TestEngine = await openTestEngine({
      clock: createTestClock(MONDAY_8_MS),
      connector: actingBetween(connector, (no) => {
        if (watched === '') return;
        void count(engine, watched).then((n) => seen.add(n));
        const time = { startMs: at('10:00', no), endMs: at('10:15', no) };
        const visit = aBooking(engine.newId(), '10:00', { ...time, doctorId: DR_SEN });
        void engine.ask('book', visit).then(({ ok }) => booked.push(ok));
      }),
    });
    await setUpClinic(engine);
    await engine.ask('create-series', aSeries(engine.newId()));
    await engine.ask('create-series', aSeries(engine.newId(), { doctorId: DR_SEN }));
    const hit = { startMs: at('10:00', 1), endMs: at('10:15', 1) };
    await engine.ask('book', aBooking(engine.newId(), '10:00', hit));
    using imports = openImports(engine);

    watched = AWAY;
    const importId = await imports.bring(calendar, MAPPING);
    expect([...seen]).toEqual([0]);
    expect(booked.length).toBeGreaterThan(0);
    expect(booked.every(Boolean)).toBe(true);
    expect(await count(engine, AWAY)).toBe(EVENTS);
    expect(await count(engine, "claim where verdict = 'displaced'")).toBe(1);
    seen.clear();
    expect(await imports.ask({ kind: 'import-undo', importId })).toEqual({ ok: true, value: null });
    expect([...seen]).toEqual([EVENTS]);
    expect(await count(engine, AWAY)).toBe(0);
    seen.clear();
    expect(await count(engine, "claim where verdict = 'displaced'")).toBe(0);

    // Outside of the series of the doctor who is to work then, as working time.
    watched = WORKS;
    const before = await count(engine, WORKS);
    const mapping: CalendarMapping = { ...MAPPING, doctorId: DR_SEN, become: 'sessions' };
    const report = await imports.upload(calendar, 'sen.ics');
    const checked = await imports.ask({ kind: 'import-dry-run', importId: report, mapping });
    if (!checked.ok) throw new Error(JSON.stringify(checked.error));
    const added = checked.value.calendar?.added ?? 0;
    expect(added).toBeGreaterThan(0);
    expect(await imports.ask({ kind: 'import-apply', importId: report })).toMatchObject({
      ok: true,
    });
    expect([...seen]).toEqual([before]);
    expect(await count(engine, WORKS)).toBe(before + added);
  },
  SLOW_MS,
);
