import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type CentralClient, createCentralClient } from '../electron/host/sync/central-client.ts';
import { enrolDevice } from '../electron/host/sync/enrol-device.ts';
import { type DeviceKey, openDeviceKey } from '../electron/host/sync/open-device-key.ts';
import { pushColumns } from '../shared/engine/exchange/wire-columns.ts';
import type { Intent } from '../shared/model/intent.ts';
import type { PushHeader } from '../shared/wire/exchange/frame-header.ts';
import { EXCHANGE_PATH } from '../shared/wire/exchange/paths.ts';
import { signedText } from '../shared/wire/exchange/signature.ts';
import { PROTOCOL_VERSION } from '../shared/wire/protocol-version.ts';
import { ADMIN, aPush, newOrganisation } from '../test/support/central-clinic.ts';
import {
  admin,
  aPatient,
  aSeries,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  PATIENT,
  SALT_LAKE,
  type TestClock,
} from '../test/support/engine.ts';
import { openRealCentral, quickHash, type RealCentral } from '../test/support/real-central.ts';

const HOUR_MS = 3_600_000;

let clock: TestClock;
let central: RealCentral;
let folder: string;

beforeEach(async () => {
  clock = createTestClock(MONDAY_8_MS);
  central = await openRealCentral(clock);
  folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
});
afterEach(async () => {
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };

const organisationId = async (): Promise<string> =>
  (await central.engine.loadBook())?.organisationId ?? '';

async function ask(kind: Intent['kind'], input: unknown): Promise<void> {
  const intent = { id: central.engine.newId(), kind, input, atMs: clock.nowMs() } as Intent;
  const done = await central.engine.execute(await organisationId(), admin, intent);
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

/** Two branches are too many here: one, with a doctor, a session every day and a patient. */
async function setUpClinic(): Promise<void> {
  expect((await central.post('/v1/organisations', newOrganisation)).status).toBe(201);
  await ask('save-branch', { id: SALT_LAKE, name: 'Salt Lake', ...hours });
  const doctor = { id: DR_DAS, name: 'Priya Das', speciality: 'ENT', active: true };
  await ask('save-doctor', { ...doctor, kind: 'full-time', branchIds: [SALT_LAKE] });
  await ask('create-series', aSeries(central.engine.newId()));
}

const newCode = (name = 'Salt Lake'): Promise<string> =>
  central.newCode(ADMIN, { name, kind: 'branch', branchId: SALT_LAKE });

interface Device {
  readonly replica: string;
  readonly key: DeviceKey;
  readonly client: CentralClient;
}

const clientOf = (replica: string, key: DeviceKey): CentralClient =>
  createCentralClient({ centralUrl: central.url, replica, former: null, key, clock, fetch });

async function enrolled(): Promise<Device> {
  await setUpClinic();
  const key = openDeviceKey(folder);
  const shown = { code: await newCode(), name: 'Daybook', publicKey: key.publicKey };
  const answer = await enrolDevice(fetch, central.url, shown);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const { replica } = answer.value;
  return { replica, key, client: clientOf(replica, key) };
}

const aFrame = (changes: Partial<PushHeader> = {}, bodies: readonly Uint8Array[] = []) =>
  aPush(clock, changes, bodies);

const refusalOf = async ({ client }: Device, frame: Uint8Array): Promise<string> => {
  const answer = await client.exchange(frame);
  return answer.ok ? 'none' : answer.error.kind;
};

describe('an organisation', () => {
  test('is taken by a central that has none, and no second one', async () => {
    expect((await central.post('/v1/organisations', newOrganisation)).status).toBe(201);
    const second = await central.post('/v1/organisations', {
      ...newOrganisation,
      organisationName: 'Hill Clinics',
    });
    expect(second).toEqual({ status: 409, body: { kind: 'already-set-up' } });
  });

  test('with a zone that is none is refused, and another may follow', async () => {
    const branch = { ...newOrganisation.branch, timeZone: 'Asia/Nowhere' };
    const refused = await central.post('/v1/organisations', { ...newOrganisation, branch });
    expect(refused.status).toBe(400);
    expect((await central.post('/v1/organisations', newOrganisation)).status).toBe(201);
  });
});

describe('codes', () => {
  beforeEach(setUpClinic);
  const asked = { ...ADMIN, name: 'X', kind: 'branch', branchId: SALT_LAKE, doctorId: null };
  const statusOf = async (changes: object): Promise<number> =>
    (await central.post('/v1/codes', { ...asked, ...changes })).status;

  test('are for administrators, and for places there are', async () => {
    await ask('save-user', {
      id: central.engine.newId(),
      login: 'asha',
      name: 'Asha Roy',
      role: 'front-desk',
      doctorId: null,
      branchIds: [],
      passwordHash: await quickHash('morning'),
      active: true,
    });
    expect(await statusOf({})).toBe(200);
    expect(await statusOf({ login: 'asha', password: 'morning' })).toBe(403);
    expect(await statusOf({ password: 'wrong' })).toBe(401);
    expect(await statusOf({ login: 'nobody' })).toBe(401);
    expect(await statusOf({ branchId: PATIENT })).toBe(404);
    expect(await statusOf({ branchId: null })).toBe(400);
    expect(await statusOf({ branchId: "'; drop table book; --" })).toBe(400);
  });

  test('whoever guesses passwords has to wait', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push(await statusOf({ password: `wrong ${i}` }));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await statusOf({})).toBe(429);
    clock.advance(HOUR_MS);
    expect(await statusOf({})).toBe(200);
  });

  test('are stored as hashes, and each has a replica to itself', async () => {
    const codes = [await newCode('Salt Lake'), await newCode('Salt Lake')];
    const { rows } = await central.connector.withSession((session) =>
      session.query('select code_hash, replica from enrolment_code order by replica', []),
    );
    expect(rows).toMatchObject([{ replica: 'salt-lake.1' }, { replica: 'salt-lake.2' }]);
    expect(codes[0]).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
  });
});

