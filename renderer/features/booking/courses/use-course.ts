import type { CourseVisit } from '../../../../shared/model/course.ts';
import type { DeskAppointment } from '../../../../shared/wire/desk/rows.ts';
import { useAnswer } from '../../../intents/use-answer.ts';

const NONE: readonly CourseVisit[] = [];

/** The visits that were booked together with one, itself among them, as they were when it was shown. */
export function useCourse({ id, courseId }: DeskAppointment): readonly CourseVisit[] {
  const ask = courseId === null ? null : { kind: 'course' as const, appointmentId: id };
  return useAnswer(ask).answer ?? NONE;
}
