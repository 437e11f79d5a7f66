import './courses.css';
import type { DeskAppointment } from '../../../../shared/wire/desk/rows.ts';
import { useSay } from '../../../words/use-say.ts';
import { words as bookingWords } from '../booking-words.ts';
import { words } from './course-words.ts';
import { useCourse } from './use-course.ts';

/** Which of the visits that were booked together this one is, and when the others are. */
export function CourseNotice({ appointment }: { readonly appointment: DeskAppointment }) {
  const say = useSay();
  const visits = useCourse(appointment);
  const no = visits.findIndex(({ id }) => id === appointment.id);
  if (no < 0 || visits.length < 2) return null;
  return (
    <details className="course-notice">
      <summary>{words.oneOf(no + 1, visits.length)}</summary>
      <ul>
        {visits.map(({ id, startMs, endMs, status }) => (
          <li key={id} aria-current={id === appointment.id}>
            {say.span(startMs, endMs)}
            {status === 'booked' ? '' : ` · ${bookingWords.status[status]}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
