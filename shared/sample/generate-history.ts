import { addStep, type VisitStep } from '../domain/appointments/visit-steps.ts';
import { hlcAt } from '../merge/hlc.ts';
import type { Appointment, AppointmentStatus } from '../model/appointment.ts';
import type { QueueEntry } from '../model/queue-entry.ts';
import type { Session } from '../model/session.ts';
import { addDays, type DayKey, dayAt, weekdayOf, weekStart } from '../time/day.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { generateAppointments, type VisitFrame } from './generate-appointments.ts';
import { type DoctorKey, SAMPLE_DOCTORS, type SampleDoctor } from './sample-doctors.ts';
import { sampleId } from './sample-id.ts';
import { SAMPLE_SERVICES, type ServiceKey } from './sample-places.ts';
import type { Draw } from './seeded-random.ts';

/** How many weeks before the sample's own have happened. */
export const HISTORY_WEEKS = 12;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DESK = 'Mita Pal';

/** As full as a doctor's past was, where that is another than it is now. */
const FULL: Readonly<Partial<Record<DoctorKey, number>>> = { sen: 1, roy: 0.92 };
/** Of 1: how many patients of a doctor stay away, besides those of every doctor. */
const STAY_AWAY: Readonly<Partial<Record<DoctorKey, number>>> = { verma: 0.14 };
/** How long visits really take, in minutes, where that is not what is planned. */
const REAL_MIN: Readonly<Partial<Record<ServiceKey, number>>> = { procedure: 62, 'follow-up': 21 };
/** Whose waiting room is fuller than there is time for, and on which days. */
const TURNED_AWAY = { doctor: 'sen', weekdays: [1, 6], each: 3 } as const;

export interface SampleHistory {
  readonly appointments: readonly Appointment[];
  readonly queue: readonly QueueEntry[];
}

interface HistoryFrame extends Omit<VisitFrame, 'fullness'> {
  readonly today: DayKey;
  readonly sessionsOf: (
    doctor: SampleDoctor,
    days: { readonly firstDay: DayKey; readonly lastDay: DayKey },
  ) => readonly Session[];
}

/**
 * The weeks before the sample's own, with what a clinic finds out about itself in them: hours that
 * are always idle or always too full, visits longer or shorter than planned, patients who stay away.
 */
export function generateHistory(frame: HistoryFrame): SampleHistory {
  const firstDay = addDays(weekStart(frame.today), -7 * HISTORY_WEEKS);
  const days = { firstDay, lastDay: addDays(weekStart(frame.today), -1) };
  const appointments: Appointment[] = [];
  const queue: QueueEntry[] = [];
  for (const doctor of SAMPLE_DOCTORS) {
    const then = { ...doctor, utilisation: FULL[doctor.key] ?? doctor.utilisation };
    for (const session of frame.sessionsOf(doctor, days)) {
      const visits = generateAppointments(then, session, { ...frame, fullness: 1 });
      appointments.push(...visits.map((visit) => asHappened(visit, doctor, frame)));
      queue.push(...turnedAway(doctor, session, frame));
    }
  }
  return { appointments, queue };
}

function asHappened(visit: Appointment, doctor: SampleDoctor, { draw }: HistoryFrame): Appointment {
  const leadMs = Math.floor(draw.unit() ** 2 * 21 * DAY_MS);
  const staysAway = draw.unit() < (STAY_AWAY[doctor.key] ?? 0);
  const status = visit.status === 'completed' && staysAway ? 'no-show' : visit.status;
  return {
    ...visit,
    status,
    madeHlc: hlcAt(visit.startMs - leadMs - HOUR_MS),
    steps: stepsOf(visit, status, draw),
  };
}

function stepsOf(visit: Appointment, status: AppointmentStatus, draw: Draw): string[] {
  const { startMs, endMs } = visit;
  const note = (steps: string[], ...[what, atMs]: [VisitStep['status'], number]): string[] =>
    addStep(steps, { status: what, atMs: Math.round(atMs), byName: DESK });
  if (status === 'cancelled') return note([], status, startMs - draw.unit() * 5 * DAY_MS);
  if (status === 'no-show') return note([], status, endMs);
  const key = keyOf(visit.serviceId);
  const realMs = ((key && REAL_MIN[key]) ?? (endMs - startMs) / MINUTE_MS) * MINUTE_MS;
  const beganMs = startMs + (draw.unit() * 14 - 2) * MINUTE_MS;
  const arrived = note([], 'arrived', beganMs - (2 + draw.unit() ** 2 * 40) * MINUTE_MS);
  const inRoom = note(arrived, 'in-consult', beganMs);
  return note(inRoom, 'completed', beganMs + realMs * (0.85 + draw.unit() * 0.3));
}

const keyOf = (serviceId: string): ServiceKey | undefined =>
  (Object.keys(SAMPLE_SERVICES) as ServiceKey[]).find(
    (key) => SAMPLE_SERVICES[key].id === serviceId,
  );

/** People who came without an appointment to a doctor who had no time for all of them. */
function turnedAway(
  doctor: SampleDoctor,
  session: Session,
  frame: HistoryFrame,
): readonly QueueEntry[] {
  const day = dayAt(frame.zone, session.startMs);
  const weekday = weekdayOf(day);
  if (doctor.key !== TURNED_AWAY.doctor) return [];
  const isFull = TURNED_AWAY.weekdays.some((one) => one === weekday);
  return Array.from({ length: isFull ? TURNED_AWAY.each + 1 : 1 }, (_, i): QueueEntry => {
    const joinedMs = session.startMs + Math.floor((10 + i * 35) * MINUTE_MS);
    const isServed = i === 0;
    return {
      id: sampleId(`queue:${session.id}:${i}`),
      ...{ branchId: session.branchId, doctorId: session.doctorId, appointmentId: null, day },
      serviceId: SAMPLE_SERVICES.consultation.id,
      patientId: frame.nextPatient(session.branchId, {
        startMs: joinedMs,
        endMs: joinedMs + HOUR_MS,
      }).id,
      ...{ letter: 'A', number: i + 1, priority: 'normal', joinedMs, placeMs: joinedMs },
      ...{ state: isServed ? 'done' : 'left', byName: DESK, atMs: joinedMs + HOUR_MS },
      reason: isServed ? '' : 'Could not wait any longer.',
      ...{ room: '', deleted: false },
    };
  });
}

/** Hours that nobody wants, whatever is done: a doctor's mornings from ten to eleven. */
export function isIdleHour(zone: TimeZone, visit: Appointment): boolean {
  if (visit.doctorId !== sampleId('doctor:sinha')) return false;
  const day = dayAt(zone, visit.startMs);
  const minuteOf = (ms: number): number => (ms + zone.offsetMsAt(ms)) % DAY_MS;
  const isIdleDay = ([1, 3, 5] as readonly number[]).includes(weekdayOf(day));
  return (
    isIdleDay && minuteOf(visit.startMs) < 11 * HOUR_MS && minuteOf(visit.endMs) > 10 * HOUR_MS
  );
}
