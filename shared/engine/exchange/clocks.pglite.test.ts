import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aPatient,
  createTestClock,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  type TestClock,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';

let three: ThreeReplicas;
let wrongClock: TestClock;
let wrong: TestEngine;

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(async () => {
  await wrong.close();
  await three[Symbol.asyncDispose]();
});

/** A second computer at Salt Lake whose clock is off. */
async function openWrong(offsetMs: number): Promise<void> {
  const device = {
    replica: 'salt-lake.2',
    name: 'Room 2',
    kind: 'branch',
    doctorId: null,
  } as const;
  await enrol(three.central, { ...device, branchId: SALT_LAKE });
  wrongClock = createTestClock(three.clock.nowMs() + offsetMs);
  const book = { ...device, branchId: SALT_LAKE, centralUrl: 'http://central.invalid' };
  wrong = await openTestEngine({ clock: wrongClock, seed: 90, book });
  await exchange(wrong, three.central);
}

const pass = (ms: number): void => {
  three.clock.advance(ms);
  wrongClock.advance(ms);
};
const rename = (engine: TestEngine, name: string) =>
  engine.ask('save-patient', aPatient(PATIENT, name));
const nameAt = async (engine: TestEngine) => {
  const row = await engine.store.read((db) =>
    db.kysely.selectFrom('patient').select('name').where('id', '=', PATIENT).executeTakeFirst(),
  );
  return row?.name;
};

test.each([3 * HOUR_MS, -3 * HOUR_MS, 30 * YEAR_MS, -30 * YEAR_MS])(
  'a clock that is off by %i ms is measured, and the later of two edits stays the later one [CK1]',
  async (offsetMs) => {
    const { central, saltLake, meet } = three;
    await openWrong(offsetMs);
    expect((await wrong.loadBook())?.clockOffsetMs).toBe(offsetMs);
    await rename(wrong, 'First');
    pass(60_000);
    await rename(saltLake, 'Second');
    pass(60_000);
    for (const one of [wrong, saltLake, wrong]) await exchange(one, central);
    for (const one of [central, saltLake, wrong]) expect(await nameAt(one)).toBe('Second');
    await rename(saltLake, 'Third');
    pass(60_000);
    await rename(wrong, 'Fourth');
    await exchange(wrong, central);
    await meet([saltLake]);
    for (const one of [central, saltLake]) expect(await nameAt(one)).toBe('Fourth');
  },
);

/** A patient of this computer alone. */
const met = (engine: TestEngine) => {
  const newPatient = aPatient(engine.newId(), 'Joya Mitra');
  return { patientId: newPatient.id, newPatient };
};

test('of two bookings made apart the first stays, whichever computer has the wrong clock [CK1]', async () => {
  const { central, laptop } = three;
  await openWrong(-3 * HOUR_MS);
  const early = laptop.newId();
  expect(await laptop.ask('book', aBooking(early, '12:00', met(laptop)))).toMatchObject({
    ok: true,
  });
  pass(60_000);
  const late = wrong.newId();
  expect(await wrong.ask('book', aBooking(late, '12:00', met(wrong)))).toMatchObject({ ok: true });
  for (const one of [wrong, laptop, wrong]) await exchange(one, central);
  const verdicts = await verdictsAt(central);
  expect(verdicts.find(({ id }) => id === early)?.verdict).toBe('active');
  expect(verdicts.find(({ id }) => id === late)?.verdict).toBe('displaced');
});

test('a clock that is set right is taken at its word after the next exchange [CK1]', async () => {
  const { central, clock } = three;
  await openWrong(3 * HOUR_MS);
  wrongClock.advance(-3 * HOUR_MS);
  await exchange(wrong, central);
  const book = await wrong.loadBook();
  expect(book?.clockOffsetMs).toBe(0);
  expect(Math.abs((book?.hlc ?? 0) / 1024 - clock.nowMs())).toBeLessThan(121_000);
});
