import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { deriveClaims } from '../../../shared/engine/derive/derive-claims.ts';
import type { Cause } from '../../../shared/engine/store/handles.ts';
import { insertBulk } from '../../../shared/engine/store/insert-bulk.ts';
import type { Connector } from '../../../shared/engine/store/session.ts';
import type { Appointment } from '../../../shared/model/appointment.ts';
import {
  aBooking,
  aPatient,
  createTestClock,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { PEOPLE_MAPPING } from '../../../test/support/importing.ts';
import {
  actingBetween,
  booksOfEachTest,
  PEOPLE,
  people,
  SLOT_DAYS,
  SLOTS_A_DAY,
  SLOTS_MAPPING,
  slots,
} from '../../../test/support/large-files.ts';
import { openImports } from '../../../test/support/open-imports.ts';

// A large file is written in parts, between which others read (shared/engine/store/parts.ts).

const DAY_MS = 86_400_000;
const SLOW_MS = 240_000;

const books = booksOfEachTest();

const engineOn = (connector?: Connector, hasBook = false): Promise<TestEngine> =>
  openTestEngine({
    ...(connector && { connector }),
    ...{ clock: createTestClock(MONDAY_8_MS), hasBook },
  });

const countOf = (
  engine: TestEngine,
  table: 'patient' | 'appointment' | 'claim' | 'session' | 'slot',
) =>
  engine.store.read(async ({ session }) => {
    const { rows } = await session.query(`select count(*)::int4 as n from ${table}`, []);
    return (rows[0] as { readonly n: number }).n;
  });

const CAUSE: Cause = {
  ...{ intentId: null, intentKind: 'import', actorId: null, actorName: '', role: 'admin' },
  ...{ desk: '', source: 'import', reason: null },
};

/** Somebody's claims across slots of the file, one of a day over and one of a day to come. */
async function claimBefore(engine: TestEngine): Promise<void> {
  await engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    const visits = [-3, 4].map((days, i): Appointment => {
      const { holdId: _, newPatient: __, appointmentId: ___, ...asked } = aBooking('', '10:20');
      const startMs = asked.startMs + days * DAY_MS;
      return {
        ...{ ...asked, id: `00000000-0000-7000-8000-00000000000${i}`, startMs },
        ...{ endMs: startMs + 15 * 60_000, status: 'booked', sessionId: null },
        ...{ overbookReason: null, overQuotaReason: null, toldByPhone: false, cancelReason: null },
        ...{ supersededBy: null, unseated: false, assistsId: null, cancelledBy: null },
        ...{ courseId: null, madeBy: 'laptop.1', madeHlc: 1000, withRight: false, capacity: 1 },
        withEither: false,
        ...{ importId: null, moves: 0, steps: [], emergency: false, note: '' },
      };
    });
    await insertBulk(tx, CAUSE, 'appointment', visits);
    await deriveClaims(tx, visits);
  });
}

/** What became of it all, as far as it is the same wherever it happens. */
const claimsOf = (engine: TestEngine) =>
  engine.store.read(async ({ session }) => {
    const { rows } = await session.query(
      'select id, start_ms, end_ms, verdict, blocker_id from claim order by id',
      [],
    );
    return rows;
  });

const stalePeriods = (engine: TestEngine) =>
  engine.store.read(async ({ session }) => {
    const { rows } = await session.query('select distinct period from report_change', []);
    return (rows as readonly { readonly period: number }[]).map(({ period }) => period);
  });

test(
  'while a large file is written others read on, and see nothing of it before all of it is there [IM16]',
  async () => {
    const { connector } = await books.open('book');
    const engine = await engineOn(connector);
    await setUpClinic(engine);
    const before = await countOf(engine, 'patient');
    using imports = openImports(engine);
    let isWriting = true;
    const seen: number[] = [];
    const reading = (async () => {
      for (; isWriting; await setTimeout(5)) seen.push(await countOf(engine, 'patient'));
    })();
    await imports.bring(people, PEOPLE_MAPPING);
    isWriting = false;
    await reading;
    // It may be there at the end, while the import still looks after itself; never a part of it.
    expect(new Set(seen)).toEqual(
      new Set(seen.at(-1) === before ? [before] : [before, before + PEOPLE]),
    );
    expect(await countOf(engine, 'patient')).toBe(before + PEOPLE);
  },
  SLOW_MS,
);

