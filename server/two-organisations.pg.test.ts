import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createCentralClient } from '../electron/host/sync/central-client.ts';
import type { Intent } from '../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../shared/model/service.ts';
import {
  ADMIN,
  aPush,
  type CentralClinic,
  newOrganisation,
  openCentralClinic,
  type TestDevice,
} from '../test/support/central-clinic.ts';
import {
  aBooking,
  admin,
  aPatient,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  openTestEngine,
  SALT_LAKE,
  type TestEngine,
} from '../test/support/engine.ts';
import { exchangeBy } from '../test/support/exchange-by.ts';
import { openRealCentral, type RealCentral } from '../test/support/real-central.ts';

const FOUNDING = { foundingKey: 'only whoever runs this central' };
/** Records of the two have the same ids on purpose: whoever makes ids up gains nothing. */
const PATIENT_OF_BOTH = '00000000-0000-7000-8000-00000000aaaa';
const VISIT_OF_BOTH = '00000000-0000-7000-8000-00000000bbbb';

/** A push that nothing is in, after those that were taken. */
const NEXT = { no: 1000 };

const clock = createTestClock(MONDAY_8_MS);
let folder: string;
let central: RealCentral;
const parties: { clinic: CentralClinic; device: TestDevice; engine: TestEngine }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-two-'));
  central = await openRealCentral(clock, FOUNDING);
  for (const founding of [{}, FOUNDING]) {
    const clinic = await openCentralClinic(central, clock, fetch, founding);
    const device = await clinic.enrol(folder);
    const { organisationId } = clinic;
    const book = { organisationId, replica: device.replica, centralUrl: central.url };
    const engine = await openTestEngine({ clock, seed: 51 + parties.length, book });
    parties.push({ clinic, device, engine });
  }
}, 120_000);
afterAll(async () => {
  for (const { engine } of parties) await engine.close();
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const both = () => parties as [(typeof parties)[0], (typeof parties)[0]];

const meet = async (party: (typeof parties)[0]): Promise<void> => {
  for (let n = 0; n < 3; n += 1) {
    await exchangeBy(party.engine, party.clinic.organisationId, party.device.client);
  }
};

const rowsAt = async (engine: Pick<TestEngine, 'store'>, organisationId: string) =>
  engine.store.read(async (db) => ({
    patients: await db.kysely
      .selectFrom('patient')
      .select(['id', 'name'])
      .where('organisationId', '=', organisationId)
      .execute(),
    claims: await db.kysely
      .selectFrom('claim')
      .select(['id', 'verdict', 'endorsed', 'withRight'])
      .where('organisationId', '=', organisationId)
      .execute(),
    conflicts: await db.kysely
      .selectFrom('conflict')
      .select('id')
      .where('organisationId', '=', organisationId)
      .execute(),
  }));

test('another organisation is founded by whoever has the key, and nobody else', async () => {
  const found = async (changes: object) =>
    (await central.post('/v1/organisations', { ...newOrganisation, ...changes })).status;
  expect(await found({})).toBe(409);
  expect(await found({ foundingKey: 'a guess that is long enough' })).toBe(403);
  const feeds = await central.connector.withSession((session) =>
    session.query('select 1 from book', []),
  );
  expect(feeds.rows).toHaveLength(2);
});

test('two organisations with the same ids in everything never meet [CE3]', async () => {
  expect(both().map(({ device }) => device.replica)).toEqual(['salt-lake.1', 'salt-lake.1']);
  for (const [n, party] of both().entries()) {
    const { engine, clinic } = party;
    await meet(party);
    const newPatient = { ...aPatient(PATIENT_OF_BOTH, `Of clinic ${n}`), branchId: SALT_LAKE };
    await bringService(party);
    const input = aBooking(VISIT_OF_BOTH, '10:00', { patientId: PATIENT_OF_BOTH, newPatient });
    const intent = { id: engine.newId(), kind: 'book', input, atMs: clock.nowMs() } as Intent;
    expect(await engine.execute(clinic.organisationId, admin, intent)).toMatchObject({ ok: true });
    await meet(party);
  }
  for (const party of both()) await meet(party);
  for (const [n, { engine, clinic }] of both().entries()) {
    const { organisationId } = clinic;
    for (const place of [engine, central.engine]) {
      expect(await rowsAt(place, organisationId)).toEqual({
        patients: [{ id: PATIENT_OF_BOTH, name: `Of clinic ${n}` }],
        claims: [{ id: VISIT_OF_BOTH, verdict: 'active', endorsed: false, withRight: true }],
        conflicts: [],
      });
    }
    const { organisationId: other } = parties[1 - n]?.clinic ?? { organisationId: '' };
    expect(await rowsAt(engine, other)).toEqual({ patients: [], claims: [], conflicts: [] });
  }
});

async function bringService(party: (typeof parties)[0]): Promise<void> {
  const service = {
    name: 'Consultation',
    durationMin: 15,
    hue: 'green',
    ...PLAIN_SERVICE,
    active: true,
  };
  const id = aBooking(VISIT_OF_BOTH, '10:00').serviceId;
  await party.clinic.ask('save-service', { id, ...service });
  await meet(party);
}

test('a device signs for its own organisation; one whose program does not say which is found by its key [CE3]', async () => {
  const [first, second] = both();
  const as = async (device: TestDevice, named: { readonly organisationId?: string }) => {
    const client = createCentralClient({
      ...{ centralUrl: central.url, replica: device.replica, former: null, key: device.key },
      ...{ clock, fetch },
      ...named,
    });
    const answer = await client.exchange(aPush(clock, NEXT));
    return answer.ok ? 'taken' : answer.error.kind;
  };
  const { organisationId } = second.clinic;
  expect(await as(second.device, { organisationId })).toBe('taken');
  expect(await as(second.device, {})).toBe('taken');
  expect(await as(first.device, {})).toBe('taken');
  expect(await as(first.device, { organisationId })).toBe('bad-signature');
  expect(await as(first.device, { organisationId: DR_DAS })).toBe('unknown-replica');
  expect(await as(first.device, { organisationId: "' or true --" })).toBe('unknown-replica');
});

test('a line hears of its own organisation alone [CE3]', async () => {
  const [first, second] = both();
  const { url, headers } = first.device.client.wakeRequest();
  const socket = new WebSocket(url, { headers });
  const heard: Buffer[] = [];
  socket.on('message', (data) => heard.push(data as Buffer));
  await new Promise((resolve) => socket.once('open', resolve));
  await meet(first);
  heard.length = 0;
  const patient = (name: string) => ({
    ...aPatient(first.engine.newId(), name),
    branchId: SALT_LAKE,
  });
  await second.clinic.ask('save-patient', patient('Elsewhere'));
  const told = new Promise((resolve) => socket.once('message', resolve));
  await first.clinic.ask('save-patient', patient('Here'));
  await told;
  expect(heard).toHaveLength(1);
  socket.terminate();
});

test('an administrator reaches into no other organisation [CE3]', async () => {
  const [first, second] = both();
  const { organisationId } = second.clinic;
  const revoke = async (named: object) =>
    central.post('/v1/revocations', { ...ADMIN, replica: 'salt-lake.1', ...named });
  expect(await revoke({})).toEqual({ status: 400, body: { kind: 'which-organisation' } });
  expect((await revoke({ organisationId: DR_DAS })).status).toBe(401);
  expect((await revoke({ organisationId })).status).toBe(200);
  const answers = await Promise.all(
    [first, second].map(({ device }) => device.client.exchange(aPush(clock, NEXT))),
  );
  expect(answers.map((answer) => (answer.ok ? 'taken' : answer.error.kind))).toEqual([
    'taken',
    'revoked',
  ]);
});
