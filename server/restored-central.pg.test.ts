import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import {
  aBooking,
  aSeries,
  createTestClock,
  MONDAY_8_MS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../test/support/engine.ts';
import { enrol, exchange } from '../test/support/exchange.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/postgres.ts';
import { openPgConnector, type PgConnector } from './postgres/pg-connector.ts';

const clock = createTestClock(MONDAY_8_MS);
const book = { replica: 'central', name: 'Central', kind: 'central', isCentral: true } as const;
let database: TestDatabase;
let connector: PgConnector;
let central: TestEngine;
const replicas: TestEngine[] = [];
const backup = `backup_${Math.random().toString(36).slice(2)}`;

beforeAll(async () => {
  database = await createTestDatabase();
  await openCentralOn(database.connectionString);
  for (const replica of ['salt-lake.1', 'salt-lake.2']) {
    const device = { replica, name: replica, kind: 'branch', doctorId: null } as const;
    await enrol(central, { ...device, branchId: SALT_LAKE });
    const own = { ...device, branchId: SALT_LAKE, centralUrl: 'http://central.invalid' };
    replicas.push(await openTestEngine({ clock, seed: 30 + replicas.length, book: own }));
  }
}, 120_000);
afterAll(async () => {
  for (const replica of replicas) await replica.close();
  await connector.close();
  await administer(`drop database if exists ${backup} with (force)`);
  await database.close();
});

async function openCentralOn(connectionString: string): Promise<void> {
  connector = openPgConnector(connectionString);
  central = await openTestEngine({ clock, seed: 9, connector, book: { ...book, branchId: null } });
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresAddress') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

const appointmentsAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'status', 'dotReplica', 'dotCounter', 'vector'])
      .orderBy('id')
      .execute(),
  );

test('a database copied back under a running central costs nothing that a replica has [CR1]', async () => {
  const [first, second] = replicas as [TestEngine, TestEngine];
  const meet = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1)
      for (const one of replicas) await exchange(one, central);
  };
  await setUpClinic(first);
  await first.ask('create-series', aSeries(first.newId()));
  await meet();

  // A copy of the cluster's files at one moment, as a snapshot or a point in time is.
  await connector.close();
  await administer(`create database ${backup} template ${nameOf(database.connectionString)}`);
  await openCentralOn(database.connectionString);
  const ids: string[] = [];
  for (const [engine, time] of [
    [first, '09:00'],
    [second, '10:00'],
    [first, '11:00'],
  ] as const) {
    const id = engine.newId();
    expect(await engine.ask('book', aBooking(id, time))).toMatchObject({ ok: true });
    ids.push(id);
    await meet();
  }
  await first.ask('cancel', { appointmentId: ids[0] ?? '', reason: 'Called' });
  await meet();
  const before = await appointmentsAt(central);
  expect(before).toHaveLength(3);

  // Nobody tells the program.
  await connector.close();
  const restored = new URL(database.connectionString);
  restored.pathname = backup;
  await openCentralOn(restored.href);
  expect(await appointmentsAt(central)).toEqual([]);
  // Central's feed grows past where it was before anyone who knew more comes by.
  for (let n = 0; n < 60; n += 1) {
    await central.ask('save-service', {
      ...{
        id: central.newId(),
        name: `Service ${n}`,
        durationMin: 15,
        hue: 'green',
        ...PLAIN_SERVICE,
        active: true,
      },
    });
  }
  await meet();
  expect((await central.loadBook())?.replica).toMatch(/^central~[0-9a-z]{8}$/);
  for (const engine of [central, first, second]) {
    expect(await appointmentsAt(engine)).toEqual(before);
    const services = await engine.store.read((db) =>
      db.kysely.selectFrom('service').select('id').execute(),
    );
    expect(services).toHaveLength(61);
  }
  const { rows } = await connector.withSession((session) =>
    session.query('select replica from device where healing', []),
  );
  expect(rows).toEqual([]);
}, 60_000);
