import { sql } from 'kysely';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createPgliteConnector } from '../../../electron/host/database/pglite-connector.ts';
import {
  aPatient,
  createTestClock,
  MONDAY_8_MS,
  ORGANISATION,
  type openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { enrol, exchange } from '../../../test/support/exchange.ts';
import { loadNewerProgram } from '../../../test/support/newer-program.ts';
import { openMemoryPglite } from '../../../test/support/pglite.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema, pushHeaderSchema } from '../../wire/exchange/frame-header.ts';
import type { Connector } from '../store/session.ts';

let newer: typeof import('../../../test/support/engine.ts');
beforeAll(async () => {
  newer = await loadNewerProgram();
});

const clock = createTestClock(MONDAY_8_MS);
const opened: TestEngine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

type Program = typeof import('../../../test/support/engine.ts');
const older: Program = { ...(await import('../../../test/support/engine.ts')) };

async function open(
  { openTestEngine: openOne }: Program,
  replica: string,
  options: Partial<Parameters<typeof openTestEngine>[0]> = {},
): Promise<TestEngine> {
  const isCentral = replica === 'central';
  const place = isCentral ? { branchId: null, kind: 'central' as const } : {};
  const centralUrl = isCentral ? null : 'http://central.invalid';
  const seed = 60 + opened.length;
  const book = { replica, name: replica, isCentral, centralUrl, ...place };
  const engine = await openOne({ clock, seed, book, ...options });
  opened.push(engine);
  return engine;
}

/** A database that will be given to the next version, and so to no other test. */
const openConnector = async (): Promise<Connector> =>
  createPgliteConnector((await openMemoryPglite()) as never);

/** Two computers of a branch; one that runs the older program will be updated. */
async function openPair(central: TestEngine, programs: readonly [Program, Program]) {
  const pair: TestEngine[] = [];
  for (const [i, program] of programs.entries()) {
    const replica = `salt-lake.${i + 1}`;
    await enrol(central, {
      replica,
      name: replica,
      kind: 'branch',
      branchId: SALT_LAKE,
      doctorId: null,
    });
    const own = program === older ? { connector: await openConnector() } : {};
    pair.push(await open(program, replica, own));
  }
  return pair as [TestEngine, TestEngine];
}

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};

/** Changes the patient as a version of the program does that knows the fields. */
const change = (engine: TestEngine, fields: Record<string, unknown>): Promise<void> =>
  engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    const stored = await tx.kysely
      .selectFrom('patient')
      .selectAll()
      .where('id', '=', PATIENT)
      .executeTakeFirstOrThrow();
    tx.put('patient', { ...stored, ...fields } as never, stored);
  });

async function rows<T>(engine: TestEngine, query: string): Promise<readonly T[]> {
  const found = await engine.store.read((db) => sql<T>`${sql.raw(query)}`.execute(db.kysely));
  return found.rows;
}

const patientAt = async (engine: TestEngine): Promise<unknown> => {
  const all = await rows(engine, `select * from patient where id = '${PATIENT}'`);
  return all[0];
};

const addLocker = (engine: TestEngine, name: string): Promise<void> =>
  engine.store.write(ORGANISATION, CAUSE, async (tx) => {
    const locker = { id: engine.newId(), branchId: SALT_LAKE, name };
    tx.put('locker' as never, locker as never, null);
  });
const lockersAt = async (engine: TestEngine) =>
  (await rows<{ name: string }>(engine, 'select name from locker order by name')).map(
    (r) => r.name,
  );

test('what a newer peer knows survives an edit by an older one, and is its own after the update [VE1]', async () => {
  const central = await open(newer, 'central');
  const [first, second] = await openPair(central, [newer, older]);
  await setUpClinic(second);
  for (const one of [second, first]) await exchange(one, central);
  await change(first, { allergies: 'Penicillin', isVip: true });
  await addLocker(first, 'Locker 1');
  await exchange(first, central);
  await exchange(second, central);
  expect(await patientAt(second)).toMatchObject({ ext: { allergies: 'Penicillin', is_vip: 't' } });

  // An edit by the older one alone, then one on each side.
  await change(second, { note: 'Wheelchair' });
  await exchange(second, central);
  await exchange(first, central);
  const kept = { note: 'Wheelchair', allergies: 'Penicillin', isVip: true, ext: null };
  expect(await patientAt(first)).toMatchObject(kept);
  await change(first, { allergies: 'Penicillin, latex' });
  clock.advance(1000);
  await change(second, { phone: '98300 55555' });
  await second.ask('save-patient', aPatient(second.newId(), 'New Here'));
  for (const one of [second, first, second, first]) await exchange(one, central);
  const merged = { phone: '98300 55555', allergies: 'Penicillin, latex', isVip: true };
  for (const one of [central, first]) expect(await patientAt(one)).toMatchObject(merged);
  expect(await rows(central, 'select id from conflict')).toEqual([]);
  const added = "select allergies, is_vip from patient where name = 'New Here'";
  expect(await rows(first, added)).toEqual([{ allergies: '', isVip: false }]);

  const updated = await open(newer, 'salt-lake.2', { connector: second.connector });
  expect(await patientAt(updated)).toMatchObject({ ...merged, ext: null });
  expect(await lockersAt(updated)).toEqual([]);
  await addLocker(updated, 'Locker 2');
  await exchange(updated, central);
  expect(await lockersAt(updated)).toEqual(['Locker 1', 'Locker 2']);
  expect(await lockersAt(central)).toEqual(['Locker 1', 'Locker 2']);
});

