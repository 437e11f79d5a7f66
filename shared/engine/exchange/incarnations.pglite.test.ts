import { afterEach, beforeEach, expect, test } from 'vitest';
import { putImage, takeImage } from '../../../test/support/disk-image.ts';
import {
  aBooking,
  at,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { retireDevice } from '../store/retire-device.ts';
import { checkAudit } from '../trail/check-audit.ts';

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

async function book(engine: TestEngine, clock: string): Promise<string> {
  const id = engine.newId();
  expect(await engine.ask('book', aBooking(id, clock))).toMatchObject({ ok: true });
  return id;
}

const appointmentsAt = async (engine: TestEngine) => {
  const rows = await engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'startMs', 'status', 'dotReplica', 'dotCounter', 'vector'])
      .orderBy('id')
      .execute(),
  );
  return rows;
};
const idsAt = async (engine: TestEngine) => (await appointmentsAt(engine)).map(({ id }) => id);

const dotAt = async (engine: TestEngine, id: string) => {
  const found = (await appointmentsAt(engine)).find((appointment) => appointment.id === id);
  return { replica: found?.dotReplica, counter: found?.dotCounter };
};

const isFirmAt = async (engine: TestEngine, id: string): Promise<boolean> => {
  const { withRight, endorsed } = await engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select(['withRight', 'endorsed'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  return withRight || endorsed;
};

const homesAt = async (engine: TestEngine): Promise<string[]> => {
  const rows = await engine.store.read((db) =>
    db.kysely.selectFrom('session').select('homeReplica').distinct().execute(),
  );
  return rows.map(({ homeReplica }) => homeReplica);
};

/** What central says when this replica comes with what it has. */
async function knock(engine: TestEngine): Promise<string> {
  const replica = (await engine.loadBook())?.replica ?? '';
  const push = await engine.nextPush(ORGANISATION);
  const answer = await three.central.exchange({ organisationId: ORGANISATION, replica }, push);
  return answer.ok ? 'welcome' : answer.error.kind;
}

/** A second computer with a copy of Salt Lake's disk. */
async function copyOfSaltLake(): Promise<TestEngine> {
  const copy = await openTestEngine({ clock: three.clock, seed: 99 });
  await putImage(copy.connector, await takeImage(three.saltLake.connector));
  return copy;
}

test('two computers with one disk: the second is noticed, goes on under its own name, and nothing of either is lost [SY4]', async () => {
  const { saltLake, central, parkStreet } = three;
  const unsent = await book(saltLake, '09:00');
  await using copy = disposable(await copyOfSaltLake());
  const first = await book(saltLake, '10:00');
  await exchange(saltLake, central);
  const second = await book(copy.engine, '11:00');
  // Both gave this booking the same dot.
  expect(await dotAt(copy.engine, second)).toEqual(await dotAt(saltLake, first));
  expect(await knock(copy.engine)).toBe('forked');
  expect(await idsAt(central)).not.toContain(second);

  await copy.engine.reincarnate(ORGANISATION, { replaces: false });
  await exchange(copy.engine, central);
  await exchange(saltLake, central);
  await exchange(copy.engine, central);
  const all = [unsent, first, second].toSorted();
  expect(await idsAt(central)).toEqual(all);
  expect(await idsAt(saltLake)).toEqual(all);
  expect(await idsAt(copy.engine)).toEqual(all);
  expect(await verdictsAt(copy.engine)).toEqual(await verdictsAt(central));
  expect((await appointmentsAt(copy.engine)).find(({ id }) => id === second)).toMatchObject({
    dotReplica: expect.stringMatching(/^salt-lake\.1~/),
  });
  await exchange(parkStreet, central);
  expect(await verdictsAt(parkStreet)).toEqual(await verdictsAt(central));
});

test('what the copy promised with a right that two had is tentative, and may lose [SY4] [BK3]', async () => {
  const { saltLake, central, clock } = three;
  await using copy = disposable(await copyOfSaltLake());
  const first = await book(saltLake, '10:00');
  clock.advance(1000);
  const second = await book(copy.engine, '10:00');
  expect(await isFirmAt(copy.engine, second)).toBe(true);
  await exchange(saltLake, central);
  expect(await knock(copy.engine)).toBe('forked');
  await copy.engine.reincarnate(ORGANISATION, { replaces: false });
  expect(await isFirmAt(copy.engine, second)).toBe(false);
  await exchange(copy.engine, central);
  const verdicts = await verdictsAt(central);
  expect(verdicts.find(({ id }) => id === first)).toMatchObject({ verdict: 'active' });
  expect(verdicts.find(({ id }) => id === second)).toMatchObject({
    verdict: 'displaced',
    blockerId: first,
  });
});

test('a disk set back to a backup gets back what central had of it, and gives what it had not [SY4]', async () => {
  const { saltLake, central } = three;
  const before = await book(saltLake, '09:00');
  await exchange(saltLake, central);
  const unsent = await book(saltLake, '09:30');
  const backup = await takeImage(saltLake.connector);
  const after = [await book(saltLake, '10:00'), await book(saltLake, '10:30')];
  await saltLake.ask('cancel', { appointmentId: before, reason: 'Called' });
  await exchange(saltLake, central);

  await putImage(saltLake.connector, backup);
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  const since = await book(saltLake, '11:00');
  await exchange(saltLake, central);
  await exchange(saltLake, central);
  const all = [before, unsent, ...after, since].toSorted();
  expect(await idsAt(central)).toEqual(all);
  expect(await idsAt(saltLake)).toEqual(all);
  expect(await appointmentsAt(saltLake)).toEqual(await appointmentsAt(central));
  const [cancelled] = (await appointmentsAt(saltLake)).filter(({ id }) => id === before);
  expect(cancelled).toMatchObject({ status: 'cancelled' });
  // The rights of the former name are its own now: the next booking is firm at once.
  expect(await isFirmAt(saltLake, await book(saltLake, '11:30'))).toBe(true);
});

test('a disk set back is noticed even if nothing was written on it since [SY4]', async () => {
  const { saltLake, central } = three;
  const backup = await takeImage(saltLake.connector);
  const lost = await book(saltLake, '10:00');
  await exchange(saltLake, central);
  await putImage(saltLake.connector, backup);
  expect(await idsAt(saltLake)).toEqual([]);
  expect(await knock(saltLake)).toBe('forked');
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await exchange(saltLake, central);
  expect(await idsAt(saltLake)).toEqual([lost]);
});

test('what two disks wrote under one dot are two edits, and neither covers the other [SY4] [MG1]', async () => {
  const { saltLake, central } = three;
  const id = await book(saltLake, '09:00');
  await exchange(saltLake, central);
  const backup = await takeImage(saltLake.connector);
  await saltLake.ask('cancel', { appointmentId: id, reason: 'Called' });
  await exchange(saltLake, central);
  const lostDot = await dotAt(central, id);

  await putImage(saltLake.connector, backup);
  const { startMs: _, ...place } = aBooking(id, '10:00');
  await saltLake.ask('move', {
    ...{ appointmentId: id, branchId: place.branchId, doctorId: place.doctorId },
    ...{ startMs: at('10:00'), endMs: place.endMs },
  });
  expect(await dotAt(saltLake, id)).toEqual(lostDot);
  expect(await knock(saltLake)).toBe('forked');
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await exchange(saltLake, central);
  expect(await appointmentsAt(central)).toMatchObject([{ status: 'cancelled' }]);
  expect(await appointmentsAt(saltLake)).toEqual(await appointmentsAt(central));
});

test('a disk may be set back twice, to before it was set back the first time [SY4]', async () => {
  const { saltLake, central } = three;
  const backup = await takeImage(saltLake.connector);
  const ids: string[] = [];
  for (const clock of ['09:00', '10:00']) {
    ids.push(await book(saltLake, clock));
    await exchange(saltLake, central);
    await putImage(saltLake.connector, backup);
    expect(await knock(saltLake)).toBe('forked');
    await saltLake.reincarnate(ORGANISATION, { replaces: true });
    await exchange(saltLake, central);
    expect(await idsAt(saltLake)).toEqual(ids.toSorted());
  }
  expect(await isFirmAt(saltLake, await book(saltLake, '11:00'))).toBe(true);
});

test('an answer to the former name is not taken for the new one [SY4]', async () => {
  const { saltLake, central } = three;
  const id = await book(saltLake, '10:00');
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const answer = await central.exchange(device, await saltLake.nextPush(ORGANISATION));
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  if (!answer.ok) throw new Error(answer.error.detail);
  const taken = await saltLake.takeAnswer(ORGANISATION, answer.value, MONDAY_8_MS);
  expect(taken).toEqual({ ok: false, error: expect.stringContaining('another replica') });
  // Central had it already, by the same intent: it is one appointment, without a conflict.
  await exchange(saltLake, central);
  expect(await idsAt(central)).toEqual([id]);
  expect(await idsAt(saltLake)).toEqual([id]);
  expect(await appointmentsAt(saltLake)).toEqual(await appointmentsAt(central));
});

test('a retired replica is not heard, and its rights pass to central [BK4]', async () => {
  const { saltLake, central } = three;
  const promised = await book(saltLake, '10:00');
  await central.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'salt-lake.1'));
  expect(await knock(saltLake)).toBe('revoked');
  expect(await homesAt(central)).toEqual(['central']);
  // It may not come back by itself; nothing was lost of what it has.
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  expect(await knock(saltLake)).toBe('unknown-replica');
  expect(await idsAt(saltLake)).toEqual([promised]);
  expect(await isFirmAt(saltLake, promised)).toBe(false);
});

