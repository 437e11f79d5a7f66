import type { Service } from '../../model/service.ts';
import type { Interval } from '../../time/interval.ts';
import { isForService } from '../services/for-service.ts';
import { serviceMinutes } from '../slots/service-minutes.ts';

const MINUTE_MS = 60_000;

/** Somebody who waits, in the order in which they are called. */
export interface WaitingLine {
  readonly id: string;
  /** null: whoever can take them first. */
  readonly doctorId: string | null;
  readonly service: Pick<Service, 'id' | 'durationMin' | 'overrides'>;
  /** When they are booked for: they are not expected to go in before. Null for who walked in. */
  readonly bookedMs: number | null;
}

export interface WaitingSession extends Interval {
  /** What it is for; for any if it names none. */
  readonly serviceIds: readonly string[];
}

export interface WaitingFor {
  readonly doctorId: string;
  /** Until when who is in the room takes. */
  readonly busyUntilMs: number;
  /** The working time that is left of the day. */
  readonly sessions: readonly WaitingSession[];
  /** Visits that are booked for later, of people who have not come yet. */
  readonly expected: readonly Interval[];
}

/**
 * When each of those who wait will probably go in, in milliseconds; null for whom there is no working
 * time left today. One after the other takes the doctor as long as their service does; who is booked
 * goes in at their time, and who walked in goes before somebody expected only if there is room.
 */
export function estimateWaits(
  lines: readonly WaitingLine[],
  doctors: readonly WaitingFor[],
): ReadonlyMap<string, number | null> {
  const freeAt = new Map(doctors.map((doctor) => [doctor.doctorId, doctor.busyUntilMs]));
  const estimates = new Map<string, number | null>();
  for (const line of lines) {
    const those = doctors.filter(
      ({ doctorId }) => line.doctorId === null || line.doctorId === doctorId,
    );
    const first = those
      .flatMap((doctor) => turnWith(line, doctor, freeAt.get(doctor.doctorId) ?? 0))
      .toSorted((a, b) => a.startMs - b.startMs)[0];
    estimates.set(line.id, first?.startMs ?? null);
    if (first) freeAt.set(first.doctorId, first.endMs);
  }
  return estimates;
}

function turnWith(line: WaitingLine, doctor: WaitingFor, freeMs: number) {
  const minutes = serviceMinutes(line.service, doctor.doctorId);
  if (minutes === null) return [];
  const lengthMs = minutes * MINUTE_MS;
  const fromMs = Math.max(freeMs, line.bookedMs ?? 0);
  const expected = line.bookedMs === null ? doctor.expected : [];
  // Who is booked was put there, whatever the time is for.
  const sessions =
    line.bookedMs === null
      ? doctor.sessions.filter((session) => isForService(session, line.service.id))
      : doctor.sessions;
  const startMs = firstRoom(sessions, expected, { fromMs, lengthMs });
  return startMs === null
    ? []
    : [{ doctorId: doctor.doctorId, startMs, endMs: startMs + lengthMs }];
}

/** The first instant in the working time from which nobody is expected for so long. */
function firstRoom(
  sessions: readonly Interval[],
  expected: readonly Interval[],
  { fromMs, lengthMs }: { readonly fromMs: number; readonly lengthMs: number },
): number | null {
  const inOrder = expected.toSorted((a, b) => a.startMs - b.startMs);
  for (const session of sessions.toSorted((a, b) => a.startMs - b.startMs)) {
    let startMs = Math.max(session.startMs, fromMs);
    for (const visit of inOrder) {
      if (visit.startMs < startMs + lengthMs && visit.endMs > startMs) startMs = visit.endMs;
    }
    if (startMs < session.endMs) return startMs;
  }
  return null;
}
