import { join } from 'node:path';
import type { IntentInput, IntentKind } from '../../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../../shared/model/service.ts';
import { type DeskClient, openDeskClient } from '../../support/desk-client.ts';
import { startNode } from '../../support/process.ts';
import { patientsFile, slotsFile } from '../book/sample-files.ts';
import { say } from '../figure.ts';
import { bringByLine } from './bring-by-line.ts';

const HOST = join(import.meta.dirname, '../../../electron/host/main.ts');
const START_MS = 120_000;
const DAY_MS = 86_400_000;
/** Fifty weeks, of which fourteen are to come. */
const [WEEKS_OVER, WEEKS_AHEAD] = [36, 14];
/** Nine or ten of a doctor's day are taken. */
const SLOTS = { slotsADay: 16, takenOfTen: 6 };

export const YEAR_LOGIN = { login: 'ruma', password: 'a quiet morning' } as const;
const NEW_ORGANISATION = {
  ...{ kind: 'new' as const, organisationName: 'Lakeside Clinics', branchName: 'Salt Lake' },
  ...{ timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140, adminName: 'Ruma Paul' },
  ...YEAR_LOGIN,
};

export interface YearSize {
  readonly doctors: number;
  readonly patients: number;
}

/** 60,000 appointments come of it. */
export const BUSY_BRANCH: YearSize = { doctors: 25, patients: 100_000 };

/** Where a host keeps the folder of its book, and that of its keys. */
export const placeOf = (folder: string): readonly string[] => [
  ...['--data-folder', join(folder, 'data'), '--key-folder', join(folder, 'keys')],
];

/**
 * Makes a year of one busy branch in an empty folder, as it would come from another program: a real
 * host, an encrypted book, and files brought in at a desk.
 */
export async function buildYear(folder: string, size: YearSize): Promise<void> {
  await using host = startNode(HOST, [...placeOf(folder), '--serve', '--json', '--port', '0']);
  const { url } = await host.nextMessage(START_MS);
  using desk = await openDeskClient(String(url));
  await desk.hello();
  const done = await desk.setUp(NEW_ORGANISATION);
  if (!done.ok) throw new Error(done.error.kind);
  const branchId = (await desk.next('welcome')).replica?.branchId ?? '';
  const serviceId = crypto.randomUUID();
  await intend(desk, 'save-service', {
    ...{ id: serviceId, name: 'Consultation', durationMin: 15, hue: 'green', ...PLAIN_SERVICE },
    active: true,
  });
  const doctorIds = Array.from({ length: size.doctors }, () => crypto.randomUUID());
  for (const [n, id] of doctorIds.entries()) {
    await intend(desk, 'save-doctor', {
      ...{ id, name: doctorName(n), speciality: 'ENT' },
      ...{ kind: 'full-time', active: true, branchIds: [branchId] },
    });
  }
  const place = { branchId, serviceId, doctorId: '' };
  await bringByLine(desk, 'patients.csv', patientsFile(size.patients), place);
  say(`${size.patients.toLocaleString('en-GB')} patients are in the book.`);
  for (const [seed, doctorId] of doctorIds.entries()) {
    const slots = slotsFile({ ...yearStretch(), ...SLOTS, seed });
    await bringByLine(desk, `slots-${seed}.csv`, slots, { ...place, doctorId });
  }
  say(`A year of ${size.doctors} doctors is in the book.`);
  // In order, so that nothing is left to be recovered.
  await host.kill('SIGTERM');
}

/** Names in the order of the alphabet. */
const doctorName = (n: number): string => `Doctor ${String.fromCharCode(65 + n)}`;

const dayOf = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);

const today = (): number => Math.floor(Date.now() / DAY_MS);

/** The Monday of this week, in days since 1970. */
const monday = (): number => today() - ((today() + 3) % 7);

/** The first and the last day of the year around today. */
const yearStretch = (): { readonly from: string; readonly to: string } => ({
  from: dayOf(monday() - WEEKS_OVER * 7),
  to: dayOf(monday() + WEEKS_AHEAD * 7 - 1),
});

/** The branch is ahead of UTC: in the evening its today is the next day. */
const BRANCH_AHEAD_MS = 5.5 * 3_600_000;
const branchToday = (): number => Math.floor((Date.now() + BRANCH_AHEAD_MS) / DAY_MS);

/** The Tuesday of next week, on which everybody works; ahead of the branch's today. */
export const yearDay = (): { readonly day: string; readonly daysAhead: number } => ({
  day: dayOf(monday() + 8),
  daysAhead: monday() + 8 - branchToday(),
});

async function intend<K extends IntentKind>(
  desk: DeskClient,
  kind: K,
  input: IntentInput<K>,
): Promise<void> {
  const outcome = await desk.intend(kind, input);
  if (!outcome.ok) throw new Error(`${kind}: ${JSON.stringify(outcome)}`);
}

export interface FreeTime {
  readonly doctor: string;
  /** 'YYYY-MM-DD'. */
  readonly day: string;
  /** 'HH:MM'. */
  readonly time: string;
}

/** The free times of the first so many doctors on so many days from a Monday before `yearDay` on. */
export function freeTimes(doctors: number, days: number): readonly FreeTime[] {
  const wanted = new Set(Array.from({ length: days }, (_, n) => dayOf(monday() + 7 + n)));
  return Array.from({ length: doctors }, (_, seed) =>
    slotsFile({ ...yearStretch(), ...SLOTS, seed })
      .split('\n')
      .map((line) => line.split(','))
      .filter(([, day = '', , isAvailable]) => wanted.has(day) && isAvailable === 'True')
      .map(([, day = '', time = '']) => ({
        doctor: doctorName(seed),
        day,
        time: time.slice(0, 5),
      })),
  ).flat();
}
