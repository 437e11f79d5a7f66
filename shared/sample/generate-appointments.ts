import type { Appointment, AppointmentStatus } from '../model/appointment.ts';
import type { Session } from '../model/session.ts';
import { wallToDay, weekdayOf } from '../time/day.ts';
import { overlaps } from '../time/interval.ts';
import { instantToWall } from '../time/local-time.ts';
import type { TimeZone } from '../time/time-zone.ts';
import type { NextPatient } from './create-turns.ts';
import type { SampleDoctor } from './sample-doctors.ts';
import { sampleId } from './sample-id.ts';
import { SAMPLE_NOTES, SAMPLE_SERVICES, type ServiceKey } from './sample-places.ts';
import type { Draw } from './seeded-random.ts';

const MINUTE_MS = 60_000;
const STEP_MS = 15 * MINUTE_MS;
const SOON_MS = 25 * MINUTE_MS;
const MONDAY = 1;
/** Left free on Mondays: who tries the program out finds room for two branches to collide in. */
const FREE_ON_MONDAYS = { fromMin: 600, toMin: 660 };

/** What the visits of a sample have in common. */
export interface VisitFrame {
  readonly zone: TimeZone;
  readonly nowMs: number;
  readonly madeBy: string;
  readonly madeHlc: number;
  /** Of 1: how full these days are compared with a usual one. */
  readonly fullness: number;
  readonly draw: Draw;
  readonly nextPatient: NextPatient;
}

/** The visits of one doctor's session, one after the other with some gaps. */
export function generateAppointments(
  doctor: SampleDoctor,
  session: Session,
  frame: VisitFrame,
): readonly Appointment[] {
  const { draw } = frame;
  const services = Object.keys(doctor.visits) as ServiceKey[];
  const weights = services.map((key) => doctor.visits[key] ?? 0);
  const appointments: Appointment[] = [];
  let startMs = session.startMs;
  while (startMs < session.endMs) {
    const key = services[draw.weighted(weights)] ?? 'consultation';
    const endMs = startMs + SAMPLE_SERVICES[key].durationMin * MINUTE_MS;
    const isTaken = draw.unit() < doctor.utilisation * frame.fullness;
    if (!isTaken || endMs > session.endMs || isKeptFree(doctor, { startMs, endMs }, frame.zone)) {
      startMs += STEP_MS;
      continue;
    }
    appointments.push(visit(session, { startMs, endMs }, { ...frame, key }));
    startMs = endMs;
  }
  return appointments;
}

function isKeptFree(
  doctor: SampleDoctor,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  zone: TimeZone,
): boolean {
  const wall = instantToWall(zone, startMs);
  const day = wallToDay(wall);
  if (doctor.key !== 'das' || weekdayOf(day) !== MONDAY) return false;
  const midnight = wall - (wall % (1440 * MINUTE_MS));
  const free = {
    startMs: midnight + FREE_ON_MONDAYS.fromMin * MINUTE_MS,
    endMs: midnight + FREE_ON_MONDAYS.toMin * MINUTE_MS,
  };
  return overlaps(free, { startMs: wall, endMs: wall + endMs - startMs });
}

function visit(
  session: Session,
  at: { readonly startMs: number; readonly endMs: number },
  frame: VisitFrame & { readonly key: ServiceKey },
): Appointment {
  const { draw, key } = frame;
  const status = statusOf(at, frame);
  return {
    id: sampleId(`appointment:${session.id}:${at.startMs}`),
    branchId: session.branchId,
    doctorId: session.doctorId,
    serviceId: SAMPLE_SERVICES[key].id,
    patientId: frame.nextPatient(session.branchId, at).id,
    sessionId: session.id,
    ...at,
    status,
    note: draw.unit() < 0.2 ? draw.pick(SAMPLE_NOTES[key]) : '',
    overbookReason: null,
    overQuotaReason: null,
    emergency: false,
    toldByPhone: false,
    cancelReason: status === 'cancelled' ? 'The patient called it off by phone.' : null,
    supersededBy: null,
    unseated: false,
    assistsId: null,
    cancelledBy: status === 'cancelled' ? 'patient' : null,
    madeBy: frame.madeBy,
    madeHlc: frame.madeHlc,
    withRight: true,
    capacity: session.capacity,
    importId: null,
    courseId: null,
    withEither: false,
    moves: 0,
    steps: [],
  };
}

/** How far a visit has come at this moment. */
function statusOf(
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  { draw, nowMs }: VisitFrame,
): AppointmentStatus {
  const chance = draw.unit();
  if (endMs <= nowMs) {
    if (chance < 0.88) return 'completed';
    return chance < 0.95 ? 'no-show' : 'cancelled';
  }
  if (startMs <= nowMs) return 'in-consult';
  if (startMs - nowMs < SOON_MS && chance < 0.7) return chance < 0.35 ? 'arrived' : 'checked-in';
  return chance > 0.97 ? 'cancelled' : 'booked';
}
