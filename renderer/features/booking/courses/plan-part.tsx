import './courses.css';
import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { FoundPlan, PlanWish } from '../../../../shared/model/course.ts';
import { dayAt, dayStartMs } from '../../../../shared/time/day.ts';
import { useAnswer } from '../../../intents/use-answer.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { Draft } from '../../../state/view-store.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useSay } from '../../../words/use-say.ts';
import type { Booking } from '../use-booking.ts';
import { CourseRefusal } from './course-refusal.tsx';
import { words } from './course-words.ts';
import { intoView } from './into-view.ts';
import { newPart, type Part, PlanFields } from './plan-fields.tsx';
import { useBookCourse } from './use-book-course.ts';

/** Books several services one after the other on one day: looks for the days, and books one as a whole. */
export function PlanPart(props: {
  readonly booking: Booking;
  readonly place: BranchTime;
  readonly draft: Draft;
}) {
  const { booking, place, draft } = props;
  const serviceId = booking.service?.id ?? '';
  const [openedMs] = useState(() => Date.now());
  const [parts, setParts] = useState<readonly Part[]>(() => [
    ...[newPart(serviceId, draft.doctorId), newPart(serviceId, null)],
  ]);
  const [chosen, setChosen] = useState<FoundPlan | null>(null);
  const course = useBookCourse(booking);
  const { patient, isNew, emergency, hold } = booking;
  const fromMs =
    draft.startMs === null ? openedMs : dayStartMs(place.zone, dayAt(place.zone, draft.startMs));
  const wish: PlanWish = {
    ...{ branchId: place.branch.id, fromMs, parts: [...parts], emergency },
    patientId: isNew ? null : (patient?.id ?? null),
    newPatient: isNew && patient ? { birthDate: patient.birthDate, sex: patient.sex } : null,
    holdId: hold.kind === 'held' ? hold.holdId : null,
  };
  return (
    <section ref={intoView} className="course-part" aria-label={words.planTitle}>
      <PlanFields
        branchId={place.branch.id}
        parts={parts}
        onChange={(changed) => {
          setParts(changed);
          setChosen(null);
          course.forget();
        }}
      />
      <Plans
        {...{ wish, chosen, turn: course.turn }}
        onChoose={(plan) => {
          setChosen(plan);
          course.forget();
        }}
      />
      <CourseRefusal course={course} visits={chosen ?? []} />
      <Button
        loading={course.isBusy}
        disabled={chosen === null || (patient?.name.trim() ?? '') === ''}
        onClick={() => void course.book(chosen ?? [])}
      >
        {words.book(parts.length)}
      </Button>
    </section>
  );
}

function Plans(props: {
  readonly wish: PlanWish;
  readonly turn: number;
  readonly chosen: FoundPlan | null;
  readonly onChoose: (plan: FoundPlan) => void;
}) {
  const say = useSay();
  const { answer, state } = useAnswer({ kind: 'plan-visits', ...props.wish }, props.turn);
  if (state === 'loading') return <p className="booking-hint">{words.looking}</p>;
  if (answer === null) return <Notice tone="warn" title={words.cannotLook} />;
  if (answer.length === 0) return <Notice tone="neutral" title={words.noPlans} />;
  return (
    <ul className="planned" aria-label={words.plans}>
      {answer.map((plan) => (
        <li key={JSON.stringify(plan)}>
          <UnstyledButton
            className="suggestion"
            aria-pressed={JSON.stringify(plan) === JSON.stringify(props.chosen)}
            onClick={() => props.onChoose(plan)}
          >
            <b>{say.day(plan[0]?.startMs ?? 0)}</b>
            {plan.map(({ startMs, serviceId, doctorId }) => (
              <span key={startMs} className="suggestion-why">
                {`${say.time(startMs)} ${say.service(serviceId)} · ${say.doctor(doctorId)}`}
              </span>
            ))}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
