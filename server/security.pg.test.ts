import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createCentralAdmin } from '../electron/host/sync/central-admin.ts';
import { createCentralClient } from '../electron/host/sync/central-client.ts';
import type { Fetch } from '../electron/host/sync/central-request.ts';
import { enrolHere } from '../electron/host/sync/enrol-here.ts';
import { keepClient } from '../electron/host/sync/keep-client.ts';
import { createNetworkSwitch } from '../electron/host/sync/network-switch.ts';
import { openDeviceKey, openDeviceKeys } from '../electron/host/sync/open-device-key.ts';
import { createTrustingFetch, loadAuthority } from '../electron/host/sync/trusted-authority.ts';
import { REPLICA_HEADER } from '../shared/wire/exchange/signature.ts';
import {
  ADMIN,
  aPush,
  openCentralClinic,
  type TestDevice,
} from '../test/support/central-clinic.ts';
import { createTestAuthority } from '../test/support/certificates.ts';
import { createTestClock, MONDAY_8_MS, SALT_LAKE, type TestClock } from '../test/support/engine.ts';
import { openRealCentral, type RealCentral } from '../test/support/real-central.ts';

const DAY_MS = 86_400_000;

let clock: TestClock;
let folder: string;
let central: RealCentral;

beforeEach(() => {
  clock = createTestClock(MONDAY_8_MS);
  folder = mkdtempSync(join(tmpdir(), 'daybook-security-'));
});
afterEach(async () => {
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const refusalOf = async ({ client }: Pick<TestDevice, 'client'>, frame = aPush(clock)) => {
  const answer = await client.exchange(frame);
  return answer.ok ? 'none' : answer.error.kind;
};
/** The status that the opening of a line is answered with. */
const wakeStatus = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
    socket.on('open', () => resolve(101));
  });

const organisationAt = async ({ engine }: RealCentral): Promise<string> =>
  (await engine.loadBook())?.organisationId ?? '';

const devicesAt = async ({ connector }: RealCentral) =>
  (
    await connector.withSession((session) =>
      session.query('select replica, revoked_at_ms from device order by replica', []),
    )
  ).rows;

describe('a signed request', () => {
  beforeEach(async () => {
    central = await openRealCentral(clock);
  });

  test('is taken once: caught on its way and sent again, it is refused [SE4]', async () => {
    const sent: { url: unknown; init: RequestInit }[] = [];
    const listening: Fetch = async (url, init) => {
      sent.push({ url, init: init ?? {} });
      return fetch(url, init);
    };
    const clinic = await openCentralClinic(central, clock, listening);
    const device = await clinic.enrol(folder);
    expect(await refusalOf(device)).toBe('none');
    const caught = sent.at(-1);
    const again = await fetch(String(caught?.url), caught?.init);
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ kind: 'replayed' });
    clock.advance(6 * 60_000);
    const late = await fetch(String(caught?.url), caught?.init);
    expect(await late.json()).toMatchObject({ kind: 'clock-of-request' });
    expect(await refusalOf(device)).toBe('none');
    const { url, headers } = device.client.wakeRequest();
    expect(await wakeStatus(url, headers)).toBe(101);
    expect(await wakeStatus(url, headers)).toBe(409);
  });

  test('of a clock wrong by years is signed again by central’s, and taken [SE5]', async () => {
    const clinic = await openCentralClinic(central, clock);
    const { replica, key } = await clinic.enrol(folder);
    let requests = 0;
    const counting: Fetch = (url, init) => {
      requests += 1;
      return fetch(url, init);
    };
    for (const years of [-30, 30]) {
      requests = 0;
      const client = createCentralClient({
        ...{ centralUrl: central.url, replica, former: null, key, fetch: counting },
        clock: { nowMs: () => clock.nowMs() + years * 365 * DAY_MS },
      });
      expect(await refusalOf({ client })).toBe('none');
      expect(requests).toBe(2);
      expect(await refusalOf({ client })).toBe('none');
      expect(requests).toBe(3);
    }
  });

  test('names are forgotten when they are too old to be taken again', async () => {
    const clinic = await openCentralClinic(central, clock);
    const device = await clinic.enrol(folder);
    const seen = async (): Promise<number> =>
      (
        await central.connector.withSession((session) =>
          session.query('select 1 from seen_request', []),
        )
      ).rows.length;
    for (let n = 0; n < 99; n += 1) await refusalOf(device);
    expect(await seen()).toBe(99);
    clock.advance(11 * 60_000);
    await refusalOf(device);
    expect(await seen()).toBe(1);
  });
});

