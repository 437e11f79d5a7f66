import './courses.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CourseTime, PlannedVisit, RepeatWish } from '../../../../shared/model/course.ts';
import { addDays, dayAt } from '../../../../shared/time/day.ts';
import { useAnswer } from '../../../intents/use-answer.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import { Notice } from '../../../ui/notice.tsx';
import type { Booking } from '../use-booking.ts';
import { CourseRefusal } from './course-refusal.tsx';
import { words } from './course-words.ts';
import { intoView } from './into-view.ts';
import { type Chosen, PlannedList, timeOf } from './planned-list.tsx';
import { RepeatFields, type Repeating } from './repeat-fields.tsx';
import { type BookedVisit, useBookCourse } from './use-book-course.ts';

const FIRST: Repeating = {
  repetition: { unit: 'week', every: 1, end: { kind: 'count', count: 6 } },
  window: 'day',
  anyDoctor: false,
};
/** Until when visits go on unless somebody says so: a quarter of a year. */
const USUAL_DAYS = 91;

/** Books the visit that is on the way again and again: shows each with its time, and books them as one. */
export function RepeatPart(props: { readonly booking: Booking; readonly place: BranchTime }) {
  const { booking, place } = props;
  const { time, service } = booking;
  const [repeating, setRepeating] = useState(FIRST);
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const { withEither } = booking;
  const course = useBookCourse(booking, { withEither });
  if (!time || !service) return null;
  const change = (changed: Repeating): void => {
    setRepeating(changed);
    setChosen(new Map());
    course.forget();
  };
  const choose = (wantedMs: number, to: CourseTime | null | undefined): void => {
    const now = new Map(chosen);
    if (to === undefined) now.delete(wantedMs);
    else now.set(wantedMs, to);
    setChosen(now);
    course.forget();
  };
  return (
    <section ref={intoView} className="course-part" aria-label={words.title}>
      <RepeatFields
        value={repeating}
        lastDay={addDays(dayAt(place.zone, time.startMs), USUAL_DAYS)}
        onChange={change}
      />
      <Planned
        wish={wishOf(booking, time, service.id, repeating)}
        {...{ course, chosen, choose, canBook: booking.isComplete, serviceId: service.id }}
      />
    </section>
  );
}

function wishOf(
  { patient, isNew, emergency, withEither, hold }: Booking,
  { branchId, doctorId, startMs }: CourseTime,
  serviceId: string,
  repeating: Repeating,
): RepeatWish {
  return {
    ...{ branchId, doctorId, serviceId, startMs, emergency, withEither, ...repeating },
    patientId: isNew ? null : (patient?.id ?? null),
    newPatient: isNew && patient ? { birthDate: patient.birthDate, sex: patient.sex } : null,
    holdId: hold.kind === 'held' ? hold.holdId : null,
  };
}

function Planned(props: {
  readonly wish: RepeatWish;
  readonly serviceId: string;
  readonly course: ReturnType<typeof useBookCourse>;
  readonly chosen: Chosen;
  readonly canBook: boolean;
  readonly choose: (wantedMs: number, time: CourseTime | null | undefined) => void;
}) {
  const { wish, course, chosen } = props;
  const { answer, state } = useAnswer({ kind: 'repeat', ...wish }, course.turn);
  if (state === 'loading') return <p className="booking-hint">{words.looking}</p>;
  if (answer === null) return <Notice tone="warn" title={words.cannotLook} />;
  const isOut = ({ wanted }: PlannedVisit): boolean => chosen.get(wanted.startMs) === null;
  const wanted = answer.filter((visit) => !isOut(visit));
  const visits = wanted.flatMap((visit): BookedVisit[] => {
    const time = timeOf(visit, chosen);
    return time ? [{ ...time, serviceId: props.serviceId }] : [];
  });
  const missing = wanted.length - visits.length;
  const isTooFew = wanted.length < 2;
  return (
    <>
      <PlannedList visits={answer} chosen={chosen} onChoose={props.choose} />
      <CourseRefusal course={course} visits={visits} />
      {missing > 0 ? <Notice tone="neutral" title={words.missing(missing)} /> : null}
      {isTooFew ? <Notice tone="neutral" title={words.tooFew} /> : null}
      <Button
        loading={course.isBusy}
        disabled={!props.canBook || missing > 0 || isTooFew}
        onClick={() => void course.book(visits)}
      >
        {words.book(visits.length)}
      </Button>
    </>
  );
}
