import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { retireDevice } from '../../shared/engine/store/retire-device.ts';
import { openTestCentral, type TestCentral } from '../../test/support/central.ts';
import {
  aBooking,
  aSeries,
  at,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
} from '../../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../../test/support/joined-host.ts';
import { enrolDevice } from './sync/enrol-device.ts';

const DEVICE = { name: 'Salt Lake', kind: 'branch', branchId: SALT_LAKE, doctorId: null } as const;
const ADMIN = { login: 'admin', password: 'keeps the keys' };

let central: TestCentral;
let host: JoinedHost;

beforeEach(async () => {
  central = await openTestCentral();
  await central.engine.ask('create-series', aSeries(central.engine.newId()));
  const code = await central.newCode(DEVICE);
  const { clock } = central.engine;
  host = await openJoinedHost({ clock, seed: 3, centralUrl: central.url, code, ...ADMIN });
  await host.desk.watch(at('00:00', 1), at('24:00', 1));
  await host.desk.shows('sessions', (rows) => rows.length === 1);
});
afterEach(async () => {
  await host[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
});

const status = async (state: string, refusal?: string) => {
  const { status: said } = await host.desk.next(
    'status',
    (message) =>
      message.status.state === state &&
      (refusal === undefined || message.status.refusal?.kind === refusal),
  );
  return said;
};

const book = async (id: string, clock: string): Promise<void> => {
  const times = { startMs: at(clock, 1), endMs: at(clock, 1) + 900_000 };
  expect(await host.desk.intend('book', aBooking(id, '09:00', times))).toMatchObject({ ok: true });
};

const joinAgain = (code: string) => host.desk.ask({ kind: 'join-again', code });

const atCentral = () =>
  central.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select(['id', 'madeBy']).orderBy('startMs').execute(),
  );

const CAUSE = {
  ...{ intentId: null, intentKind: 'revoke', actorId: null, actorName: 'Admin' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};

/** What an administrator does about a computer that is thought to be lost. */
const revoke = () =>
  central.engine.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'salt-lake.1'));

test('a computer taken out of service joins again with a new code, and hands over what it had booked [SY7]', async () => {
  const [before, lost, after] = [1, 2, 3].map(() => central.engine.newId()) as [
    string,
    string,
    string,
  ];
  await book(before, '09:00');
  await host.desk.shows('appointments', ([row]) => row?.unsynced === false);
  expect(await joinAgain('ABCD-EFGH')).toEqual({ ok: false, error: { kind: 'not-needed' } });

  host.network.set(true);
  await book(lost, '10:00');
  await revoke();
  host.network.set(false);
  expect(await status('refused', 'revoked')).toMatchObject({ waiting: 1 });
  expect(await joinAgain('ABCD-EFGH')).toEqual({ ok: false, error: { kind: 'wrong-code' } });

  const elsewhere = await central.newCode({ ...DEVICE, branchId: PARK_STREET });
  expect(await joinAgain(elsewhere)).toEqual({ ok: false, error: { kind: 'other-place' } });
  const code = await central.newCode(DEVICE);
  expect(await joinAgain(code)).toEqual({ ok: true, value: null });
  await host.desk.shows('appointments', (rows) => rows.every((row) => !row.unsynced));
  await book(after, '11:00');
  await host.desk.shows(
    'appointments',
    (rows) => rows.length === 3 && rows.every((row) => !row.unsynced),
  );
  expect(await atCentral()).toEqual([
    { id: before, madeBy: 'salt-lake.1' },
    { id: lost, madeBy: 'salt-lake.3' },
    { id: after, madeBy: 'salt-lake.3' },
  ]);
  // Central gave the sessions back to the computer, and what it books now is promised.
  expect(host.desk.rows('appointments').find(({ id }) => id === after)?.firm).toBe(true);
  expect(await joinAgain(code)).toEqual({ ok: false, error: { kind: 'not-needed' } });
  // The code for another place was not used up.
  const publicKey = randomBytes(32).toString('base64');
  const shown = { code: elsewhere, name: 'Park Street', publicKey };
  expect(await enrolDevice(fetch, central.url, shown)).toMatchObject({ ok: true });
});

test('a computer that central has forgotten offers all that was written on it, and nothing is lost [SY7]', async () => {
  const { engine } = central;
  const [kept, forgotten, unsent] = [1, 2, 3].map(() => engine.newId()) as [string, string, string];
  await book(kept, '09:00');
  await book(forgotten, '09:30');
  await host.desk.shows('appointments', (rows) => rows.every((row) => !row.unsynced));
  host.network.set(true);
  await book(unsent, '10:00');
  // Set back to a backup from before the computer joined, in what concerns it.
  await engine.connector.withSession(async (session) => {
    await session.script(
      'alter table appointment disable trigger user; alter table claim disable trigger user',
    );
    await session.query('delete from claim where id = $1', [forgotten]);
    await session.query('delete from appointment where id = $1', [forgotten]);
    await session.query("delete from device where replica = 'salt-lake.1'", []);
    await session.script(
      'alter table appointment enable trigger user; alter table claim enable trigger user',
    );
  });
  host.network.set(false);
  await status('refused', 'unknown-replica');
  expect(await joinAgain(await central.newCode(DEVICE))).toEqual({ ok: true, value: null });
  await host.desk.shows('appointments', (rows) => rows.every((row) => !row.unsynced));
  expect((await atCentral()).map(({ id }) => id)).toEqual([kept, forgotten, unsent]);
  expect(host.desk.rows('appointments')).toHaveLength(3);
  await status('synced');
});
