import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aBooking,
  at,
  DR_DAS,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import {
  bookApart,
  conflictAt,
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { isFirm } from '../../model/claim.ts';

const HALF_HOUR_MS = 30 * 60_000;

let three: ThreeReplicas;
let ids: Awaited<ReturnType<typeof bookApart>>;

beforeEach(async () => {
  three = await openThreeReplicas();
  ids = await bookApart(three);
});
afterEach(() => three[Symbol.asyncDispose]());

const verdictOf = async (engine: TestEngine, id: string) =>
  (await verdictsAt(engine)).find((claim) => claim.id === id)?.verdict;

const expectOneBook = async (): Promise<void> => {
  const expected = await verdictsAt(three.central);
  for (const engine of three.all) expect(await verdictsAt(engine)).toEqual(expected);
};

const orders: readonly (readonly ['saltLake' | 'parkStreet' | 'laptop', ...string[]])[] = [
  ['saltLake', 'parkStreet', 'laptop'],
  ['saltLake', 'laptop', 'parkStreet'],
  ['parkStreet', 'saltLake', 'laptop'],
  ['parkStreet', 'laptop', 'saltLake'],
  ['laptop', 'saltLake', 'parkStreet'],
  ['laptop', 'parkStreet', 'saltLake'],
];

describe('who loses a time', () => {
  test.each(orders)(
    'is the same when %s, %s and %s return in this order [CF1]',
    async (...names) => {
      await three.meet(names.map((name) => three[name as 'saltLake']));
      expect(await verdictOf(three.central, ids.winner)).toBe('active');
      for (const id of [ids.atParkStreet, ids.ofLaptop]) {
        const conflict = await conflictAt(three.central, id);
        expect(conflict).toMatchObject({ reason: 'booking-right', blockerId: ids.winner });
        expect(new Set(conflict.offers.map((offer) => offer.startMs)).size).toBe(3);
        // Central refused Park Street's session: Dr. Das is at Salt Lake then.
        expect(conflict.offers.every((offer) => offer.branchId === SALT_LAKE)).toBe(true);
      }
      await expectOneBook();
    },
  );

  test.each(orders)(
    'is offered first what no other loser is, when %s, %s and %s return in this order [CF1]',
    async (...names) => {
      await three.meet(names.map((name) => three[name as 'saltLake']));
      const one = (await conflictAt(three.central, ids.atParkStreet)).offers[0];
      const other = (await conflictAt(three.central, ids.ofLaptop)).offers[0];
      if (!one || !other) throw new Error('Both are offered times.');
      expect(one.startMs < other.endMs && other.startMs < one.endMs).toBe(false);
    },
  );
});

describe('acting on a lost time', () => {
  beforeEach(() => three.meet());

  test('by moving the appointment closes its conflict [CF3]', async () => {
    const startMs = at('11:30');
    const move = { appointmentId: ids.ofLaptop, branchId: SALT_LAKE, doctorId: DR_DAS };
    const moved = await three.saltLake.ask('move', {
      ...move,
      ...{ startMs, endMs: startMs + HALF_HOUR_MS },
    });
    expect(moved).toMatchObject({ ok: true });
    await three.meet();
    for (const engine of [three.central, three.saltLake, three.laptop]) {
      expect((await conflictAt(engine, ids.ofLaptop)).state).not.toBe('open');
    }
    await expectOneBook();
  });

  test('by cancelling the appointment closes its conflict [CF3]', async () => {
    const reason = 'The patient no longer needs it.';
    const appointmentId = ids.atParkStreet;
    expect(await three.parkStreet.ask('cancel', { appointmentId, reason })).toMatchObject({
      ok: true,
    });
    await three.meet();
    for (const engine of [three.central, three.parkStreet, three.laptop]) {
      expect((await conflictAt(engine, ids.atParkStreet)).state).not.toBe('open');
    }
  });

  test('at another branch hands the appointment over, and keeps no old copy of it [SC1]', async () => {
    const conflict = await conflictAt(three.parkStreet, ids.atParkStreet);
    const startMs = at('11:30');
    const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs: startMs + HALF_HOUR_MS };
    const rebooked = three.parkStreet.newId();
    const done = await three.parkStreet.ask('resolve-conflict', {
      conflictId: conflict.id,
      resolution: { kind: 'rebook', appointmentId: rebooked, time },
    });
    expect(done).toMatchObject({ ok: true });
    await three.meet();
    expect(await appointmentsAt(three.saltLake)).toContain(rebooked);
    expect(await appointmentsAt(three.parkStreet)).not.toContain(rebooked);
    expect(await verdictOf(three.parkStreet, rebooked)).toBe('active');
    await expectOneBook();
  });
});

