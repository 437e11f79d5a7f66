import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { noImports } from '../../electron/host/desk/import-jobs.ts';
import type { Sample } from '../../electron/host/host-surroundings.ts';
import { type Host, openHost } from '../../electron/host/open-host.ts';
import { serveBrowsers } from '../../electron/host/serve-browsers.ts';
import { createNetworkSwitch } from '../../electron/host/sync/network-switch.ts';
import { insertBook } from '../../shared/engine/store/insert-book.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { type DeskClient, openDeskClient } from './desk-client.ts';
import { createTestClock, createTestRandom, MONDAY_8_MS, type TestClock } from './engine.ts';
import { openBookPglite } from './pglite.ts';

export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const DOCTOR = id(1);
export const PATIENT = id(3);
const [SERVICE, SERIES] = [id(2), id(4)];
export const NINE_MS = MONDAY_8_MS + 3_600_000;
export const QUARTER_MS = 15 * 60_000;
export const DAY_MS = 86_400_000;
export const TODAY = [MONDAY_8_MS - 8 * 3_600_000, MONDAY_8_MS + 16 * 3_600_000] as const;
export const PASSWORD = 'a quiet morning';

export const NEW = {
  kind: 'new',
  organisationName: 'Lakeside Clinics',
  branchName: 'Salt Lake',
  timeZone: 'Asia/Kolkata',
  opensMin: 450,
  closesMin: 1140,
  adminName: 'Ruma Paul',
  login: 'ruma',
  password: PASSWORD,
} as const;

/** The smallest sample there is. */
const SAMPLE: Sample = {
  seed: async (engine, connector) => {
    const [organisationId, branchId, userId] = [id(60), id(61), id(62)];
    await insertBook(connector, {
      ...{ organisationId, branchId, doctorId: null, replica: 'sample.1', kind: 'branch' },
      ...{ name: 'Sample', isCentral: false, isSample: true, centralUrl: null },
    });
    const place = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
    const input = {
      organisationId,
      organisationName: 'Sample clinics',
      branch: { id: branchId, name: 'Sample', ...place },
      admin: { id: userId, name: 'Sam', login: 'sam', passwordHash: 'x' },
    };
    const actor = { userId, name: 'Sam', role: 'admin', doctorId: null, branchIds: [] } as const;
    await engine.execute(
      organisationId,
      { ...actor, desk: 'x' },
      {
        ...{ id: id(63), kind: 'set-up-organisation', atMs: 0, input },
      },
    );
    return { userId };
  },
  logins: [{ login: 'sam', password: 'sample', name: 'Sam' }],
};

/** A host on an empty book, served to browsers as a program serves them. */
export interface ServedHost {
  readonly host: Host;
  readonly clock: TestClock;
  readonly url: string;
  /** Where it keeps what is no part of the book. */
  readonly folder: string;
  /** What it found no answer to. */
  readonly errors: readonly string[];
  /** A desk of an organisation that was just set up, signed in as its administrator. */
  readonly openClinic: () => Promise<DeskClient>;
  /** Another desk of the same person. */
  readonly openSecondDesk: () => Promise<DeskClient>;
  readonly stop: () => Promise<void>;
}

export async function serveHost(): Promise<ServedHost> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-host-'));
  writeFileSync(join(folder, 'index.html'), '<title>Daybook</title>');
  const pglite = await openBookPglite();
  const connector = createPgliteConnector(pglite as never);
  await migrate(connector);
  const clock = createTestClock(MONDAY_8_MS);
  const errors: string[] = [];
  const host = await openHost({
    ...{ connector, folder, clock, timers: REAL_TIMERS, random: createTestRandom(7) },
    ...{ fetch: globalThis.fetch, network: createNetworkSwitch(), sample: SAMPLE },
    openImports: () => noImports,
    onError: (error) => errors.push(String(error)),
  });
  const cut = { token: 'let me', cut: () => undefined };
  const { url, close } = await serveBrowsers(host, {
    ...{ rendererFolder: folder, port: 0, control: cut },
    standingCode: 'a-code-of-tests',
  });
  return {
    ...{ host, clock, url, folder, errors },
    openClinic: () => openClinic(url),
    openSecondDesk: () => openSecondDesk(url),
    stop: async () => {
      await close();
      await host.close();
      await pglite.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const REAL_TIMERS = {
  after: (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

async function openClinic(url: string): Promise<DeskClient> {
  const desk = await openDeskClient(url);
  await desk.hello();
  expect(await desk.setUp(NEW)).toMatchObject({ ok: true, value: { name: 'Ruma Paul' } });
  const { replica } = await desk.next('welcome');
  const branchId = replica?.branchId ?? '';
  const steps = [
    desk.intend('save-doctor', {
      id: DOCTOR,
      name: 'Priya Das',
      speciality: 'ENT',
      kind: 'full-time',
      active: true,
      branchIds: [branchId],
    }),
    desk.intend('save-service', {
      id: SERVICE,
      name: 'Consultation',
      durationMin: 15,
      hue: 'green',
      ...PLAIN_SERVICE,
      active: true,
    }),
    desk.intend('save-patient', {
      id: PATIENT,
      branchId,
      name: 'Meera Iyer',
      birthDate: null,
      sex: 'female',
      phone: '98300 11842',
      number: null,
      note: '',
      ...NEW_CONTACT,
    }),
    desk.intend('create-series', {
      id: SERIES,
      branchId,
      doctorId: DOCTOR,
      rule: 'FREQ=DAILY;COUNT=14',
      firstDay: '2026-03-02',
      startMin: 540,
      endMin: 780,
      slotMin: 15,
      capacity: 1,
      tags: [],
      requestOverlap: false,
    }),
  ];
  for (const outcome of await Promise.all(steps)) expect(outcome.ok).toBe(true);
  return desk;
}

async function openSecondDesk(url: string): Promise<DeskClient> {
  const desk = await openDeskClient(url, 'Front desk 2');
  await desk.hello();
  expect(await desk.signIn('ruma', PASSWORD)).toMatchObject({ ok: true });
  return desk;
}

export async function branchIdOf(desk: DeskClient): Promise<string> {
  const { replica } = await desk.hello();
  return replica?.branchId ?? '';
}

/** For Meera Iyer with Dr. Das, for a quarter of an hour. */
export const bookingAt = (
  branchId: string,
  appointmentId: string,
  startMs: number,
): IntentInput<'book'> => ({
  appointmentId,
  branchId,
  doctorId: DOCTOR,
  serviceId: SERVICE,
  patientId: PATIENT,
  newPatient: null,
  startMs,
  endMs: startMs + QUARTER_MS,
  holdId: null,
  note: '',
  overbookReason: null,
  emergency: false,
});
