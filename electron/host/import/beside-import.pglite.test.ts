import { expect, test } from 'vitest';
import type { IntentOutcome } from '../../../shared/engine/intents/execute-intent.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  createTestClock,
  DR_DAS,
  DR_SEN,
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
  SLOTS_MAPPING,
  slots,
} from '../../../test/support/large-files.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { openThreeReplicas } from '../../../test/support/three-replicas.ts';

// While a large file is written in parts, others book (shared/engine/store/parts.ts).

const SLOW_MS = 240_000;
const SEN_WORKS = '00000000-0000-7000-8000-0000000000f2';

const books = booksOfEachTest();

const withSen = { doctorId: DR_SEN };

/** A clinic where Dr. Sen works, in whose book `act` asks for something between two parts. */
async function openClinic(
  act: (engine: TestEngine, no: number) => void,
  name = 'book',
): Promise<TestEngine> {
  const { connector } = await books.open(name);
  const engine: TestEngine = await openTestEngine({
    ...{ clock: createTestClock(MONDAY_8_MS) },
    connector: actingBetween(connector, (no) => act(engine, no)),
  });
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(SEN_WORKS, withSen));
  return engine;
}

const numberOf = (engine: TestEngine, sql: string): Promise<number> =>
  engine.store.read(async ({ session }) => {
    const { rows } = await session.query(`select (${sql})::int8 as n`, []);
    return (rows[0] as { readonly n: number }).n;
  });

/** Remembers what was answered, in its order. */
function createAnswers() {
  const answered: [string, IntentOutcome][] = [];
  return {
    answered,
    note: (what: string, asked: Promise<IntentOutcome>): void =>
      void asked.then((outcome) => answered.push([what, outcome])),
  };
}

test(
  'while a large file is written a desk books, and what it booked comes first in the feed [IM17]',
  async () => {
    const { answered, note } = createAnswers();
    const engine = await openClinic((desk, no) => {
      answered.push([`part ${no}`, { ok: true, value: { recordId: null, undoable: false } }]);
      if (no !== 2) return;
      const holdId = desk.newId();
      const { startMs, endMs, branchId } = aBooking('', '10:00');
      note('hold', desk.ask('hold', { ...{ holdId, branchId, startMs, endMs }, ...withSen }));
      note('book', desk.ask('book', aBooking(desk.newId(), '10:00', { ...withSen, holdId })));
    });
    using imports = openImports(engine);
    await imports.bring(people, PEOPLE_MAPPING);
    expect(answered.map(([what, { ok }]) => [what, ok])).toEqual(
      ['part 1', 'part 2', 'hold', 'book', 'part 3'].map((what) => [what, true]),
    );
    const ofFile = "from patient where name like 'Person %'";
    expect(await numberOf(engine, `select count(*) ${ofFile}`)).toBe(PEOPLE);
    const booked = await numberOf(engine, 'select max(seq) from appointment');
    expect(await numberOf(engine, `select min(seq) ${ofFile}`)).toBeGreaterThan(booked);
    expect(await numberOf(engine, `select max(seq) ${ofFile}`)).toBeLessThanOrEqual(
      await numberOf(engine, 'select seq from book'),
    );
    // Each entry of the trail follows from the one before.
    expect(
      await numberOf(
        engine,
        `select count(*) from audit a join audit b on b.no = a.no - 1 and b.replica = a.replica
         where b.hash is distinct from a.previous_hash`,
      ),
    ).toBe(0);
  },
  SLOW_MS,
);

