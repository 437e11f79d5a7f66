import { afterEach, beforeEach, expect, test } from 'vitest';
import { retireDevice } from '../../shared/engine/store/retire-device.ts';
import { openTestCentral, type TestCentral } from '../../test/support/central.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
} from '../../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../../test/support/joined-host.ts';

const ADMIN = { login: 'admin', password: 'keeps the keys' };
const NAME = 'Zephyrine Quillfeather';

let central: TestCentral;
/** Has no line to central. */
let away: JoinedHost;
let online: JoinedHost;

beforeEach(async () => {
  central = await openTestCentral();
  await central.engine.ask('create-series', aSeries(central.engine.newId()));
  const { clock } = central.engine;
  const open = async (name: string, branchId: string, seed: number) => {
    const code = await central.newCode({ name, kind: 'branch', branchId, doctorId: null });
    return openJoinedHost({ clock, seed, centralUrl: central.url, code, ...ADMIN });
  };
  away = await open('Salt Lake', SALT_LAKE, 3);
  online = await open('Park Street', PARK_STREET, 4);
  await away.desk.watch(at('00:00', 1), at('24:00', 1));
  await away.desk.shows('sessions', (rows) => rows.length === 1);
  away.network.set(true);
}, 120_000);
afterEach(async () => {
  for (const host of [away, online]) await host[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
});

async function book(clock: string): Promise<string> {
  const id = central.engine.newId();
  const newPatient = aPatient(central.engine.newId(), NAME);
  const times = { startMs: at(clock, 1), endMs: at(clock, 1) + 900_000 };
  const about = { patientId: newPatient.id, newPatient, ...times };
  expect(await away.desk.intend('book', aBooking(id, clock, about))).toMatchObject({ ok: true });
  return id;
}

async function exported(host: JoinedHost): Promise<string> {
  const file = await host.desk.ask({ kind: 'carry-export' });
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  return file.value.base64;
}
const imported = (host: JoinedHost, base64: string) =>
  host.desk.ask({ kind: 'carry-import', base64 });

async function handedIn(base64: string): Promise<string> {
  const done = await imported(online, base64);
  if (!done.ok || done.value.kind !== 'handed-in') throw new Error(JSON.stringify(done));
  expect(done.value.replica).toBe('salt-lake.1');
  return done.value.answer.base64;
}

const refusedAs = (kind: string, facts: object = {}) => ({ ok: false, error: { kind, ...facts } });

/** The line of JSON changed, or some of the bytes after it. */
function altered(base64: string, change: (bytes: Buffer, end: number) => Buffer): string {
  const bytes = Buffer.from(base64, 'base64');
  return change(bytes, bytes.indexOf(10)).toString('base64');
}
const withHeader = (base64: string, changes: object): string =>
  altered(base64, (bytes, end) => {
    const header = JSON.parse(bytes.subarray(0, end).toString()) as object;
    return Buffer.concat([
      Buffer.from(JSON.stringify({ ...header, ...changes })),
      bytes.subarray(end),
    ]);
  });

const atCentral = async () => {
  const rows = await central.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
};
const seqAtCentral = async () => (await central.engine.loadBook())?.seq;

test('what waits on a computer without a line reaches central by a file, and the answer comes back [CA2]', async () => {
  const first = await book('09:00');
  const push = await exported(away);
  const later = await book('09:15');
  const answer = await handedIn(push);
  expect(await atCentral()).toEqual([first]);
  expect(await imported(away, answer)).toMatchObject({ ok: true, value: { kind: 'taken' } });
  await away.desk.shows(
    'appointments',
    (rows) => rows.find(({ id }) => id === first)?.unsynced === false,
  );
  expect(away.desk.rows('appointments').find(({ id }) => id === later)?.unsynced).toBe(true);

  // Whoever carries it a second time changes nothing, and an old answer is none.
  const before = await seqAtCentral();
  await handedIn(push);
  expect(await seqAtCentral()).toBe(before);
  expect(await imported(away, answer)).toEqual(refusedAs('outdated'));

  expect(await imported(away, await handedIn(await exported(away)))).toMatchObject({ ok: true });
  expect(await atCentral()).toEqual([first, later]);
  // The line is back: there is nothing to say that was not said.
  away.network.set(false);
  await away.desk.ask({ kind: 'sync-now' });
  await away.desk.shows('appointments', (rows) => rows.every((row) => !row.unsynced));
  expect(await atCentral()).toEqual([first, later]);
});

test('whoever carries it reads nothing in it, and it is of no use to anyone else [CA1]', async () => {
  await book('09:00');
  const push = await exported(away);
  const answer = await handedIn(push);
  for (const file of [push, answer]) {
    const bytes = Buffer.from(file, 'base64');
    expect(bytes.includes('Quillfeather')).toBe(false);
    expect(bytes.includes('appointment')).toBe(false);
  }
  expect(await imported(away, push)).toEqual(refusedAs('own-push'));
  expect(await imported(online, answer)).toEqual(
    refusedAs('for-another', { replica: 'salt-lake.1' }),
  );
  const toMe = withHeader(answer, { replica: 'park-street.1' });
  expect(await imported(online, toMe)).toEqual(refusedAs('damaged'));
});

test('a file that was cut off, altered, or is another’s is refused, and nothing is half-done [CA3]', async () => {
  await book('09:00');
  const push = await exported(away);
  const before = await seqAtCentral();
  const cut = (length: number) => altered(push, (bytes) => bytes.subarray(0, length));
  expect(await imported(online, cut(-1))).toEqual(refusedAs('damaged'));
  expect(await imported(online, cut(20))).toEqual(refusedAs('not-ours'));
  expect(await imported(online, Buffer.from('name,phone\n').toString('base64'))).toEqual(
    refusedAs('not-ours'),
  );
  const flipped = altered(push, (bytes) => {
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
    return bytes;
  });
  expect(await imported(online, flipped)).toEqual(refusedAs('damaged'));
  const strange = withHeader(push, { organisationId: '00000000-0000-7000-8000-0000000000ff' });
  expect(await imported(online, strange)).toEqual(refusedAs('other-organisation'));
  for (const changes of [{ replica: 'park-street.2' }, { former: 'park-street.1', replica: 'x' }]) {
    const done = await imported(online, withHeader(push, changes));
    expect(done).toMatchObject({ ok: false, error: { kind: 'refused' } });
  }
  const resigned = withHeader(push, { sealedAtMs: central.engine.clock.nowMs() + 1 });
  expect(await imported(online, resigned)).toEqual(
    refusedAs('refused', { refusal: 'bad-signature' }),
  );
  expect(await seqAtCentral()).toBe(before);
  expect(await atCentral()).toEqual([]);
});

test('a push is as good as its device when it arrives: not for ever, and not from one taken out of service [CA4]', async () => {
  await book('09:00');
  const old = await exported(away);
  central.engine.clock.advance(31 * 86_400_000);
  for (const { desk } of [away, online]) {
    expect(await desk.signIn(ADMIN.login, ADMIN.password)).toMatchObject({ ok: true });
  }
  const late = await imported(online, old);
  expect(late).toEqual(refusedAs('refused', { refusal: 'clock-of-request' }));
  const push = await exported(away);
  await central.engine.store.write(ORGANISATION, CAUSE, (tx) => retireDevice(tx, 'salt-lake.1'));
  expect(await imported(online, push)).toEqual(refusedAs('refused', { refusal: 'revoked' }));
  expect(await atCentral()).toEqual([]);
});

const CAUSE = {
  ...{ intentId: null, intentKind: 'revoke', actorId: null, actorName: 'Admin' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
