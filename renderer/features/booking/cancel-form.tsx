import { Button, Radio, TextInput, UnstyledButton } from '@mantine/core';
import { Suspense, useState } from 'react';
import { CANCELLED_BY } from '../../../shared/model/choices.ts';
import type { CourseReach } from '../../../shared/model/course.ts';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { words } from './booking-words.ts';

const CourseReachPart = lazyPart(
  async () => (await import('./courses/course-reach-part.tsx')).CourseReachPart,
);

type By = (typeof CANCELLED_BY)[number];

/** Cancelling asks why and who calls it off; the usual answers are one click away. */
export function CancelForm(props: {
  readonly appointment: DeskAppointment;
  readonly onCancel: (said: {
    readonly reason: string;
    readonly by: By;
    readonly notify: boolean | undefined;
    readonly also: CourseReach | undefined;
  }) => void;
  readonly onKeep: () => void;
}) {
  const [reason, setReason] = useState('');
  const [by, setBy] = useState<By | null>(null);
  const [also, setAlso] = useState<CourseReach | null>(null);
  const telling = useNotifyChoice(props.appointment.branchId, 'cancelled');
  return (
    <div className="booking-form">
      <TextInput
        label={words.reason}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="offer-chips">
        {words.reasons.map((usual) => (
          <UnstyledButton
            key={usual.reason}
            className="offer-chip"
            aria-pressed={usual.reason === reason}
            onClick={() => {
              setReason(usual.reason);
              setBy(usual.by);
            }}
          >
            {usual.reason}
          </UnstyledButton>
        ))}
      </div>
      <Radio.Group
        label={words.calledOffBy}
        description={words.calledOffHint}
        value={by}
        onChange={(chosen) => setBy(chosen as By)}
      >
        <div className="two-fields called-off-by">
          {CANCELLED_BY.map((one) => (
            <Radio key={one} value={one} label={words.calledOff[one]} />
          ))}
        </div>
      </Radio.Group>
      {props.appointment.courseId === null ? null : (
        <Suspense>
          <CourseReachPart appointment={props.appointment} value={also} onChange={setAlso} />
        </Suspense>
      )}
      <NotifyCheck label={messageWords.ask} choice={telling} />
      <div className="form-actions">
        <Button
          color="red"
          disabled={reason.trim() === '' || by === null}
          onClick={() => {
            if (!by) return;
            const said = { reason: reason.trim(), by, also: also ?? undefined };
            props.onCancel({ ...said, notify: telling.notify });
          }}
        >
          {words.doCancel}
        </Button>
        <Button variant="default" onClick={props.onKeep}>
          {words.keep}
        </Button>
      </div>
    </div>
  );
}
