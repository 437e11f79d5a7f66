import type { Intent } from '../../shared/model/intent.ts';
import type { Seeded } from '../simulation/seeded.ts';
import { aBooking, admin, aPatient, PATIENT, type TestEngine } from '../support/engine.ts';

const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;
const IST_MS = 5.5 * 3_600_000;
const NINE_MS = 9 * 3_600_000;
const DAYS = 5;

/** What a desk at a branch was told was done. */
export interface Desk {
  readonly engine: TestEngine;
  readonly appointments: string[];
  readonly patients: string[];
  /** Books, moves, cancels or marks as arrived, as it comes. */
  readonly act: () => Promise<void>;
}

export function createDesk(engine: TestEngine, organisationId: string, seeded: Seeded): Desk {
  const [appointments, patients]: [string[], string[]] = [[], []];
  const ask = async (kind: Intent['kind'], input: unknown): Promise<boolean> => {
    const atMs = engine.clock.nowMs();
    const intent = { id: engine.newId(), kind, input, atMs } as Intent;
    return (await engine.execute(organisationId, admin, intent)).ok;
  };
  const anyTime = () => {
    const startMs = nextMonday(engine.clock.nowMs()) + seeded.below(DAYS) * DAY_MS;
    const slotMs = startMs + NINE_MS + seeded.below(16) * QUARTER_MS;
    return { startMs: slotMs, endMs: slotMs + QUARTER_MS };
  };
  const book = async (): Promise<void> => {
    const [id, patientId] = [engine.newId(), engine.newId()];
    const newPatient = aPatient(patientId, `Patient ${patients.length}`);
    const changes = { ...anyTime(), patientId, newPatient };
    if (!(await ask('book', aBooking(id, '09:00', changes)))) return;
    appointments.push(id);
    patients.push(patientId);
  };
  return {
    engine,
    appointments,
    patients,
    act: async () => {
      if (appointments.length === 0 || seeded.chance(0.6)) return book();
      const appointmentId = seeded.pick(appointments);
      const { branchId, doctorId } = aBooking(PATIENT, '09:00');
      const [kind, input] = seeded.pick([
        ['move', { appointmentId, branchId, doctorId, ...anyTime() }],
        ['move', { appointmentId, branchId, doctorId, ...anyTime() }],
        ['cancel', { appointmentId, reason: 'Called' }],
        ['set-status', { appointmentId, status: 'arrived' }],
      ] as const);
      await ask(kind, input);
    },
  };
}

/** Its beginning by the wall clock of Kolkata. */
function nextMonday(nowMs: number): number {
  const day = Math.floor((nowMs + IST_MS) / DAY_MS);
  // 1 January 1970 was a Thursday.
  const untilMonday = 7 - ((day + 3) % 7);
  return (day + untilMonday) * DAY_MS - IST_MS;
}