describe('a device', () => {
  beforeEach(async () => {
    central = await openRealCentral(clock);
  });

  test('changes its key after a while; the old one is worth nothing once the new one is used [SE6]', async () => {
    const clinic = await openCentralClinic(central, clock);
    const own = mkdtempSync(join(folder, 'device-'));
    const { replica, key: first } = await clinic.enrol(folder);
    const thief = clinic.clientOf(replica, first);
    // The same key, in the folder of a host that has used it for a while.
    openDeviceKey(own);
    const keys = openDeviceKeys(own);
    expect(await refusalOf({ client: clinic.clientOf(replica, keys.current()) })).toBe(
      'bad-signature',
    );
    const announced = await clinic.clientOf(replica, first).announceKey(keys.current());
    expect(announced).toEqual({ ok: true, value: null });
    expect(await refusalOf({ client: thief })).toBe('none');
    const kept = keepClient(
      { organisationId: await organisationAt(central), replica, incarnationOf: null },
      { centralUrl: central.url, keys, clock, fetch, onError: () => undefined },
    );
    expect(await refusalOf({ client: { ...clinic.clientOf(replica, first), ...kept } })).toBe(
      'none',
    );
    expect(await refusalOf({ client: thief })).toBe('bad-signature');
    const before = keys.current().publicKey;
    const longAgo = new Date(clock.nowMs() - 91 * DAY_MS);
    utimesSync(join(own, 'device-key.pem'), longAgo, longAgo);
    const works = async () => expect((await kept.exchange(aPush(clock))).ok).toBe(true);
    await works();
    expect(keys.current().publicKey).not.toBe(before);
    await works();
    await works();
  });

  test('takes a key only from who has the old one and shows the new one’s proof', async () => {
    const clinic = await openCentralClinic(central, clock);
    const [device, other] = [await clinic.enrol(folder), await clinic.enrol(folder)];
    const stranger = clinic.clientOf(device.replica, other.key);
    expect(await stranger.announceKey(other.key)).toMatchObject({
      ok: false,
      error: { kind: 'bad-signature' },
    });
    const posing = { publicKey: other.key.publicKey, sign: device.key.sign };
    expect(await device.client.announceKey(posing)).toMatchObject({
      ok: false,
      error: { kind: 'malformed' },
    });
    expect(await refusalOf(device)).toBe('none');
  });

  test('is not needed for others to know a computer: one that joined is listed at once [SE17]', async () => {
    const clinic = await openCentralClinic(central, clock);
    const { replica } = await clinic.enrol(folder);
    const { rows } = await central.connector.withSession((session) =>
      session.query('select replica, retired, heard_ms from peer where replica = $1', [replica]),
    );
    expect(rows).toEqual([{ replica, retired: false, heard_ms: clock.nowMs() }]);
  });

  test('goes on under a new name only in its own place [SE7]', async () => {
    const clinic = await openCentralClinic(central, clock);
    const [thief, victim] = [await clinic.enrol(folder), await clinic.enrol(folder)];
    const as = (replica: string, of: string) => {
      const client = createCentralClient({
        ...{ centralUrl: central.url, replica, former: thief.replica },
        ...{ key: thief.key, clock, fetch },
      });
      const frame = aPush(clock, { replica, incarnation: { of, replaces: true } });
      return refusalOf({ client }, frame);
    };
    const before = await devicesAt(central);
    expect(await as('salt-lake.2~aaaaaaaa', victim.replica)).toBe('unknown-replica');
    expect(await as('central', thief.replica)).toBe('unknown-replica');
    expect(await as('salt-lake.7', thief.replica)).toBe('unknown-replica');
    expect(await as('salt-lake.1~a~b', thief.replica)).toBe('unknown-replica');
    expect(await devicesAt(central)).toEqual(before);
    expect(await as('salt-lake.1~aaaaaaaa', thief.replica)).toBe('none');
  });
});

