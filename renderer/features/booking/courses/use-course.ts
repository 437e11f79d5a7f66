import { useEffect, useState } from 'react';
import type { CourseVisit } from '../../../../shared/model/course.ts';
import type { DeskAppointment } from '../../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../../intents/desk.ts';

const NONE: readonly CourseVisit[] = [];

/** The visits that were booked together with one, itself among them, as they were when it was shown. */
export function useCourse({ id, courseId }: DeskAppointment): readonly CourseVisit[] {
  const { client } = useDesk();
  const [visits, setVisits] = useState(NONE);
  useEffect(() => {
    if (courseId === null) return undefined;
    let isWanted = true;
    client
      .ask({ kind: 'course', appointmentId: id })
      .then((found) => isWanted && setVisits(found))
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [client, id, courseId]);
  return courseId === null ? NONE : visits;
}
