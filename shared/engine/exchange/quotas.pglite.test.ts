import { afterEach, beforeEach, expect, test } from 'vitest';
import { alterPush } from '../../../test/support/alter-frame.ts';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { isFirm } from '../../model/claim.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema } from '../../wire/exchange/frame-header.ts';
import { loadQuotaBook } from '../store/load-quota-book.ts';
import { moveHome } from '../store/move-home.ts';
import { retireDevice } from '../store/retire-device.ts';

const TODAY = '2026-03-02';
let world: ThreeReplicas;
let central: TestEngine;
let saltLake: TestEngine;
let parkStreet: TestEngine;
let laptop: TestEngine;

beforeEach(async () => {
  world = await openThreeReplicas();
  ({ central, saltLake, parkStreet, laptop } = world);
  await central.store.write(ORGANISATION, CAUSE, (tx) =>
    moveHome(tx, PARK_STREET, null, 'park-street.1'),
  );
  await world.meet();
  await parkStreet.ask('create-session', {
    ...{ id: parkStreet.newId(), branchId: PARK_STREET, doctorId: DR_DAS, slotMin: 15 },
    ...{ startMs: at('14:00'), endMs: at('18:00'), capacity: 1, tags: [], requestOverlap: true },
  });
  await setLimit(5, 3, 1);
});
afterEach(() => world[Symbol.asyncDispose]());

async function setLimit(perDay: number | null, ofSaltLake: number, ofParkStreet: number) {
  const shares = [
    { branchId: SALT_LAKE, perDay: ofSaltLake },
    { branchId: PARK_STREET, perDay: ofParkStreet },
  ];
  const set = await saltLake.ask('set-daily-limit', { doctorId: DR_DAS, perDay, shares });
  expect(set).toMatchObject({ ok: true });
  await world.meet();
}

/** Books at the replica's own branch, whose times do not overlap the other's. */
async function book(engine: TestEngine, slot: number, overQuotaReason?: string) {
  const id = engine.newId();
  const isPark = engine === parkStreet;
  const branchId = isPark ? PARK_STREET : SALT_LAKE;
  const startMs = at(isPark ? '14:00' : '09:00') + slot * 15 * 60_000;
  const newPatient = { ...aPatient(engine.newId(), `Patient ${slot}`), branchId };
  const time = { branchId, startMs, endMs: startMs + 15 * 60_000 };
  const wish = aBooking(id, '09:00', { ...time, patientId: newPatient.id, newPatient });
  const outcome = await engine.ask('book', overQuotaReason ? { ...wish, overQuotaReason } : wish);
  return { id, outcome };
}
const must = async (engine: TestEngine, slot: number, reason?: string): Promise<string> => {
  const { id, outcome } = await book(engine, slot, reason);
  expect(outcome).toMatchObject({ ok: true });
  return id;
};
const isFirmAt = async (engine: TestEngine, id: string): Promise<boolean> => {
  const claim = await engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return claim !== undefined && isFirm(claim);
};
const free = async (engine: TestEngine, day = TODAY): Promise<number> => {
  const own = await engine.loadBook();
  if (!own) throw new Error('It has a book.');
  const quotas = await engine.store.read((db) =>
    loadQuotaBook(db, own, DR_DAS, { atMs: at('12:00'), onward: true }),
  );
  return quotas?.freeOn(own.replica, day) ?? 99;
};

test('a day is shared out, spent without a network, and not beyond [QU1] [QU2]', async () => {
  expect([await free(saltLake), await free(parkStreet), await free(laptop)]).toEqual([3, 1, 0]);
  expect(await free(central)).toBe(1);
  for (const slot of [0, 1, 2]) {
    expect(await isFirmAt(saltLake, await must(saltLake, slot))).toBe(true);
  }
  expect((await book(saltLake, 3)).outcome).toMatchObject({
    error: { kind: 'over-quota', day: TODAY, perDay: 5, quota: 3 },
  });
  const over = await must(saltLake, 3, 'The child has a fever');
  expect(await isFirmAt(saltLake, over)).toBe(false);
  await world.meet();
  // Central does not promise it either, though the time is free.
  expect(await isFirmAt(central, over)).toBe(false);
  expect((await book(laptop, 8)).outcome).toMatchObject({ error: { kind: 'over-quota' } });
});

