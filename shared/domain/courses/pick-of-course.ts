import type { Appointment } from '../../model/appointment.ts';
import type { CourseReach } from '../../model/course.ts';

type Visit = Pick<Appointment, 'id' | 'startMs' | 'status'>;

/**
 * What of a course something is done with: the visit itself, and of those that are booked and still
 * ahead the ones after it, or all of them. In the order of time.
 */
export function pickOfCourse<V extends Visit>(
  visits: readonly V[],
  own: Visit,
  reach: CourseReach['reach'],
  nowMs: number,
): readonly V[] {
  const isMeant = ({ id, startMs, status }: V): boolean =>
    id === own.id ||
    (status === 'booked' && startMs > nowMs && (reach === 'ahead' || startMs >= own.startMs));
  return visits.filter(isMeant).toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
}