describe('an address', () => {
  test('that is refused again and again is not listened to for a while [SE8]', async () => {
    central = await openRealCentral(clock, { refusedByAddress: { burst: 5, perSecond: 1 } });
    const clinic = await openCentralClinic(central, clock);
    const device = await clinic.enrol(folder);
    const statusOf = async (): Promise<number> => (await fetch(`${central.url}/none`)).status;
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push(await statusOf());
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
    const refused = await fetch(`${central.url}/none`);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ kind: 'too-many-requests' });
    const { url, headers } = device.client.wakeRequest();
    expect(await wakeStatus(url, headers)).toBe(429);
    clock.advance(10_000);
    expect(await wakeStatus(url, headers)).toBe(101);
    for (let n = 0; n < 20; n += 1) expect(await refusalOf(device)).toBe('none');
  });

  test('of a proxy says who asked; anything that did not come encrypted is refused [SE1]', async () => {
    const security = { kind: 'behind-proxy', proxies: ['127.0.0.1'] } as const;
    central = await openRealCentral(clock, {
      security,
      refusedByAddress: { burst: 2, perSecond: 0.01 },
    });
    const ask = (path: string, headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        const sent = request(new URL(path, central.url), { headers }, (answer) => {
          answer.resume();
          const hsts = answer.headers['strict-transport-security'];
          resolve(hsts === 'max-age=31536000' ? (answer.statusCode ?? 0) : 0);
        });
        sent.once('error', reject);
        sent.end();
      });
    const from = (address: string, proto = 'https') => ({
      'x-forwarded-for': address,
      'x-forwarded-proto': proto,
    });
    expect(await ask('/health', {})).toBe(200);
    expect(await ask('/none', from('203.0.113.5', 'http'))).toBe(403);
    expect(await ask('/none', from('203.0.113.5'))).toBe(404);
    expect(await ask('/none', from('203.0.113.5'))).toBe(429);
    expect(await ask('/none', from('203.0.113.6'))).toBe(404);
  });
});

test('a private authority is trusted by its fingerprint in the address, and only it [SE3]', async () => {
  const authority = createTestAuthority('Clinic authority');
  const files = authority.issue(folder);
  const viaAuthority: { current: Fetch } = { current: fetch };
  central = await openRealCentral(clock, {
    security: { kind: 'tls', ...files },
    fetch: (url, init) => viaAuthority.current(url, init),
  });
  expect(central.url).toMatch(/^https:/);
  const joinAt = (address: string, code = 'K7QF-29DM-TX4H') =>
    enrolHere({ folder, fetch, network: createNetworkSwitch() }, address, code);
  const unreachable = { ok: false, error: { kind: 'central-unreachable' } };
  expect(await joinAt(central.url)).toMatchObject(unreachable);
  expect(await joinAt(`${central.url}/#sha256=${'0'.repeat(64)}`)).toMatchObject(unreachable);
  expect(await joinAt(`${central.url}/#something`)).toMatchObject(unreachable);
  expect(loadAuthority(folder)).toBeNull();
  const address = `${central.url}/#sha256=${authority.fingerprint}`;
  expect(await joinAt(address)).toEqual({ ok: false, error: { kind: 'wrong-code' } });
  expect(loadAuthority(folder)).toBeNull();

  viaAuthority.current = createTrustingFetch(readFileSync(files.certFile, 'utf8'));
  const clinic = await openCentralClinic(central, clock, viaAuthority.current);
  const joined = await joinAt(address, await clinic.newCode());
  expect(joined).toMatchObject({ ok: true, value: { replica: 'salt-lake.1' } });
  const ca = loadAuthority(folder) ?? '';
  // A code that is made from here is shown with the address by which the next one trusts it, too.
  const administration = createCentralAdmin({
    ...{ centralUrl: central.url, organisationId: clinic.organisationId },
    ...{ fetch: createTrustingFetch(ca), authority: ca },
  });
  const place = { kind: 'branch' as const, branchId: SALT_LAKE, doctorId: null, branchIds: [] };
  const made = await administration.makeCode(ADMIN, { name: 'Salt Lake', ...place });
  expect(made).toMatchObject({ ok: true, value: { centralAddress: address } });
  const client = createCentralClient({
    ...{ centralUrl: central.url, replica: 'salt-lake.1', former: null, clock },
    ...{ key: openDeviceKey(folder), fetch: createTrustingFetch(ca) },
  });
  expect(await refusalOf({ client })).toBe('none');
  const { url, headers } = client.wakeRequest();
  expect(url).toMatch(/^wss:/);
  expect(headers[REPLICA_HEADER]).toBe('salt-lake.1');
  const opened = (trust: object): Promise<boolean> =>
    new Promise((resolve) => {
      const wake = client.wakeRequest();
      const socket = new WebSocket(wake.url, { headers: wake.headers, ...trust });
      socket.once('open', () => {
        socket.terminate();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  expect([await opened({ ca }), await opened({})]).toEqual([true, false]);
  // Another authority, of the same name, vouches for nothing.
  const imposter = createTestAuthority('Clinic authority');
  expect(await joinAt(`${central.url}/#sha256=${imposter.fingerprint}`)).toMatchObject(unreachable);
});