describe('a device', () => {
  const show = (code: string, name = 'a') => {
    const inFolder = join(folder, name);
    const { publicKey } = openDeviceKey(mkdtempSync(`${inFolder}-`));
    return enrolDevice(fetch, central.url, { code, name: 'Daybook', publicKey });
  };
  beforeEach(setUpClinic);

  test('enrols with a code, however it is typed, and the code is worth nothing afterwards', async () => {
    const code = await newCode();
    const typed = code.toLowerCase().replaceAll('-', ' ');
    expect(await show(typed)).toMatchObject({
      ok: true,
      value: { replica: 'salt-lake.1', kind: 'branch', branchId: SALT_LAKE, isSample: false },
    });
    expect(await show(code)).toEqual({ ok: false, error: { kind: 'wrong-code' } });
  });

  test('that did not get the answer shows its code again', async () => {
    const shown = { code: await newCode(), name: 'X', publicKey: openDeviceKey(folder).publicKey };
    const first = await enrolDevice(fetch, central.url, shown);
    expect(first.ok).toBe(true);
    expect(await enrolDevice(fetch, central.url, shown)).toEqual(first);
  });

  test('with a wrong code, one too old, or a key that is none is refused', async () => {
    expect(await show('ABCD-EFGH-JKMN')).toEqual({ ok: false, error: { kind: 'wrong-code' } });
    const late = await newCode();
    clock.advance(49 * HOUR_MS);
    expect(await show(late)).toEqual({ ok: false, error: { kind: 'wrong-code' } });
    const enrolment = { protocol: 1, code: await newCode(), name: 'X', publicKey: 'AAAA' };
    expect((await central.post('/v1/enrol', enrolment)).status).toBe(400);
  });

  test('of another version of the protocol is told which one central speaks', async () => {
    const enrolment = { protocol: 99, something: 'new' };
    expect(await central.post('/v1/enrol', enrolment)).toEqual({
      status: 426,
      body: { kind: 'protocol-unsupported', protocol: PROTOCOL_VERSION },
    });
  });

  test('that tries codes has to wait', async () => {
    const enrolment = { protocol: 1, name: 'X', publicKey: openDeviceKey(folder).publicKey };
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      statuses.push((await central.post('/v1/enrol', { ...enrolment, code: `WRONG-${i}` })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  });

  test('that is the first of its branch becomes the home of its sessions, a second does not', async () => {
    const homes = async () =>
      (
        await central.connector.withSession((session) =>
          session.query(
            `select distinct b.home_replica as branch, s.home_replica as session, s.confirmed
             from branch b join session s on s.branch_id = b.id`,
            [],
          ),
        )
      ).rows;
    expect(await homes()).toEqual([{ branch: null, session: 'central', confirmed: true }]);
    await show(await newCode(), 'a');
    const own = { branch: 'salt-lake.1', session: 'salt-lake.1', confirmed: true };
    expect(await homes()).toEqual([own]);
    await show(await newCode(), 'b');
    expect(await homes()).toEqual([own]);
  });
});

describe('an exchange', () => {
  let device: Device;
  beforeEach(async () => {
    device = await enrolled();
  });
  /** It is still up, and nothing that was tried hurt it. */
  const worksOn = async () => {
    expect(await refusalOf(device, aFrame())).toBe('none');
    expect((await fetch(new URL('/health', central.url))).status).toBe(200);
  };

  const patients = (text: string): [Partial<PushHeader>, readonly Uint8Array[]] => {
    const body = new TextEncoder().encode(text);
    const columns =
      'organisation_id,id,branch_id,name,birth_date,sex,phone,number,note,dot_replica,dot_counter,vector,intent,hlc,ext';
    const section = { kind: 'patient', rows: 1, bytes: body.byteLength };
    return [
      { no: 2, maxCounter: 1, sections: [{ ...section, columns: columns.split(',') }] },
      [body],
    ];
  };

  test('takes frames of the device, and gives the branch its book', async () => {
    const answer = await device.client.exchange(aFrame());
    expect(answer.ok && new TextDecoder().decode(answer.value)).toContain('Priya Das');
  });

  test.each([
    ['nothing', () => new Uint8Array()],
    ['no frame', () => new TextEncoder().encode('{"a": 1}\nrest')],
    ['half of a frame', () => aFrame().subarray(0, 60)],
    ['a frame cut off in a section', () => aFrame(...patients('a\tb\n')).subarray(0, -2)],
    ['a frame that goes on too long', () => Buffer.concat([aFrame(), Buffer.from('more')])],
    ['columns of no record', () => aFrame(...patients('a\tb\n'))],
    ['a header of no version', () => Buffer.from(`${'['.repeat(100_000)}\n`)],
  ])('refuses %s', async (_what, frame) => {
    expect(await refusalOf(device, frame())).toBe('malformed');
    await worksOn();
  });

  test('refuses values that no record can have, and logs no patient', async () => {
    const columns = [...pushColumns('patient')];
    const values: Record<string, string> = {
      id: 'Meera Iyer, allergic',
      name: 'Meera Iyer',
      sex: 'female',
      note: 'a private matter',
    };
    const line = columns.map((column) => values[column] ?? '\\N').join('\t');
    const body = new TextEncoder().encode(`${line}\n`);
    const section = { kind: 'patient', columns, rows: 1, bytes: body.byteLength };
    const frame = aFrame({ no: 2, maxCounter: 1, sections: [section] }, [body]);
    expect(await refusalOf(device, frame)).toBe('malformed');
    expect(central.log()).toContain('The database refused a frame.');
    expect(central.log()).not.toMatch(/Meera|private/);
    await worksOn();
  });

  test('refuses another version of the protocol', async () => {
    expect(await refusalOf(device, aFrame({ protocol: 99 }))).toBe('protocol-unsupported');
    await worksOn();
  });

  test('refuses a device that says it is another', async () => {
    const frame = aFrame({ replica: 'park-street.1' });
    expect(await refusalOf(device, frame)).toBe('unknown-replica');
    const posing = { ...device, client: clientOf('park-street.1', device.key) };
    expect(await refusalOf(posing, frame)).toBe('unknown-replica');
    const other = openDeviceKey(mkdtempSync(join(folder, 'other-')));
    const thief = { ...device, client: clientOf(device.replica, other) };
    expect(await refusalOf(thief, aFrame())).toBe('bad-signature');
    await worksOn();
  });

  test('refuses what is not signed', async () => {
    const body = new Uint8Array(aFrame());
    const headers = { 'content-type': 'application/octet-stream' };
    const url = new URL(EXCHANGE_PATH, central.url);
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(401);
    await worksOn();
  });

  test('refuses a device that an administrator revoked, and its line ends', async () => {
    const { url, headers } = device.client.wakeRequest();
    const socket = new WebSocket(url, { headers });
    await once(socket, 'open');
    const { replica } = device;
    const revoke = async (changes: object): Promise<number> =>
      (await central.post('/v1/revocations', { ...ADMIN, replica, ...changes })).status;
    expect(await revoke({ password: 'wrong' })).toBe(401);
    expect(await refusalOf(device, aFrame())).toBe('none');
    expect(await revoke({ replica: 'park-street.1' })).toBe(404);
    const closed = once(socket, 'close');
    expect(await revoke({})).toBe(200);
    await closed;
    expect(await refusalOf(device, aFrame())).toBe('revoked');
  });

  test('refuses what unpacks to more than a frame', async () => {
    const bomb = new Uint8Array(zstdCompressSync(new Uint8Array(200_000_000)));
    expect(bomb.byteLength).toBeLessThan(100_000);
    // The device's client would pack the bomb once more, and so take its sting.
    const { key, replica } = device;
    const sentAtMs = clock.nowMs();
    const bodyHash = createHash('sha256').update(bomb).digest('hex');
    const nonce = 'a'.repeat(22);
    const about = { method: 'POST', path: EXCHANGE_PATH, replica, sentAtMs, nonce, bodyHash };
    const text = signedText(about);
    const answer = await fetch(new URL(EXCHANGE_PATH, central.url), {
      method: 'POST',
      body: bomb,
      headers: {
        'content-type': 'application/octet-stream',
        'content-encoding': 'zstd',
        'x-daybook-replica': replica,
        'x-daybook-sent-at': String(sentAtMs),
        'x-daybook-nonce': nonce,
        'x-daybook-signature': key.sign(text),
      },
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ kind: 'too-large' });
    await worksOn();
  });

  test('refuses a body that is too large as it comes, and a line that breaks off', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const url = new URL(EXCHANGE_PATH, central.url);
    const body = new Uint8Array(9_000_000);
    const status = await fetch(url, { method: 'POST', body, headers }).then(
      (answer) => answer.status,
      // The server may hang up on the rest of it.
      () => 413,
    );
    expect(status).toBe(413);
    const line = connect(Number(url.port), url.hostname);
    await once(line, 'connect');
    line.write(`POST ${EXCHANGE_PATH} HTTP/1.1\r\ncontent-length: 1000\r\n\r\nhalf`);
    line.destroy();
    await worksOn();
  });
});

describe('a wake', () => {
  const open = (device: Device): WebSocket => {
    const { url, headers } = device.client.wakeRequest();
    return new WebSocket(url, { headers });
  };

  test('comes when something changed that the replica was not given, and only then', async () => {
    const device = await enrolled();
    const socket = open(device);
    await once(socket, 'open');
    const wakes: string[] = [];
    socket.on('message', (data) => wakes.push(String(data)));
    const answer = await device.client.exchange(aFrame());
    expect(answer.ok).toBe(true);
    wakes.length = 0;
    await device.client.exchange(aFrame());
    const woken = once(socket, 'message');
    await ask('save-patient', { ...aPatient(PATIENT, 'Meera Iyer'), branchId: SALT_LAKE });
    await woken;
    expect(wakes).toHaveLength(1);
    socket.terminate();
  });

  test('is refused to who does not sign, and to other addresses', async () => {
    const device = await enrolled();
    const statusOf = (url: string, headers: Record<string, string>): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, { headers });
        socket.on('error', () => undefined);
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('open', () => resolve(101));
      });
    const { url, headers } = device.client.wakeRequest();
    expect(await statusOf(url, {})).toBe(401);
    expect(await statusOf(`${url}/elsewhere`, headers)).toBe(404);
    expect(await statusOf(url, { ...headers, 'x-daybook-signature': 'AAAA' })).toBe(401);
    await central.connector.withSession((session) =>
      session.query('update device set revoked_at_ms = 1', []),
    );
    expect(await statusOf(url, headers)).toBe(403);
  });
});