test(
  'whose time a file gives away is booked after it, other doctors meanwhile [IM17]',
  async () => {
    const { answered, note } = createAnswers();
    let partsAtEnd = 0;
    const engine = await openClinic((desk, no) => {
      partsAtEnd = no;
      if (no !== 1) return;
      note('same', desk.ask('book', aBooking(desk.newId(), '17:30')));
      note('other', desk.ask('book', aBooking(desk.newId(), '10:00', withSen)));
      note('set up', desk.ask('save-patient', aPatient(desk.newId(), 'Late Comer')));
    });
    const evening = { rule: 'FREQ=DAILY;COUNT=1', startMin: 1050, endMin: 1110 };
    expect(await engine.ask('create-series', aSeries(engine.newId(), evening))).toMatchObject({
      ok: true,
    });
    using imports = openImports(engine);
    await imports.bring('id,name\n1,Ann\n2,Ben\n', PEOPLE_MAPPING);
    await imports.bring(slots(), SLOTS_MAPPING);
    // The queue of those who write has been worked off when who comes last was answered.
    await engine.ask('save-patient', aPatient(engine.newId(), 'Last Comer'));
    expect(partsAtEnd).toBeGreaterThan(1);
    expect(answered.map(([what, { ok }]) => [what, ok])).toEqual(
      ['other', 'set up', 'same'].map((what) => [what, true]),
    );
    const seqOf = (doctorId: string) =>
      `select max(seq) from appointment where import_id is null and doctor_id = '${doctorId}'`;
    const ofFile = 'select max(seq) from appointment where import_id is not null';
    expect(await numberOf(engine, `${seqOf(DR_SEN)} and seq < (${ofFile})`)).toBeGreaterThan(0);
    expect(await numberOf(engine, `${seqOf(DR_DAS)} and seq > (${ofFile})`)).toBeGreaterThan(0);
  },
  SLOW_MS,
);

test(
  'what is booked meanwhile stays when the process ends before the file is there [IM17]',
  async () => {
    let isEnding = false;
    const engine = await openClinic((desk, no) => {
      if (isEnding && no === 3) throw new Error('The process ends here.');
      if (no === 2) void desk.ask('book', aBooking(desk.newId(), '10:00', withSen));
      isEnding = true;
    });
    using imports = openImports(engine);
    const before = await numberOf(engine, 'select count(*) from patient');
    await expect(imports.bring(people, PEOPLE_MAPPING)).rejects.toThrow('ends here');
    const { connector } = await books.openAsLeft('book');
    const after = await openTestEngine({
      ...{ connector, hasBook: true, clock: createTestClock(MONDAY_8_MS) },
    });
    expect(await numberOf(after, 'select count(*) from appointment')).toBe(1);
    expect(await numberOf(after, 'select count(*) from patient')).toBe(before);
    using again = openImports(after);
    await again.bring(people, PEOPLE_MAPPING);
    expect(await numberOf(after, 'select count(*) from patient')).toBe(before + PEOPLE);
  },
  SLOW_MS,
);

test(
  'what was booked meanwhile and the file both come to central, and the file is taken back [IM17]',
  async () => {
    let saltLake: TestEngine | null = null;
    const { connector } = await books.open('book');
    const world = await openThreeReplicas(
      undefined,
      actingBetween(connector, (no) => {
        if (no !== 2 || !saltLake) return;
        void saltLake.ask('book', aBooking(saltLake.newId(), '10:00'));
      }),
    );
    await using _ = world;
    saltLake = world.saltLake;
    using imports = openImports(saltLake);
    const importId = await imports.bring(people, PEOPLE_MAPPING);
    await world.meet([saltLake]);
    const persons = "select count(*) from patient where name like 'Person %' and not deleted";
    expect(await numberOf(world.central, 'select count(*) from appointment')).toBe(1);
    expect(await numberOf(world.central, persons)).toBe(PEOPLE);
    expect(await imports.ask({ kind: 'import-undo', importId })).toEqual({ ok: true, value: null });
    await world.meet([saltLake]);
    expect(await numberOf(world.central, persons)).toBe(0);
    expect(await numberOf(world.central, 'select count(*) from claim')).toBe(1);
    expect((await world.central.loadBook())?.organisationId).toBe(ORGANISATION);
  },
  SLOW_MS,
);
