import { afterEach, beforeEach, expect, test } from 'vitest';
import { putImage, takeImage } from '../../../test/support/disk-image.ts';
import {
  aBooking,
  at,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { queueState } from '../../domain/queue/queue-state.ts';
import type { QueueAct } from '../../model/queue-entry.ts';

// Two computers of one branch that do not hear of each other, and meet again.

const deviceOf = (no: number) => ({
  ...{ replica: `salt-lake.${no}`, name: `Salt Lake ${no}`, kind: 'branch' as const },
  ...{ branchId: SALT_LAKE, doctorId: null },
});

let clinic: ThreeReplicas;
let second: TestEngine;

beforeEach(async () => {
  clinic = await openThreeReplicas();
  const device = deviceOf(2);
  await enrol(clinic.central, device);
  second = await openTestEngine({
    ...{ clock: clinic.clock, seed: 40 },
    book: { ...device, centralUrl: 'http://central.invalid' },
  });
  await meet();
});
afterEach(async () => {
  await second.close();
  await clinic[Symbol.asyncDispose]();
});

async function meet(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const engine of [clinic.saltLake, second, clinic.laptop]) {
      await exchange(engine, clinic.central);
    }
  }
}

async function join(engine: TestEngine): Promise<string> {
  const entryId = engine.newId();
  const joined = await engine.ask('join-queue', {
    ...{ entryId, branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION },
    ...{ patientId: PATIENT, priority: 'normal', newPatient: null, appointmentId: null },
  });
  if (!joined.ok) throw new Error(JSON.stringify(joined.error));
  return entryId;
}

const entriesAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('queueEntry as q')
      .leftJoin('appointment as a', 'a.id', 'q.appointmentId')
      .select(['q.id', 'q.letter', 'q.number', 'q.state', 'q.reason', 'q.appointmentId'])
      .select(['a.status', 'a.startMs', 'a.doctorId'])
      .orderBy('q.letter')
      .orderBy('q.number')
      .execute(),
  );
async function act(engine: TestEngine, id: string, what: QueueAct): Promise<void> {
  const row = await engine.store.read((db) =>
    db.kysely
      .selectFrom('queueEntry')
      .select(['dotReplica', 'dotCounter'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  const seen = `${row.dotReplica}:${row.dotCounter}`;
  const done = await engine.ask('act-on-queue', { entryId: id, seen, act: what });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}
const start = (clock: string): QueueAct => ({
  ...{ kind: 'start', doctorId: DR_DAS, overbookReason: null },
  ...{ startMs: at(clock), endMs: at(clock) + 15 * 60_000 },
});

test('two computers of a branch that are apart give no ticket twice [QE1]', async () => {
  for (let n = 0; n < 3; n += 1) {
    await join(clinic.saltLake);
    await join(second);
  }
  await meet();
  const tickets = (await entriesAt(clinic.central)).map(
    ({ letter, number }) => `${letter}-${number}`,
  );
  expect(tickets).toHaveLength(6);
  expect(new Set(tickets).size).toBe(6);
  expect(new Set(tickets.map((ticket) => ticket[0])).size).toBe(2);
  for (const engine of [clinic.saltLake, second]) {
    expect(await entriesAt(engine)).toEqual(await entriesAt(clinic.central));
  }
});

test('a central that was set back gives nobody the letters of a computer that it has forgotten [QE1]', async () => {
  const openOne = async (no: number): Promise<TestEngine> => {
    const device = deviceOf(no);
    await enrol(clinic.central, device);
    const book = { ...device, centralUrl: 'http://central.invalid' };
    const engine = await openTestEngine({ clock: clinic.clock, seed: 40 + no, book });
    await exchange(engine, clinic.central);
    return engine;
  };
  const backup = await takeImage(clinic.central.connector);
  const forgotten = await openOne(3);
  await join(forgotten);
  await putImage(clinic.central.connector, backup);
  await clinic.central.reincarnate(ORGANISATION, { replaces: false });
  await meet();

  // While the forgotten one is away, another one comes, and a third.
  const others = [await openOne(4), await openOne(5)];
  for (const engine of [...others, clinic.saltLake, second]) await join(engine);
  await enrol(clinic.central, deviceOf(6));
  await forgotten.joinAgain(ORGANISATION, { replica: 'salt-lake.6', isForgotten: true });
  for (let round = 0; round < 2; round += 1) {
    for (const engine of [...others, forgotten]) await exchange(engine, clinic.central);
    await meet();
  }
  await join(forgotten);
  await exchange(forgotten, clinic.central);
  const entries = await entriesAt(clinic.central);
  const tickets = entries.map(({ letter, number }) => `${letter}-${number}`);
  expect(tickets).toHaveLength(6);
  expect(new Set(tickets).size).toBe(6);
  expect(new Set(entries.map(({ letter }) => letter)).size).toBe(6);
  for (const engine of [...others, forgotten]) await engine.close();
}, 120_000);

test('a queue is its branch’s: others, and laptops, are told nothing of it [QE6]', async () => {
  await join(clinic.saltLake);
  await clinic.meet();
  expect(await entriesAt(clinic.parkStreet)).toEqual([]);
  expect(await entriesAt(clinic.laptop)).toEqual([]);
});

test('called here and left there: who has gone has gone, on both [QE6]', async () => {
  const id = await join(clinic.saltLake);
  await meet();
  await act(second, id, { kind: 'leave', reason: 'Went home' });
  clinic.clock.advance(1000);
  await act(clinic.saltLake, id, { kind: 'call', doctorId: DR_DAS, room: '2' });
  await meet();
  const [entry] = await entriesAt(clinic.central);
  expect(entry).toMatchObject({ state: 'left', reason: 'Went home' });
  for (const engine of [clinic.saltLake, second]) expect(await entriesAt(engine)).toEqual([entry]);
});

test('gone in on both: one visit, with one time [QE6]', async () => {
  const id = await join(clinic.saltLake);
  await meet();
  await act(clinic.saltLake, id, start('09:15'));
  clinic.clock.advance(1000);
  await act(second, id, start('10:30'));
  await meet();
  const [entry, ...more] = await entriesAt(clinic.central);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ state: 'started', status: 'in-consult', startMs: at('10:30') });
  expect(queueState(entry?.state ?? 'left', entry?.status ?? null)).toBe('started');
  const visits = await clinic.central.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  expect(visits).toEqual([{ id: entry?.appointmentId }]);
  for (const engine of [clinic.saltLake, second]) expect(await entriesAt(engine)).toEqual([entry]);
});

test('an arrival that both note is one ticket [QE6]', async () => {
  const appointmentId = clinic.saltLake.newId();
  await clinic.saltLake.ask('book', aBooking(appointmentId, '10:00'));
  await meet();
  for (const engine of [clinic.saltLake, second]) {
    await engine.ask('set-status', { appointmentId, status: 'arrived' });
    clinic.clock.advance(1000);
  }
  await meet();
  const [entry, ...more] = await entriesAt(clinic.central);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ appointmentId, status: 'arrived', state: 'waiting' });
  for (const engine of [clinic.saltLake, second]) expect(await entriesAt(engine)).toEqual([entry]);
});