test('the second loser has to wait while the first has its time back, and is told why [CF2]', async () => {
  await three.meet();
  const reason = 'The patient has recovered.';
  await three.saltLake.ask('cancel', { appointmentId: ids.winner, reason });
  await three.meet();
  expect(await verdictOf(three.saltLake, ids.atParkStreet)).toBe('active');
  expect((await conflictAt(three.parkStreet, ids.atParkStreet)).state).toBe('settled-itself');
  expect(await conflictAt(three.saltLake, ids.ofLaptop)).toMatchObject({
    ...{ state: 'open', blockerId: ids.atParkStreet, blockerBranchId: PARK_STREET },
  });
  await expectOneBook();
});

test('nobody wins because the firm one was moved to where it is, by who has no right to its time [BK9]', async () => {
  await three.meet();
  const startMs = at('10:00');
  const moved = await three.laptop.ask('move', {
    ...{ appointmentId: ids.winner, branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs, endMs: startMs + HALF_HOUR_MS },
  });
  expect(moved).toMatchObject({ ok: true, value: { undoable: false } });
  await three.meet();
  expect(await verdictOf(three.central, ids.winner)).toBe('active');
  await expectOneBook();
});

test('time of whoever lost a promised one is promised to nobody else until a person has acted on that [BK11]', async () => {
  const { central, saltLake, meet } = three;
  const book = async (from: string, until: string): Promise<string> => {
    const booking = { ...aBooking(saltLake.newId(), from), endMs: at(until) };
    expect(await saltLake.ask('book', booking)).toMatchObject({ ok: true });
    return booking.appointmentId;
  };
  const isFirmAt = async ({ store }: TestEngine, id: string): Promise<boolean> => {
    const claim = await store.read((db) =>
      db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    return isFirm(claim);
  };
  const back = await book('11:00', '11:30');
  const called = await book('11:30', '12:00');
  for (const id of [back, called]) expect(await isFirmAt(saltLake, id)).toBe(true);
  const timeOffId = saltLake.newId();
  const away = await saltLake.ask('add-time-off', {
    ...{ doctorId: DR_DAS, kind: 'leave', reason: '', affected: 'displace' },
    times: [{ id: timeOffId, startMs: at('11:10'), endMs: at('11:40') }],
  });
  expect(away).toMatchObject({ ok: true });
  const first = await book('11:00', '11:10');
  const second = await book('11:45', '12:00');
  await meet();
  for (const id of [first, second]) expect(await isFirmAt(central, id)).toBe(false);

  await saltLake.ask('cancel', { appointmentId: called, reason: 'Called', by: 'patient' });
  await meet();
  expect(await isFirmAt(saltLake, second)).toBe(true);
  expect(await saltLake.ask('remove-time-off', { timeOffId })).toMatchObject({ ok: true });
  await meet();
  expect(await isFirmAt(saltLake, back)).toBe(true);
  expect(await verdictOf(saltLake, first)).toBe('displaced');
  await expectOneBook();
});

async function appointmentsAt(engine: TestEngine): Promise<readonly string[]> {
  const rows = await engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  return rows.map((row) => row.id);
}
