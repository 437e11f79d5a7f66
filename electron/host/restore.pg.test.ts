import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADMIN, openCentralClinic } from '../../test/support/central-clinic.ts';
import { type DeskClient, openDeskClient } from '../../test/support/desk-client.ts';
import { aPatient } from '../../test/support/engine.ts';
import { startNode } from '../../test/support/process.ts';
import { fileOf, HOST } from '../../test/support/programs.ts';
import { openRealCentral, type RealCentral } from '../../test/support/real-central.ts';

// A branch's computer is set back to a backup, and then loses its book: with central, nothing is lost.

const clock = { nowMs: () => Date.now() };
/** Several processes open books here one after the other, on a machine that may be busy. */
const SLOW_MS = 400_000;
const READY_MS = 120_000;
const PATIENTS = ['a', 'b', 'c', 'd'].map(
  (letter) => `00000000-0000-7000-8000-00000000000${letter}`,
);
const [ANITA = '', BIMAL = '', CHITRA = '', DEV = ''] = PATIENTS;

let place: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-restore-'));
  fs.writeFileSync(join(place, 'index.html'), '<title>Daybook</title>');
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

function startHost() {
  const flags = ['--serve', '--json', '--renderer', place, '--key-folder', join(place, 'keys')];
  return startNode(fileOf(HOST), ['--data-folder', join(place, 'data'), ...flags]);
}

/** Tries again until it goes well; the test's own limit ends it. */
async function until<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function enter(url: string): Promise<DeskClient> {
  const desk = await until(() => openDeskClient(url));
  await desk.hello();
  await until(async () => {
    const signedIn = await desk.signIn(ADMIN.login, ADMIN.password);
    if (!signedIn.ok) throw new Error(signedIn.error.kind);
  });
  return desk;
}

const add = async (desk: DeskClient, patientId: string): Promise<void> => {
  const saved = await desk.intend('save-patient', aPatient(patientId, `Patient ${patientId}`));
  expect(saved.ok).toBe(true);
};
const knows = (desk: DeskClient, ...ids: readonly string[]): Promise<void> =>
  until(async () => {
    for (const patientId of ids) {
      if (!(await desk.ask({ kind: 'patient', patientId }))) throw new Error(patientId);
    }
  });
const centralKnows = ({ engine }: RealCentral, ...ids: readonly string[]): Promise<void> =>
  until(async () => {
    const rows = await engine.store.read((db) =>
      db.kysely.selectFrom('patient').select('id').where('id', 'in', ids).execute(),
    );
    if (rows.length < ids.length) throw new Error(`Only ${rows.length} came.`);
  });
const keptBooks = (): readonly string[] =>
  fs.readdirSync(join(place, 'data')).filter((name) => name.startsWith('book.kept-'));

test(
  'a restored book, and one that is fetched anew, take other names, and lose nothing that central has [BU4] [BU7] [BU8] [BU9] [SY4]',
  async () => {
    await using central = await openRealCentral(clock);
    const clinic = await openCentralClinic(central, clock);
    await using first = startHost();
    const url = String((await first.nextMessage(READY_MS)).url);
    const begin = await openDeskClient(url);
    await begin.hello();
    const code = await clinic.newCode();
    const joined = await begin.setUp({ kind: 'join', centralUrl: central.url, code });
    expect(joined.ok).toBe(true);
    const name = (await begin.next('welcome')).replica?.replica ?? '';
    begin.close();

    const desk = await enter(url);
    await add(desk, ANITA);
    await centralKnows(central, ANITA);
    expect(await desk.ask({ kind: 'make-backup' })).toEqual({ ok: true, value: null });
    await add(desk, BIMAL);
    await centralKnows(central, BIMAL);
    const listed = await desk.ask({ kind: 'backups' });
    const backup = listed.ok ? (listed.value[0]?.name ?? '') : '';
    expect(await desk.ask({ kind: 'restore-backup', name: backup })).toMatchObject({ ok: true });
    await desk.closed;

    const restored = await enter(url);
    await knows(restored, ANITA, BIMAL);
    await add(restored, CHITRA);
    await centralKnows(central, ANITA, BIMAL, CHITRA);
    const restoredName = (await restored.hello()).replica?.replica ?? '';
    expect(restoredName).toMatch(new RegExp(`^${name}~`));
    expect(keptBooks()).toHaveLength(1);
    restored.close();
    await first.kill('SIGKILL');

    fs.truncateSync(join(place, 'data', 'book', 'global', 'pg_control'), 4200);
    await using second = startHost();
    const question = String((await second.nextMessage(READY_MS)).url);
    const page = await (await fetch(question)).text();
    expect(page).toMatch(
      /The appointment book is damaged.+Fetch the book from the central server/s,
    );
    // Without the address that was told to whoever started it nobody decides.
    const guess = new URL('/mend/guess', question);
    const body = new URLSearchParams({ choice: 'rebuild' });
    expect((await fetch(guess, { method: 'POST', body })).status).toBe(404);
    const none = new URLSearchParams({ choice: 'delete' });
    expect((await fetch(question, { method: 'POST', body: none })).status).toBe(400);
    expect((await fetch(question, { method: 'POST', body })).status).toBe(200);

    const rebuilt = await enter(String((await second.nextMessage(READY_MS)).url));
    await knows(rebuilt, ANITA, BIMAL, CHITRA);
    await add(rebuilt, DEV);
    await centralKnows(central, ...PATIENTS);
    const rebuiltName = (await rebuilt.hello()).replica?.replica ?? '';
    expect(rebuiltName).toMatch(new RegExp(`^${name}~`));
    expect(rebuiltName).not.toBe(restoredName);
    expect(keptBooks()).toHaveLength(2);
    rebuilt.close();
    expect(await second.kill('SIGTERM')).toBe(0);
  },
  SLOW_MS,
);
