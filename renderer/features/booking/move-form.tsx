import { Button, Checkbox } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { CourseReach } from '../../../shared/model/course.ts';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { words } from './booking-words.ts';
import { SuggestionList } from './suggestion-list.tsx';
import type { WantedTime } from './use-hold.ts';
import { useSuggestions } from './use-suggestions.ts';

const CourseReachPart = lazyPart(
  async () => (await import('./courses/course-reach-part.tsx')).CourseReachPart,
);

const HALF_DAY_MS = 12 * 3_600_000;

/** Moves an appointment without dragging: to one of the times suggested for it. */
export function MoveForm(props: {
  readonly appointment: DeskAppointment;
  readonly onMove: (
    said: WantedTime & {
      readonly notify: boolean | undefined;
      readonly also: CourseReach | undefined;
    },
  ) => void;
  readonly onKeep: () => void;
}) {
  const { id, branchId, serviceId, patientId, startMs, emergency } = props.appointment;
  const [also, setAlso] = useState<CourseReach | null>(null);
  const [withAny, setWithAny] = useState(false);
  const doctorId = withAny ? null : props.appointment.doctorId;
  const [openedMs] = useState(() => Date.now());
  const telling = useNotifyChoice(branchId, 'moved');
  const suggested = useSuggestions({
    ...{ branchId, doctorId, serviceId, fromMs: Math.max(openedMs, startMs - HALF_DAY_MS) },
    ...{ patientId, newPatient: null, appointmentId: id, urgent: emergency },
  });
  return (
    <div className="booking-form">
      {props.appointment.courseId === null ? null : (
        <Suspense>
          <CourseReachPart
            appointment={props.appointment}
            hint={words.sameShift}
            value={also}
            onChange={setAlso}
          />
        </Suspense>
      )}
      <NotifyCheck label={messageWords.ask} choice={telling} />
      <Checkbox
        label={words.withAnyDoctor}
        checked={withAny}
        onChange={(event) => setWithAny(event.currentTarget.checked)}
      />
      <SuggestionList
        suggested={suggested}
        onChoose={({ branchId: at, doctorId: whose, startMs: fromMs, endMs }) =>
          props.onMove({
            ...{ branchId: at, doctorId: whose, startMs: fromMs, endMs },
            ...{ notify: telling.notify, also: also ?? undefined },
          })
        }
      />
      <Button variant="default" onClick={props.onKeep}>
        {words.keep}
      </Button>
    </div>
  );
}
