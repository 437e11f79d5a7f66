import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestCentral, type TestCentral } from '../../test/support/central.ts';
import { DR_DAS, ORGANISATION, SALT_LAKE } from '../../test/support/engine.ts';
import { type JoinedHost, openJoinedHost } from '../../test/support/joined-host.ts';
import { hashPassword } from './desk/password.ts';
import { createCentralAdmin } from './sync/central-admin.ts';

// An administrator at a branch's desk lets computers join, and takes them out of service.

const ADMIN = { login: 'admin', password: 'keeps the keys' };
const FRONT_DESK = { login: 'asha', password: 'opens the door' };
const HOUR_MS = 3_600_000;
/** More than central hears out. */
const GUESSES = 12;
const NOBODY = '00000000-0000-7000-8000-0000000000ff';

let central: TestCentral;
let host: JoinedHost;
const closing: AsyncDisposable[] = [];

const open = async (code: string, seed: number): Promise<JoinedHost> => {
  const { clock } = central.engine;
  const opened = await openJoinedHost({ clock, seed, centralUrl: central.url, code, ...ADMIN });
  closing.push(opened);
  return opened;
};

beforeEach(async () => {
  central = await openTestCentral();
  await central.engine.ask('save-user', {
    ...{ id: central.engine.newId(), login: FRONT_DESK.login, name: 'Asha Roy' },
    ...{ role: 'front-desk', doctorId: null, branchIds: [SALT_LAKE], active: true },
    passwordHash: await hashPassword(FRONT_DESK.password),
  });
  const device = { name: 'Salt Lake', kind: 'branch', branchId: SALT_LAKE } as const;
  host = await open(await central.newCode({ ...device, doctorId: null }), 3);
  await host.desk.watch(0, HOUR_MS);
}, 120_000);
afterEach(async () => {
  for (const one of closing.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  await central[Symbol.asyncDispose]();
});

const LAPTOP = { kind: 'doctor', id: DR_DAS } as const;
const makeCode = (password: string, place: { kind: 'branch' | 'doctor'; id: string } = LAPTOP) =>
  host.desk.ask({ kind: 'make-code', password, name: 'Dr. Das’s laptop', place });
const retire = (replica: string, password = ADMIN.password) =>
  host.desk.ask({ kind: 'retire-device', password, replica });
const refusedAs = (kind: string) => ({ ok: false, error: { kind } });

/** What central has written down of computers, and who did it. */
const auditedAtCentral = () =>
  central.engine.store.read((db) =>
    db.kysely
      .selectFrom('audit')
      .select(['intentKind', 'actorName', 'changes'])
      .where('intentKind', 'in', ['make-code', 'revoke'])
      .orderBy('no')
      .execute(),
  );

test('a code made at a desk lets a laptop join; taken out of service there, it is shown as that everywhere and not heard any more [SE17] [BK4]', async () => {
  const { clock } = central.engine;
  const made = await makeCode(ADMIN.password);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  expect(made.value).toMatchObject({ replica: 'dr-dass-laptop.1', centralAddress: central.url });
  expect(made.value.expiresAtMs - clock.nowMs()).toBe(48 * HOUR_MS);
  const laptop = await open(made.value.code, 4);
  const { replica } = made.value;
  await host.desk.shows('peers', (peers) => peers.some((peer) => peer.replica === replica));
  const peers = host.desk.rows('peers').toSorted((a, b) => (a.replica < b.replica ? -1 : 1));
  expect(peers).toMatchObject([
    { replica, name: 'Dr. Das’s laptop', kind: 'doctor', doctorId: DR_DAS, retired: false },
    { replica: 'salt-lake.1', kind: 'branch', branchId: SALT_LAKE, retired: false },
  ]);
  const heardMs = peers[0]?.heardMs;

  clock.advance(3 * HOUR_MS);
  expect(await host.desk.signIn(ADMIN.login, ADMIN.password)).toMatchObject({ ok: true });
  await host.desk.watch(0, HOUR_MS);
  expect(await retire(replica)).toEqual({ ok: true, value: null });
  await host.desk.shows('peers', (rows) => rows.some((peer) => peer.retired));
  // When it was last heard is not when it was taken out of service.
  expect(host.desk.rows('peers').find((peer) => peer.retired)).toMatchObject({ replica, heardMs });
  const { status } = await laptop.desk.next('status', (said) => said.status.state === 'refused');
  expect(status.refusal).toMatchObject({ kind: 'revoked' });
  expect(await retire(replica)).toEqual(refusedAs('unknown-device'));

  const audited = await auditedAtCentral();
  expect(audited.map(({ intentKind, actorName }) => [intentKind, actorName])).toEqual([
    // The first code was made by another way in.
    ['make-code', 'Central admin'],
    ['make-code', 'Central admin'],
    ['revoke', 'Central admin'],
  ]);
  expect(JSON.stringify(audited)).toContain(replica);
  expect(JSON.stringify(audited)).not.toContain(made.value.code);
}, 60_000);

test('nothing is done for who is no administrator, says the wrong password or asks for what is not there [SE17]', async () => {
  expect(await makeCode('a guess')).toEqual(refusedAs('wrong-password'));
  expect(await retire('salt-lake.2', 'a guess')).toEqual(refusedAs('wrong-password'));
  expect(await makeCode(ADMIN.password, { kind: 'doctor', id: NOBODY })).toEqual(
    refusedAs('unknown-place'),
  );
  // A branch is no doctor.
  expect(await makeCode(ADMIN.password, { kind: 'doctor', id: SALT_LAKE })).toEqual(
    refusedAs('unknown-place'),
  );
  expect(await retire('salt-lake.9')).toEqual(refusedAs('unknown-device'));
  expect(await retire('salt-lake.1')).toEqual(refusedAs('this-computer'));
  for (const name of ['  ', 'x'.repeat(81)]) {
    const id = central.engine.newId();
    const ask = { kind: 'make-code', password: ADMIN.password, name, place: LAPTOP };
    host.desk.send({ type: 'ask', id, ask });
    expect(await host.desk.next('refused')).toMatchObject({ id, reason: 'malformed' });
  }

  const { login, password } = FRONT_DESK;
  expect(await host.desk.signIn(login, password)).toMatchObject({ ok: true });
  expect(await makeCode(password)).toEqual(refusedAs('not-permitted'));
  expect(await retire('salt-lake.2', password)).toEqual(refusedAs('not-permitted'));
  // Nor does central take a host's word for who is an administrator.
  const admin = createCentralAdmin({
    ...{ centralUrl: central.url, organisationId: ORGANISATION, fetch, authority: null },
  });
  expect(await admin.retire(FRONT_DESK, 'salt-lake.1')).toEqual(refusedAs('not-permitted'));
  const elsewhere = createCentralAdmin({
    ...{ centralUrl: 'http://central.example', organisationId: ORGANISATION, authority: null },
    fetch: () => {
      throw new Error('The password went out in the clear.');
    },
  });
  expect(await elsewhere.retire(ADMIN, 'salt-lake.1')).toEqual(refusedAs('central-unreachable'));

  // Only the code with which this computer joined was made, and nobody went.
  expect(await auditedAtCentral()).toHaveLength(1);
});

test('who guesses the password waits, and a desk away from central does nothing but show the list [SE15] [SE17]', async () => {
  const answers: unknown[] = [];
  for (let n = 0; n < GUESSES; n += 1) answers.push(await makeCode('a guess'));
  expect(answers[0]).toEqual(refusedAs('wrong-password'));
  expect(answers.at(-1)).toMatchObject(refusedAs('too-many-attempts'));
  expect(await makeCode(ADMIN.password)).toMatchObject(refusedAs('too-many-attempts'));

  await host.desk.shows('peers', (peers) => peers.length === 1);
  host.network.set(true);
  expect(await makeCode(ADMIN.password)).toEqual(refusedAs('central-unreachable'));
  expect(await retire('salt-lake.2')).toEqual(refusedAs('central-unreachable'));
  expect(host.desk.rows('peers')).toMatchObject([{ replica: 'salt-lake.1', retired: false }]);
});