test('an older central carries and merges what it does not know, and what it cannot take waits for its update [VE1]', async () => {
  const connector = await openConnector();
  const central = await open(older, 'central', { connector });
  const [first, second] = await openPair(central, [newer, newer]);
  await setUpClinic(central);
  await exchange(first, central);
  await addLocker(first, 'Locker 1');
  await change(first, { allergies: 'Penicillin' });
  await exchange(first, central);
  await exchange(second, central);
  expect(await patientAt(second)).toMatchObject({ allergies: 'Penicillin', ext: null });
  await change(first, { isVip: true, note: 'Wheelchair' });
  clock.advance(1000);
  await change(second, { allergies: 'None' });
  for (const one of [first, second, first]) await exchange(one, central);
  const merged = { isVip: true, note: 'Wheelchair', allergies: 'None', ext: null };
  for (const one of [first, second]) expect(await patientAt(one)).toMatchObject(merged);
  expect(await rows(first, 'select kind from dirty')).toEqual([{ kind: 'locker' }]);

  const updated = await open(newer, 'central', { connector });
  expect(await patientAt(updated)).toMatchObject(merged);
  for (const one of [first, second]) await exchange(one, updated);
  for (const one of [updated, second]) expect(await lockersAt(one)).toEqual(['Locker 1']);
  expect(await rows(first, 'select kind from dirty')).toEqual([]);
});

test('of a replica too old for the news, central takes what it hands over, and says so [VE2]', async () => {
  const protocol = { version: 3, servedFrom: 2, floor: 1 };
  const central = await open(older, 'central', { protocol });
  await enrol(central, {
    replica: 'salt-lake.1',
    name: 'SL',
    kind: 'branch',
    branchId: SALT_LAKE,
    doctorId: null,
  });
  const old = await open(older, 'salt-lake.1', {
    protocol: { version: 1, servedFrom: 1, floor: 1 },
  });
  await setUpClinic(old);
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const answer = await central.exchange(device, await old.nextPush(ORGANISATION));
  if (!answer.ok) throw new Error(answer.error.detail);
  const taken = await old.takeAnswer(ORGANISATION, answer.value, clock.nowMs());
  expect(taken).toMatchObject({ ok: true, value: { mustUpdate: true, more: false } });
  expect(await rows(old, 'select id from dirty')).toEqual([]);
  expect(await rows(central, 'select name from patient')).toEqual([{ name: 'Meera Iyer' }]);
  expect((await old.loadBook())?.cursor).toBe(0);

  // Below the floor nothing is taken, and the answer says what is spoken.
  const before = await old.nextPush(ORGANISATION);
  const older0 = new TextDecoder().decode(before).replace('"protocol":1', '"protocol":0');
  expect(await central.exchange(device, new TextEncoder().encode(older0))).toMatchObject({
    ok: false,
    error: { kind: 'protocol-unsupported', speaks: { from: 1, to: 3 } },
  });
});

test('a newer replica says the same frame in the version that central speaks [VE2]', async () => {
  const central = await open(older, 'central');
  await enrol(central, {
    replica: 'salt-lake.1',
    name: 'SL',
    kind: 'branch',
    branchId: SALT_LAKE,
    doctorId: null,
  });
  const protocol = { version: 2, servedFrom: 1, floor: 1 };
  const replica = await open(older, 'salt-lake.1', { protocol });
  await setUpClinic(replica);
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const first = await replica.nextPush(ORGANISATION);
  const refused = await central.exchange(device, first);
  if (refused.ok || !refused.error.speaks) throw new Error('Central speaks version 2.');
  expect(replica.speak(refused.error.speaks)).toBe(true);
  expect(replica.speak(refused.error.speaks)).toBe(false);
  const second = await replica.nextPush(ORGANISATION);
  const [said, again] = [first, second].map((bytes) => {
    const frame = decodeFrame(bytes, (json) => pushHeaderSchema.parse(json));
    if (!frame.ok) throw new Error(frame.error);
    return frame.value.header;
  });
  expect(again).toEqual({ ...said, protocol: 1 });
  await exchange(replica, central);
  expect(await rows(central, 'select name from patient')).toEqual([{ name: 'Meera Iyer' }]);

  // Central is updated: both speak the newer one from its next answer on.
  const updated = await open(older, 'central', { connector: central.connector, protocol });
  await exchange(replica, updated);
  const third = decodeFrame(await replica.nextPush(ORGANISATION), (json) =>
    pushHeaderSchema.parse(json),
  );
  expect(third).toMatchObject({ ok: true, value: { header: { protocol: 2 } } });
  const answered = await updated.exchange(device, await replica.nextPush(ORGANISATION));
  if (!answered.ok) throw new Error(answered.error.detail);
  const down = decodeFrame(answered.value, (json) => pullHeaderSchema.parse(json));
  expect(down).toMatchObject({ ok: true, value: { header: { protocol: 2 } } });
});
