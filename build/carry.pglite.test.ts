import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNodeChecker } from '../electron/host/backup/backup-checker.ts';
import { openBook } from '../electron/host/open-book.ts';
import { createCentralClient } from '../electron/host/sync/central-client.ts';
import { enrolDevice } from '../electron/host/sync/enrol-device.ts';
import { type DeviceKey, openDeviceKey } from '../electron/host/sync/open-device-key.ts';
import { openTestCentral, type TestCentral } from '../test/support/central.ts';
import {
  aPatient,
  createTestClock,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
} from '../test/support/engine.ts';

const CARRY = join(import.meta.dirname, 'carry.ts');
const NAME = 'Zephyrine Quillfeather';

let central: TestCentral;
let scratch: string;
beforeEach(async () => {
  central = await openTestCentral();
  scratch = mkdtempSync(join(tmpdir(), 'daybook-carry-'));
  mkdirSync(join(scratch, 'data'));
});
afterEach(async () => {
  await central[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true, force: true });
});

function carry(...args: readonly string[]) {
  const folders = ['--data-folder', join(scratch, 'data'), '--key-folder', join(scratch, 'keys')];
  const run = spawnSync(process.execPath, [CARRY, ...folders, ...args], { encoding: 'utf8' });
  return { code: run.status, said: run.stdout.trim(), complained: run.stderr.trim() };
}

async function joinAs(name: string, branchId: string, key: DeviceKey) {
  const code = await central.newCode({ name, kind: 'branch', branchId, doctorId: null });
  const enrolled = await enrolDevice(fetch, central.url, { code, name, publicKey: key.publicKey });
  if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.error));
  const { replica } = enrolled.value;
  const about = { centralUrl: central.url, organisationId: ORGANISATION, former: null };
  const client = createCentralClient({
    ...about,
    replica,
    key,
    clock: central.engine.clock,
    fetch,
  });
  return { replica, client };
}

/** An encrypted book that central has answered once, and that has a patient to tell it of. */
async function workOffline(patientId: string): Promise<void> {
  const place = { dataFolder: join(scratch, 'data'), keyFolder: join(scratch, 'keys') };
  const options = { ...place, templateFolder: null };
  const hands = { shell: null, nowMs: Date.now, onAbort: () => undefined };
  const { database, seal } = await openBook(options, {
    ...hands,
    checker: createNodeChecker(options),
  });
  const key = openDeviceKey(join(scratch, 'data'), seal);
  const { replica, client } = await joinAs('Salt Lake', SALT_LAKE, key);
  // Half a year from central’s, as the program run below will have it.
  const clock = createTestClock(Date.now());
  const book = { replica, centralUrl: central.url };
  const engine = await openTestEngine({ connector: database.connector, clock, book });
  const answer = await client.exchange(await engine.nextPush(ORGANISATION));
  if (!answer.ok) throw new Error(answer.error.detail);
  await engine.takeAnswer(ORGANISATION, answer.value, clock.nowMs());
  const saved = await engine.ask('save-patient', aPatient(patientId, NAME));
  expect(saved).toMatchObject({ ok: true });
  await database.close();
}

test('from the command line, what waits goes out as a file and the answer is taken [CA2]', async () => {
  const patientId = central.engine.newId();
  await workOffline(patientId);
  const [push, answer] = [join(scratch, 'push.daybook'), join(scratch, 'answer.daybook')];
  expect(carry('export', push)).toMatchObject({ code: 0, complained: '' });
  expect(readFileSync(push).includes('Quillfeather')).toBe(false);
  // Nothing is written over.
  expect(carry('export', push)).toMatchObject({ code: 1 });
  expect(carry('import', push).complained).toContain('own-push');

  const carrier = openDeviceKey(mkdtempSync(join(scratch, 'carrier-')));
  const { client } = await joinAs('Park Street', PARK_STREET, carrier);
  const carried = await client.carry(readFileSync(push));
  if (!carried.ok) throw new Error(JSON.stringify(carried.error));
  const rows = await central.engine.store.read((db) =>
    db.kysely.selectFrom('patient').select('name').where('id', '=', patientId).execute(),
  );
  expect(rows).toEqual([{ name: NAME }]);
  writeFileSync(answer, carried.value.subarray(0, -1));
  expect(carry('import', answer).complained).toContain('damaged');
  writeFileSync(answer, carried.value);
  expect(carry('import', answer)).toMatchObject({ code: 0, complained: '' });
  expect(carry('import', answer).complained).toContain('outdated');
  expect(carry('sing')).toMatchObject({ code: 1, complained: expect.stringContaining('carry') });
}, 240_000);