test('who is cancelled does not count, who does not come does, nor does the day after [QU2]', async () => {
  const ids = [await must(saltLake, 0), await must(saltLake, 1), await must(saltLake, 2)];
  await saltLake.ask('cancel', { appointmentId: ids[0] ?? '', reason: 'Called' });
  expect(await free(saltLake)).toBe(1);
  await saltLake.ask('set-status', { appointmentId: ids[1] ?? '', status: 'no-show' });
  expect(await free(saltLake)).toBe(1);
  expect(await free(saltLake, '2026-03-03')).toBe(3);
});

test('what is left of a quota passes to another, and makes firm what waited there [QU3]', async () => {
  await must(parkStreet, 0);
  const waits = await must(parkStreet, 1, 'In pain');
  const give = { doctorId: DR_DAS, toReplica: 'park-street.1', day: TODAY };
  expect(
    await saltLake.ask('hand-over-quota', { ...give, amount: 4, quotaId: saltLake.newId() }),
  ).toMatchObject({ error: { kind: 'quota-spent', free: 3 } });
  expect(
    await saltLake.ask('hand-over-quota', { ...give, amount: 2, quotaId: saltLake.newId() }),
  ).toMatchObject({ ok: true });
  // From this moment, and before anyone has heard.
  expect(await free(saltLake)).toBe(1);
  expect(await free(parkStreet)).toBe(0);
  await world.meet();
  expect(await free(parkStreet)).toBe(1);
  expect(await isFirmAt(parkStreet, waits)).toBe(true);
  expect(await isFirmAt(central, waits)).toBe(true);
  expect(await free(saltLake, '2026-03-03')).toBe(3);
});

test('a lower limit holds once everyone has given back what was not spent [QU4]', async () => {
  await must(saltLake, 0);
  await must(saltLake, 1);
  await must(saltLake, 2);
  await setLimit(2, 1, 1);
  // Three were promised before; nobody gets any more of the day.
  expect([await free(saltLake), await free(parkStreet), await free(central)]).toEqual([0, 1, -2]);
  expect([await free(saltLake, '2026-03-03'), await free(central, '2026-03-03')]).toEqual([1, 0]);
  await setLimit(8, 4, 2);
  expect([await free(saltLake), await free(parkStreet), await free(central)]).toEqual([1, 2, 2]);
  await setLimit(null, 0, 0);
  expect((await book(laptop, 9)).outcome.ok).toBe(true);
});

test('shares that come to more than the limit are refused [QU1]', async () => {
  const shares = [{ branchId: SALT_LAKE, perDay: 6 }];
  expect(
    await saltLake.ask('set-daily-limit', { doctorId: DR_DAS, perDay: 5, shares }),
  ).toMatchObject({ error: { kind: 'too-many' } });
});

test('a lost replica’s quota comes back, less what it is known to have spent [QU4]', async () => {
  await must(parkStreet, 0);
  await exchange(parkStreet, central);
  await must(saltLake, 0);
  await world.meet();
  await central.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'salt-lake.1'));
  expect([await free(central), await free(central, '2026-03-03')]).toEqual([3, 4]);
});

test('whose disk is set back spends nothing twice [QU2] [SY4]', async () => {
  await must(saltLake, 0);
  const unsent = [await must(saltLake, 1), await must(saltLake, 2)];
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  expect(await free(saltLake)).toBe(0);
  await world.meet();
  await world.meet();
  expect(await free(saltLake)).toBe(0);
  for (const id of unsent) expect(await isFirmAt(central, id)).toBe(true);
  expect((await book(saltLake, 5)).outcome).toMatchObject({ error: { kind: 'over-quota' } });
});

test('a line that another’s quota is taken by, or nothing, is rejected [SE10]', async () => {
  const give = { doctorId: DR_DAS, amount: 1, day: TODAY, toReplica: 'laptop.1' };
  await saltLake.ask('hand-over-quota', { ...give, quotaId: saltLake.newId() });
  for (const forged of [{ from_replica: '\\N' }, { from_replica: 'park-street.1' }]) {
    const push = alterPush(await saltLake.nextPush(ORGANISATION), 'quota', (row) => {
      Object.assign(row, forged);
    });
    const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
    const answer = await central.exchange(device, push);
    if (!answer.ok) throw new Error(answer.error.detail);
    const frame = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
    const outcomes = frame.ok ? frame.value.header.outcomes : [];
    expect(outcomes).toMatchObject([{ kind: 'quota', reason: 'not-permitted' }]);
    await saltLake.takeAnswer(ORGANISATION, answer.value, saltLake.clock.nowMs());
    await saltLake.ask('hand-over-quota', { ...give, quotaId: saltLake.newId() });
  }
});

const CAUSE = {
  ...{ intentId: null, intentKind: 'revoke', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