test(
  'a file that is written in parts becomes what it becomes when it is written at once [IM16]',
  async () => {
    const inParts = await engineOn((await books.open('book')).connector);
    const atOnce = await engineOn();
    const claims: unknown[] = [];
    for (const engine of [inParts, atOnce]) {
      await setUpClinic(engine);
      await claimBefore(engine);
      using imports = openImports(engine);
      await imports.bring('id,name\n1,Ann\n2,Ben\n', PEOPLE_MAPPING);
      await imports.bring(slots(), SLOTS_MAPPING);
      claims.push(await claimsOf(engine));
    }
    expect(claims[0]).toEqual(claims[1]);
    expect(await countOf(inParts, 'claim')).toBe(SLOT_DAYS * SLOTS_A_DAY + 2);
    const lost = (claims[0] as readonly { verdict: string }[]).filter(
      ({ verdict }) => verdict !== 'active',
    );
    expect(lost.length).toBeGreaterThan(0);
    expect(await stalePeriods(inParts)).toEqual(
      expect.arrayContaining([...(await stalePeriods(atOnce))]),
    );
    await atOnce.close();
  },
  SLOW_MS,
);

/** A database that says no more of what it sets aside from the second statement on that begins so. */
function endingAt(word: 'prepare' | 'commit', { aside, ...connector }: Connector): Connector {
  let said = 0;
  const say = async (sql: string): Promise<void> => {
    said += sql.startsWith(word) ? 1 : 0;
    if (said >= 2) throw new Error('The process ends here.');
    await aside?.say(sql);
  };
  return { ...connector, ...(aside && { aside: { ...aside, say } }) };
}

test.each([
  ['between two parts leaves nothing of it', 'prepare', 0],
  ['after the last part was committed leaves all of it', 'commit', PEOPLE],
] as const)(
  'a process that ends %s [IM16]',
  async (_, word, expected) => {
    const { connector } = await books.open(word);
    const engine = await engineOn(connector);
    await setUpClinic(engine);
    const before = await countOf(engine, 'patient');
    using imports = openImports(await engineOn(endingAt(word, connector), true));
    await expect(imports.bring(people, PEOPLE_MAPPING)).rejects.toThrow('ends here');
    const after = await engineOn((await books.openAsLeft(word)).connector, true);
    expect(await countOf(after, 'patient')).toBe(before + expected);
    const late = aPatient('00000000-0000-7000-8000-000000000099', 'Late Comer');
    expect((await after.ask('save-patient', late)).ok).toBe(true);
  },
  SLOW_MS,
);

test(
  'an import is taken back in parts too: others read on, and whatever ends it leaves all of it or nothing [IM16]',
  async () => {
    const { connector } = await books.open('undone');
    const engine = await engineOn(connector);
    await setUpClinic(engine);
    using imports = openImports(engine);
    await imports.bring('id,name\n1,Ann\n2,Ben\n', PEOPLE_MAPPING);
    const importId = await imports.bring(slots(), SLOTS_MAPPING);
    const booked = SLOT_DAYS * SLOTS_A_DAY;
    using cut = openImports(await engineOn(endingAt('prepare', connector), true));
    await expect(cut.ask({ kind: 'import-undo', importId })).rejects.toThrow('ends here');
    const left = await books.openAsLeft('undone');
    const whole = await engineOn(left.connector, true);
    expect(await countOf(whole, 'claim')).toBe(booked);

    const seen: number[] = [];
    const read = async (): Promise<void> => void seen.push(await countOf(whole, 'claim'));
    using again = openImports(
      await engineOn(
        actingBetween(left.connector, () => void read()),
        true,
      ),
    );
    expect(await again.ask({ kind: 'import-undo', importId })).toEqual({ ok: true, value: null });
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen)).toEqual(new Set([booked]));
    for (const table of ['claim', 'appointment', 'session', 'slot'] as const) {
      expect(await countOf(whole, table)).toBe(0);
    }
    expect((await stalePeriods(whole)).length).toBeGreaterThan(0);
    await again.bring(slots(), SLOTS_MAPPING);
    expect(await countOf(whole, 'claim')).toBe(booked);
  },
  SLOW_MS,
);