test('they pass to another device of the branch, if it has one, which then books firmly [BK4]', async () => {
  const { saltLake, central } = three;
  await using second = disposable(await openSecond());
  const known = await book(saltLake, '10:00');
  await exchange(saltLake, central);
  const unheard = await book(saltLake, '11:00');
  await exchange(second.engine, central);
  expect(await isFirmAt(second.engine, await book(second.engine, '09:00'))).toBe(false);

  await central.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'salt-lake.1'));
  expect(await homesAt(central)).toEqual(['salt-lake.2']);
  await exchange(second.engine, central);
  const firm = await book(second.engine, '11:00');
  expect(await isFirmAt(second.engine, firm)).toBe(true);
  await exchange(second.engine, central);
  expect(await idsAt(central)).toEqual(expect.arrayContaining([known, firm]));
  expect(await idsAt(central)).not.toContain(unheard);
});

/** Another computer of the branch, which has what central gives it. */
async function openSecond(): Promise<TestEngine> {
  const { central, clock } = three;
  const device = { replica: 'salt-lake.2', name: 'Salt Lake, room 2', kind: 'branch' } as const;
  await enrol(central, { ...device, branchId: SALT_LAKE, doctorId: null });
  const book2 = { ...device, branchId: SALT_LAKE, centralUrl: 'http://central.invalid' };
  const second = await openTestEngine({ clock, seed: 77, book: book2 });
  await exchange(second, central);
  return second;
}

