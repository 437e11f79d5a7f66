import { Radio } from '@mantine/core';
import { pickOfCourse } from '../../../../shared/domain/courses/pick-of-course.ts';
import { COURSE_REACHES } from '../../../../shared/model/choices.ts';
import type { CourseReach } from '../../../../shared/model/course.ts';
import type { DeskAppointment } from '../../../../shared/wire/desk/rows.ts';
import { useSay } from '../../../words/use-say.ts';
import { words } from './course-words.ts';
import { useCourse } from './use-course.ts';

const ALONE = 'alone';

/** Asks whether something is done with the visits that were booked together with one, too. */
export function CourseReachPart(props: {
  readonly appointment: DeskAppointment;
  readonly value: CourseReach | null;
  readonly hint?: string;
  readonly onChange: (value: CourseReach | null) => void;
}) {
  const { appointment, value } = props;
  const say = useSay();
  const visits = useCourse(appointment);
  const choices = COURSE_REACHES.map((reach) => {
    const meant = pickOfCourse(visits, appointment, reach, Date.now());
    return { reach, meant, seen: meant.map(({ id }) => id) };
  }).filter(({ seen }) => seen.length > 1);
  if (choices.length === 0) return null;
  const chosen = choices.find(({ reach }) => reach === value?.reach);
  return (
    <Radio.Group
      label={words.reach}
      description={props.hint}
      value={value?.reach ?? ALONE}
      onChange={(to) => {
        const choice = choices.find(({ reach }) => reach === to);
        props.onChange(choice ? { reach: choice.reach, seen: choice.seen } : null);
      }}
    >
      <div className="course-reach">
        <Radio value={ALONE} label={words.alone} />
        {choices.map(({ reach, seen }) => (
          <Radio key={reach} value={reach} label={words.reaches[reach](seen.length)} />
        ))}
      </div>
      {chosen ? (
        <p className="booking-hint">
          {chosen.meant
            .map(({ startMs }) => `${say.day(startMs)}, ${say.time(startMs)}`)
            .join('; ')}
        </p>
      ) : null}
    </Radio.Group>
  );
}
