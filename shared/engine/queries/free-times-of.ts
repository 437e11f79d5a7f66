import { generateFreeTimes } from '../../domain/slots/generate-free-times.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { CourseTime } from '../../model/course.ts';
import type { Service } from '../../model/service.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadFreeTimeFacts } from './load-free-time-facts.ts';

/** Of one doctor in the days that are looked at. */
const FREE_TIMES_MAX = 500;

interface Wanted {
  readonly branchId: string;
  /** null for any. */
  readonly doctorId: string | null;
  readonly service: Service;
  readonly startMs: number;
  readonly endMs: number;
  readonly nowMs: number;
  /** Of the time that is held for whoever asks; others' are taken. */
  readonly holdId?: string | null;
}

/** The free times for a service between two moments, each as long as it takes with that doctor. */
export async function freeTimesOf(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, service, startMs, endMs, nowMs, holdId }: Wanted,
): Promise<readonly CourseTime[]> {
  const fromMs = Math.max(nowMs, startMs);
  if (fromMs >= endMs) return [];
  const scope = { branchId, doctorId, serviceId: service.id, fromMs, nowMs, holdId };
  const facts = await loadFreeTimeFacts(db, organisationId, scope, endMs);
  const byDoctor = Map.groupBy(facts.sessions, (session) => session.doctorId);
  return [...byDoctor].flatMap(([id, sessions]) => {
    const durationMin = serviceMinutes(service, id);
    if (durationMin === null) return [];
    const times = generateFreeTimes(
      { ...facts, sessions },
      { durationMin, fromMs, limit: FREE_TIMES_MAX, nowMs },
    );
    return times.filter((time) => time.endMs <= endMs).map(({ sessionId: _, ...time }) => time);
  });
}
