import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPgConnector, type PgConnector } from '../server/postgres/pg-connector.ts';
import { NEW_CONTACT } from '../shared/model/choices.ts';
import { newOrganisation } from './support/central-clinic.ts';
import { openDeskClient } from './support/desk-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type NodeProcess, startNode } from './support/process.ts';

// Everything is logged that can be, and things go wrong on purpose: no log names the patient.

const programs = (path: string): string => join(import.meta.dirname, '..', path);
const MARK = 'Zephyrine';
const PATIENT = `${MARK} Quillfeather`;
const LOUD = { DAYBOOK_LOG: 'trace' };

let folder: string;
let central: NodeProcess;
let host: NodeProcess;
let connector: PgConnector;
let centralUrl: string;
let hostUrl: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-logs-'));
  writeFileSync(join(folder, 'index.html'), '');
  const database = await createTestDatabase();
  connector = openPgConnector(database.connectionString);
  const env = { ...LOUD, DATABASE_URL: database.connectionString };
  central = startNode(programs('server/main.ts'), ['--json', '--port', '0'], { env });
  centralUrl = String((await central.nextMessage()).url);
  const data = ['--data-folder', join(folder, 'data'), '--key-folder', join(folder, 'keys')];
  const page = ['--renderer', folder, '--serve', '--json'];
  host = startNode(programs('electron/host/main.ts'), [...data, ...page], { env: LOUD });
  hostUrl = String((await host.nextMessage()).url);
  closing.push(
    () => host.kill(),
    () => central.kill(),
    () => connector.close(),
    () => database.close(),
  );
}, 120_000);
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

const rowsOf = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
  (await connector.withSession((session) => session.query(sql, []))).rows as never;
const post = (path: string, body: string): Promise<Response> =>
  fetch(new URL(path, centralUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

test('a patient is booked, sought and sent, and much goes wrong: no log has the name, nor a password or code [SE13] [SE17]', async () => {
  expect((await post('/v1/organisations', JSON.stringify(newOrganisation))).status).toBe(201);
  const branchId = String((await rowsOf('select id from branch'))[0]?.id);
  const { login, password } = newOrganisation.admin;
  const wish = { login, password, name: 'Salt Lake', kind: 'branch', branchId, doctorId: null };
  const { code } = (await (await post('/v1/codes', JSON.stringify(wish))).json()) as {
    readonly code: string;
  };
  const desk = await openDeskClient(hostUrl, MARK);
  await desk.hello();
  expect(await desk.setUp({ kind: 'join', centralUrl, code })).toMatchObject({ ok: true });
  await vi.waitFor(
    async () => expect(await desk.signIn(login, password)).toMatchObject({ ok: true }),
    { timeout: 30_000, interval: 3_000 },
  );
  const patient = {
    ...{
      branchId,
      birthDate: null,
      sex: 'female' as const,
      phone: null,
      number: null,
      note: PATIENT,
      ...NEW_CONTACT,
    },
    name: PATIENT,
  };
  const save = (changes: object) =>
    desk.intend('save-patient', { id: crypto.randomUUID(), ...patient, ...changes });
  expect(await save({})).toMatchObject({ ok: true });
  await desk.ask({ kind: 'find-patients', text: MARK, limit: 5 });
  await vi.waitFor(
    async () => expect(await rowsOf('select name from patient')).toEqual([{ name: PATIENT }]),
    { timeout: 30_000, interval: 500 },
  );

  // PostgreSQL has no zero byte in a text, and says so with the text.
  await save({ name: `${PATIENT}\u0000` });
  await save({ branchId: PATIENT });
  await desk.signIn(PATIENT, PATIENT);
  desk.send({ type: 'intent', intent: { id: crypto.randomUUID(), kind: PATIENT, input: PATIENT } });
  await desk.next('outcome');
  for (const path of ['/v1/organisations', '/v1/codes', '/v1/enrol', '/v1/exchange', '/none']) {
    await post(path, JSON.stringify({ login: PATIENT, password: PATIENT, patient }));
    await post(path, `{"patient": "${PATIENT}`);
  }
  // A password on its way to central, the right one and one that is somebody's name.
  const place = { kind: 'branch', id: branchId } as const;
  const makeCode = (typed: string) =>
    desk.ask({ kind: 'make-code', password: typed, name: 'Salt Lake', place });
  expect(await makeCode(PATIENT)).toMatchObject({ ok: false, error: { kind: 'wrong-password' } });
  const made = await makeCode(password);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const leaving = { kind: 'retire-device', password, replica: 'salt-lake.9' } as const;
  expect(await desk.ask(leaving)).toEqual({ ok: false, error: { kind: 'unknown-device' } });
  desk.close();

  const logs = { central: central.stderr(), host: host.stderr() };
  expect(logs.central).toContain('incoming request');
  expect(logs.host).toContain('The intent save-patient failed.');
  for (const text of Object.values(logs)) {
    for (const secret of [MARK, password, made.value.code]) expect(text).not.toContain(secret);
  }
}, 120_000);
