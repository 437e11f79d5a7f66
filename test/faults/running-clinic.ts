import { mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { type DeskClient, openDeskClient } from '../support/desk-client.ts';
import { type NodeProcess, startNode } from '../support/process.ts';
import { fileOf, HOST } from '../support/programs.ts';

const READY_MS = 120_000;
const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const DOCTOR = '00000000-0000-7000-8000-000000000001';
const SERVICE = '00000000-0000-7000-8000-000000000002';

/** A clinic of one branch in a real process, whose doctor works for the next six hours. */
export interface RunningClinic extends AsyncDisposable {
  readonly doctorId: string;
  readonly serviceId: string;
  readonly branchId: string;
  /** Another desk on a line of its own, signed in. */
  readonly openDesk: () => Promise<DeskClient>;
  /** What books somebody new at the so-manieth quarter of an hour of the doctor's time. */
  readonly booking: (quarter: number) => IntentInput<'book'>;
  readonly timeOf: (quarter: number) => { readonly startMs: number; readonly endMs: number };
  /** The next time that the book reaches the disk; asked for before what is to be written. */
  readonly nextWrite: () => Promise<void>;
  /** Ends the process as a power cut would. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/**
 * A zone where it is past six in the morning. Whoever arrives for a visit of another day is not in
 * the queue, so that no visit of the next hours may be tomorrow's, whenever a test is run.
 */
function morningZone(): string {
  const behind = new Date().getUTCHours() - 6;
  const offsetHours = behind > 12 ? 24 - behind : -behind;
  // POSIX counts westwards: Etc/GMT-5 is five hours ahead.
  return `Etc/GMT${offsetHours > 0 ? '-' : '+'}${Math.abs(offsetHours)}`;
}

export async function openRunningClinic(): Promise<RunningClinic> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-faults-'));
  writeFileSync(join(folder, 'index.html'), '');
  let child: NodeProcess;
  let url = '';
  const start = async (): Promise<void> => {
    const place = ['--data-folder', join(folder, 'data'), '--renderer', folder];
    child = startNode(fileOf(HOST), [...place, '--serve', '--json']);
    url = String((await child.nextMessage(READY_MS)).url);
  };
  await start();
  using founder = await openDeskClient(url);
  await founder.hello();
  const founded = await founder.setUp({
    ...{ kind: 'new', organisationName: 'Lakeside Clinics', branchName: 'Salt Lake' },
    ...{ timeZone: morningZone(), opensMin: 0, closesMin: 1440, adminName: 'Ruma Paul' },
    ...{ login: 'ruma', password: 'a quiet morning' },
  });
  const token = founded.ok ? (founded.value?.token ?? null) : null;
  const branchId = (await founder.next('welcome')).replica?.branchId ?? '';
  const firstMs = Math.ceil((Date.now() + HOUR_MS / 12) / QUARTER_MS) * QUARTER_MS;
  await layOut(founder, branchId, firstMs);
  const timeOf = (quarter: number) => {
    const startMs = firstMs + quarter * QUARTER_MS;
    return { startMs, endMs: startMs + QUARTER_MS };
  };
  return {
    ...{ doctorId: DOCTOR, serviceId: SERVICE, branchId, timeOf, start },
    openDesk: async () => {
      const desk = await openDeskClient(url);
      const { signedIn } = await desk.hello(token);
      if (!signedIn) throw new Error('The desk is not signed in.');
      await desk.watch(firstMs - HOUR_MS, firstMs + 7 * HOUR_MS);
      return desk;
    },
    booking: (quarter) => {
      const patientId = crypto.randomUUID();
      const newPatient = {
        ...{ id: patientId, branchId, name: `Patient ${quarter}`, birthDate: null },
        ...{ sex: 'female' as const, phone: null, number: null, note: '', ...NEW_CONTACT },
      };
      return {
        ...{ appointmentId: crypto.randomUUID(), branchId, doctorId: DOCTOR, ...timeOf(quarter) },
        ...{ serviceId: SERVICE, patientId, newPatient, holdId: null, note: '' },
        ...{ overbookReason: null, emergency: false },
      };
    },
    nextWrite: () =>
      new Promise((resolve) => {
        const watcher = watch(join(folder, 'data'), { recursive: true }, () => {
          watcher.close();
          resolve();
        });
      }),
    kill: async () => {
      await child.kill('SIGKILL');
    },
    [Symbol.asyncDispose]: async () => {
      await child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function layOut(desk: DeskClient, branchId: string, firstMs: number): Promise<void> {
  const doctor = { id: DOCTOR, name: 'Priya Das', speciality: 'ENT', kind: 'full-time' } as const;
  const service = { id: SERVICE, name: 'Consultation', durationMin: 15, hue: 'green' } as const;
  const session = { startMs: firstMs, endMs: firstMs + 6 * HOUR_MS, slotMin: 15, capacity: 1 };
  const outcomes = [
    await desk.intend('save-doctor', { ...doctor, active: true, branchIds: [branchId] }),
    await desk.intend('save-service', { ...service, ...PLAIN_SERVICE, active: true }),
    await desk.intend('create-session', {
      ...{ id: crypto.randomUUID(), branchId, doctorId: DOCTOR, ...session },
      ...{ tags: [], requestOverlap: false },
    }),
  ];
  const refused = outcomes.find(({ ok }) => !ok);
  if (refused) throw new Error(JSON.stringify(refused));
}