const CAUSE = {
  ...{ intentId: null, intentKind: 'revoke', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};

const disposable = (engine: TestEngine) => ({ engine, [Symbol.asyncDispose]: engine.close });

test('the audit trail of a replica goes on under its new name, and still holds [AU1]', async () => {
  const { saltLake } = three;
  await book(saltLake, '10:00');
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await book(saltLake, '10:30');
  const names = await saltLake.store.read((db) =>
    db.kysely.selectFrom('audit').select('replica').distinct().execute(),
  );
  expect(names).toHaveLength(2);
  const look = (trail: string): Promise<readonly string[]> =>
    saltLake.connector.withSession((session) =>
      checkAudit((text) => session.query(text.replaceAll('from audit', `from ${trail}`), [])),
    );
  expect(await look('audit')).toEqual([]);
  // An entry taken out is noticed all the same.
  expect(await look('(select * from audit where no <> 3) as audit')).not.toEqual([]);
});

test('what central took under the former name is one version under the new one [SY4]', async () => {
  const { central, saltLake } = three;
  await book(saltLake, '10:00');
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const lost = await central.exchange(device, await saltLake.nextPush(ORGANISATION));
  expect(lost.ok).toBe(true);
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await exchange(saltLake, central);
  expect(await appointmentsAt(saltLake)).toEqual(await appointmentsAt(central));
});

test('what was built elsewhere upon a version of the former name stands when the new one offers it again [SY4]', async () => {
  const { saltLake, central } = three;
  await using second = disposable(await openSecond());
  const booked = await book(saltLake, '10:00');
  const backup = await takeImage(saltLake.connector);
  await exchange(saltLake, central);
  await exchange(second.engine, central);
  const cancel = { appointmentId: booked, reason: 'Called' };
  expect(await second.engine.ask('cancel', cancel)).toMatchObject({ ok: true });

  await putImage(saltLake.connector, backup);
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await exchange(saltLake, central);
  await exchange(second.engine, central);
  const [one] = await appointmentsAt(central);
  expect(one).toMatchObject({ id: booked, status: 'cancelled' });
});
