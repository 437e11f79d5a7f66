import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPgConnector } from '../../../server/postgres/pg-connector.ts';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  ORGANISATION,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { createTestDatabase } from '../../../test/support/postgres.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { moveHome } from '../store/move-home.ts';

// The same story as on PGlite, with central on PostgreSQL.

let world: ThreeReplicas;
let close: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  const connector = openPgConnector(database.connectionString);
  world = await openThreeReplicas(connector);
  close = async () => {
    await world[Symbol.asyncDispose]();
    await connector.close();
    await database.close();
  };
}, 60_000);
afterAll(() => close());

async function book(engine: TestEngine, clockTime: string, overQuotaReason?: string) {
  const id = engine.newId();
  const newPatient = aPatient(engine.newId(), `Patient of ${clockTime}`);
  const wish = aBooking(id, clockTime, { patientId: newPatient.id, newPatient });
  const done = await engine.ask('book', overQuotaReason ? { ...wish, overQuotaReason } : wish);
  if (!done.ok) return done.error.kind;
  const claim = await engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return claim?.withRight ? 'firm' : 'tentative';
}

test('rights and quotas pass on through PostgreSQL [BK5] [BK6] [QU1] [QU3]', async () => {
  const { saltLake, laptop, central, meet } = world;
  await meet();
  const cause = {
    ...{ intentId: null, intentKind: 'enrol', actorId: null, actorName: 'Ruma Paul' },
    ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
  };
  await central.store.write(ORGANISATION, cause, (tx) =>
    moveHome(tx, SALT_LAKE, null, 'salt-lake.1'),
  );
  const shares = [{ branchId: SALT_LAKE, perDay: 2 }];
  await saltLake.ask('set-daily-limit', { doctorId: DR_DAS, perDay: 3, shares });
  await meet();
  expect(await book(saltLake, '09:00')).toBe('firm');
  const right = { branchId: SALT_LAKE, doctorId: DR_DAS, toReplica: 'laptop.1', note: '' };
  const during = { startMs: at('09:00'), endMs: at('09:01') };
  await saltLake.ask('hand-over-right', { ...right, ...during, handoverId: saltLake.newId() });
  expect(await book(saltLake, '09:15')).toBe('tentative');
  await meet();
  await meet();
  expect(await book(laptop, '10:00')).toBe('over-quota');
  expect(await book(laptop, '10:00', 'In pain')).toBe('tentative');
  const quota = { doctorId: DR_DAS, toReplica: 'laptop.1', amount: 1, day: '2026-03-02' };
  const quotaId = central.newId();
  expect(await central.ask('hand-over-quota', { ...quota, quotaId })).toMatchObject({ ok: true });
  await meet();
  const firm = await central.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select('startMs')
      .where((eb) => eb.or([eb('withRight', '=', true), eb('endorsed', '=', true)]))
      .orderBy('startMs')
      .execute(),
  );
  expect(firm.map(({ startMs }) => startMs)).toEqual([at('09:00'), at('09:15'), at('10:00')]);
});
