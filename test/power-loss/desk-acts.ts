import type { IntentOutcome } from '../../shared/engine/intents/execute-intent.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import type { Seeded } from '../simulation/seeded.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../support/engine.ts';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;
const SLOT_MS = 15 * MINUTE_MS;
/** Weeks that are booked in, Monday to Friday. */
const WEEKS = 12;
/** From 09:00 to 13:00. */
const SLOTS_A_DAY = 16;

/** What desks remember of what was done. */
export interface Memory {
  /** Appointments that were made. */
  readonly appointments: string[];
  /** Intents that were done. */
  readonly intents: string[];
  /** Whose weeks are booked in: those from this moment on. */
  readonly nowMs: number;
}

/** As far as a desk is concerned, a host. */
type AskedHost = Pick<TestEngine, 'ask' | 'newId'>;

/** One thing that someone at a desk does: mostly a booking, refused where the time is taken. */
export async function actAtDesk(engine: AskedHost, seeded: Seeded, memory: Memory): Promise<void> {
  const draw = seeded.next();
  if (draw < 0.05) return bookCourse(engine, seeded, memory);
  if (draw < 0.55 || memory.appointments.length === 0) return book(engine, seeded, memory);
  const appointmentId = seeded.pick(memory.appointments);
  if (draw < 0.7) {
    await engine.ask('move', { appointmentId, ...pickTime(seeded, memory) });
  } else if (draw < 0.8) {
    await engine.ask('cancel', { appointmentId, reason: 'The patient called' });
  } else if (draw < 0.85) {
    await engine.ask('set-status', { appointmentId, status: 'arrived' });
  } else if (draw < 0.94) {
    await engine.ask('undo', { intentId: seeded.pick(memory.intents.slice(-5)) });
  } else if (draw < 0.97) {
    await engine.ask('create-series', anAfternoon(engine.newId(), seeded));
  } else {
    const { doctorId, startMs, endMs } = pickTime(seeded, memory);
    const id = engine.newId();
    await engine.ask('add-time-off', {
      ...{ doctorId, kind: 'leave', reason: '', affected: null },
      times: [{ id, startMs, endMs }],
    });
  }
}

async function book(engine: AskedHost, seeded: Seeded, memory: Memory): Promise<void> {
  const time = pickTime(seeded, memory);
  const holdId = seeded.chance(0.2) ? engine.newId() : null;
  if (holdId !== null) {
    await engine.ask('hold', { ...time, holdId });
    // Someone thinks it over, and leaves it.
    if (seeded.chance(0.3)) {
      await engine.ask('release-hold', { holdId });
      return;
    }
  }
  const [appointmentId, intentId] = [engine.newId(), engine.newId()];
  const newPatient = seeded.chance(0.4)
    ? aPatient(engine.newId(), `Patient ${seeded.below(1000)} ${'Iyer '.repeat(seeded.below(12))}`)
    : null;
  const wish = {
    ...{ ...time, holdId, newPatient, patientId: newPatient?.id ?? PATIENT },
    note: 'n'.repeat(seeded.below(400)),
    overbookReason: seeded.chance(0.1) ? 'In pain' : null,
  };
  const asked = await engine.ask('book', aBooking(appointmentId, '09:00', wish), { id: intentId });
  noteBooking(memory, asked, { appointmentId, intentId });
}

/** The same time of some weeks in a row: all of them, or none. */
async function bookCourse(engine: AskedHost, seeded: Seeded, memory: Memory): Promise<void> {
  const { startMs, endMs, ...place } = pickTime(seeded, memory);
  const visits = Array.from({ length: 2 + seeded.below(6) }, (_, i) => ({
    ...{ ...place, appointmentId: engine.newId(), serviceId: CONSULTATION },
    ...{ startMs: startMs + i * WEEK_MS, endMs: endMs + i * WEEK_MS },
  }));
  const intentId = engine.newId();
  const asked = await engine.ask(
    'book-course',
    {
      ...{ courseId: engine.newId(), visits, patientId: PATIENT, newPatient: null },
      ...{ holdId: null, note: '', emergency: false },
    },
    { id: intentId },
  );
  for (const { appointmentId } of visits) {
    noteBooking(memory, asked, { appointmentId, intentId });
  }
}

function noteBooking(
  memory: Memory,
  outcome: IntentOutcome,
  { appointmentId, intentId }: { readonly appointmentId: string; readonly intentId: string },
): void {
  if (!outcome.ok) return;
  memory.appointments.push(appointmentId);
  memory.intents.push(intentId);
}

/** Whole weeks since the Monday that days are counted from here. */
export const weeksSince = (nowMs: number): number => Math.floor((nowMs - at('00:00')) / WEEK_MS);

function pickTime(seeded: Seeded, { nowMs }: Memory) {
  const day = (weeksSince(nowMs) + seeded.below(WEEKS)) * 7 + seeded.below(5);
  const startMs = at('09:00', day) + seeded.below(SLOTS_A_DAY) * SLOT_MS;
  const doctorId = seeded.pick([DR_DAS, DR_DAS, DR_SEN]);
  return { branchId: SALT_LAKE, doctorId, startMs, endMs: startMs + SLOT_MS };
}

/** An hour of every week, half a year ahead: dozens of rows in one transaction. */
function anAfternoon(id: string, seeded: Seeded): IntentInput<'create-series'> {
  const startMin = 14 * 60 + seeded.below(4) * 60;
  const rule = `FREQ=WEEKLY;BYDAY=${seeded.pick(['MO', 'TU', 'WE', 'TH', 'FR'])}`;
  return aSeries(id, { rule, startMin, endMin: startMin + 60 });
}
