import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { openDeskClient } from '../../test/support/desk-client.ts';
import { startNode } from '../../test/support/process.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const READY_MS = 60_000;
const HOUR_MS = 3_600_000;
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-main-'));
  writeFileSync(join(folder, 'index.html'), '<title>Daybook</title>');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function startHost(...more: readonly string[]) {
  const flags = ['--serve', '--json', '--renderer', folder];
  const host = startNode(MAIN, ['--data-folder', join(folder, 'data'), ...flags, ...more]);
  const { url } = await host.nextMessage(READY_MS);
  return { host, url: String(url) };
}

/** The files of the data folder in which one of these words stands. */
const filesNaming = (...words: readonly string[]): readonly string[] =>
  readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => words.some((word) => readFileSync(path).includes(word)));

test('what was acknowledged is there after the host was killed, for nobody else to read, and asking again changes nothing [DU6] [DU8]', async () => {
  const first = await startHost();
  await using running = first.host;
  const desk = await openDeskClient(first.url);
  await desk.hello();
  const signedIn = await desk.setUp({
    kind: 'new',
    organisationName: 'Lakeside Clinics',
    branchName: 'Salt Lake',
    timeZone: 'Asia/Kolkata',
    opensMin: 0,
    closesMin: 1440,
    adminName: 'Ruma Paul',
    login: 'ruma',
    password: 'a quiet morning',
  });
  const token = signedIn.ok ? (signedIn.value?.token ?? null) : null;
  const branchId = (await desk.next('welcome')).replica?.branchId ?? '';
  const startMs = (Math.floor(Date.now() / HOUR_MS) + 24) * HOUR_MS;
  const time = { branchId, doctorId: id(1), startMs, endMs: startMs + HOUR_MS };
  const booking = {
    ...time,
    appointmentId: id(4),
    serviceId: id(2),
    patientId: id(3),
    newPatient: {
      id: id(3),
      branchId,
      name: 'Meera Iyer',
      birthDate: null,
      sex: 'female' as const,
      phone: null,
      number: null,
      note: '',
      ...NEW_CONTACT,
    },
    holdId: null,
    note: '',
    overbookReason: null,
    emergency: false,
  };
  await desk.intend('save-doctor', {
    id: id(1),
    name: 'Priya Das',
    speciality: 'ENT',
    kind: 'full-time',
    active: true,
    branchIds: [branchId],
  });
  await desk.intend('save-service', {
    id: id(2),
    name: 'Consultation',
    durationMin: 60,
    hue: 'green',
    ...PLAIN_SERVICE,
    active: true,
  });
  await desk.intend('create-session', {
    id: id(5),
    ...time,
    slotMin: 60,
    capacity: 1,
    tags: [],
    requestOverlap: false,
  });
  const outcome = await desk.intend('book', booking, id(6));
  expect(outcome).toEqual({ ok: true, undoable: true, recordId: id(4) });
  await running.kill('SIGKILL');
  await desk.closed;
  expect(filesNaming('Meera Iyer', 'Priya Das', 'Lakeside')).toEqual([]);

  const second = await startHost();
  await using _again = second.host;
  using next = await openDeskClient(second.url);
  expect(await next.hello(token)).toMatchObject({ signedIn: { name: 'Ruma Paul' } });
  await next.watch(startMs - HOUR_MS, startMs + HOUR_MS);
  const appointments = next.rows('appointments');
  expect(appointments).toMatchObject([{ id: id(4), patientName: 'Meera Iyer', firm: true }]);
  expect(await next.intend('book', booking, id(6))).toEqual(outcome);
  expect(next.rows('appointments')).toEqual(appointments);
});

test('a host that is asked to stop ends well, and lets the folder go [DU3]', async () => {
  const first = await startHost();
  await using running = first.host;
  const line = startNode(MAIN, ['--data-folder', join(folder, 'data')]);
  await using refused = line;
  expect(await refused.ended).toBe(1);
  expect(refused.stderr()).toContain('uses this data folder');
  expect(await running.kill('SIGTERM')).toBe(0);
  expect(existsSync(join(folder, 'data', 'book.lock.json'))).toBe(false);
  const second = await startHost();
  await using again = second.host;
  expect(await again.kill('SIGINT')).toBe(0);
});

test('the sample opens full of people, and its link signs in without a password', async () => {
  const first = await startHost();
  await using running = first.host;
  expect(new URL(first.url).hash).toBe('');
  using desk = await openDeskClient(first.url);
  await desk.hello();
  const done = await desk.setUp({ kind: 'sample', today: '2026-03-03' });
  expect(done).toMatchObject({ ok: true, value: { role: 'admin' } });
  const [login] = (await desk.next('welcome')).sampleLogins;
  const dayMs = Date.UTC(2026, 2, 3);
  await desk.watch(dayMs - 12 * HOUR_MS, dayMs + 24 * HOUR_MS);
  expect(desk.rows('appointments').length).toBeGreaterThan(20);
  await running.kill('SIGTERM');

  const second = await startHost();
  await using _again = second.host;
  const code = new URL(second.url).hash.replace('#code=', '');
  using linked = await openDeskClient(second.url);
  expect(await linked.hello(code)).toMatchObject({ signedIn: { role: 'admin' } });
  using other = await openDeskClient(second.url);
  await other.hello();
  const signedIn = await other.signIn(login?.login ?? '', login?.password ?? '');
  expect(signedIn.ok).toBe(true);
});

test('an unknown option is not passed over', async () => {
  await using wrong = startNode(MAIN, ['--data-folder', folder, '--sreve']);
  expect(await wrong.ended).toBe(1);
  expect(wrong.stderr()).toContain('--sreve');
});
