import type { Appointment } from '../../model/appointment.ts';
import { COURSE_VISITS_MAX } from '../../model/choices.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';

/** The visits that were booked together, whatever became of them, in the order of time. */
export async function loadCourse(
  db: ReadDb,
  organisationId: string,
  courseId: string,
): Promise<readonly Stored<Appointment>[]> {
  const rows = await db.kysely
    .selectFrom('appointment')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('courseId', '=', courseId)
    .where('supersededBy', 'is', null)
    // Whoever assists goes with the visit.
    .where('assistsId', 'is', null)
    .orderBy('startMs')
    .orderBy('id')
    .limit(2 * COURSE_VISITS_MAX)
    .execute();
  return rows as readonly Stored<Appointment>[];
}
