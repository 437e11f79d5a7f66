import './booking.css';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { readSteps } from '../../../shared/domain/appointments/visit-steps.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useSharers } from '../../replica/use-sharers.ts';
import { closePanel, openWish, useView } from '../../state/view-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { Notice } from '../../ui/notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { roomWords } from '../../words/room-words.ts';
import { sharingWords } from '../../words/sharing-words.ts';
import { type Say, useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';
import { CancelForm } from './cancel-form.tsx';
import { MessageNotice } from './message-notice.tsx';
import { MoveForm } from './move-form.tsx';
import { PrivateNote } from './private-note.tsx';
import { PromiseNotice } from './promise-notice.tsx';
import { PutAside } from './put-aside.tsx';
import { QuotaNotice } from './quota-notice.tsx';
import { RuleNotice } from './rule-notice.tsx';
import { addSaid, type Said } from './said.ts';
import { VisitActs } from './visit-acts.tsx';

const AppointmentStory = lazyPart(
  async () => (await import('./appointment-story.tsx')).AppointmentStory,
);

const TeamPart = lazyPart(async () => (await import('./team-part.tsx')).TeamPart);

const AttendancePart = lazyPart(async () => (await import('./attendance-part.tsx')).AttendancePart);

const CourseNotice = lazyPart(
  async () => (await import('./courses/course-notice.tsx')).CourseNotice,
);

/** One appointment: what it is, how sure it is, and what can be done with it. */
export function AppointmentPanel() {
  const selectedId = useView((view) => view.selectedId);
  const appointment = useRow('appointments', selectedId);
  return appointment ? <OpenAppointment key={appointment.id} appointment={appointment} /> : null;
}

/** Asks for something, past the rules that were shown if there were any. */
type Attempt = (said: Said) => Promise<IntentAnswer>;

function OpenAppointment({ appointment }: { readonly appointment: DeskAppointment }) {
  const { intents } = useDesk();
  const say = useSay();
  const service = useRow('services', appointment.serviceId);
  const room = useRow('rooms', useRow('sessions', appointment.sessionId)?.roomId ?? null);
  const whose = useWhose(appointment);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [form, setForm] = useState<'cancel' | 'move' | null>(null);
  const [again, setAgain] = useState<Attempt | null>(null);
  const [said, setSaid] = useState<Said>({});
  const done = (answer: IntentAnswer): void => {
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) setForm(null);
  };
  const attempt = (send: Attempt): void => {
    setAgain(() => send);
    setSaid({});
    void send({}).then(done);
  };
  const goOn = (more: Said): void => {
    const all = addSaid(said, more);
    setSaid(all);
    void again?.(all).then(done);
  };
  const { id: appointmentId, status, doctorId, startMs } = appointment;
  const seenTime = { doctorId, startMs };
  const assists = appointment.assistsId !== null;
  const next = words.next[status as keyof typeof words.next];
  return (
    <SidePanel
      title={appointment.patientName}
      subtitle={appointment.patientPhone ?? undefined}
      closeLabel={words.close}
      onClose={closePanel}
      chips={
        <>
          {service ? <Chip hue={service.hue}>{service.name}</Chip> : null}
          <Chip>{words.status[status]}</Chip>
        </>
      }
      foot={
        form === null && next && !assists ? (
          <PanelFoot {...{ appointment, next, done }} onOpen={setForm} />
        ) : null
      }
    >
      <div className="booking-form">
        <FactList facts={factsOf(appointment, { whose, room: room?.name, say })} />
        <Suspense>
          <AttendancePart patientId={appointment.patientId} turn={status} />
          {appointment.courseId === null ? null : <CourseNotice appointment={appointment} />}
        </Suspense>
        <PromiseNotice appointment={appointment} />
        <Suspense>
          <TeamPart {...{ appointment, refusal, attempt }} />
        </Suspense>
        {assists ? null : <MessageNotice appointment={appointment} onDone={done} />}
        <PrivateNote about={{ kind: 'appointment', id: appointmentId }} />
        <RefusalPart refusal={refusal} onGoOn={again === null ? null : goOn} />
        {form === 'cancel' ? (
          <CancelForm
            onKeep={() => setForm(null)}
            appointment={appointment}
            onCancel={(wish) =>
              attempt(({ accepts }) =>
                intents.send('cancel', { appointmentId, ...wish, accepts, seen: status, seenTime }),
              )
            }
          />
        ) : null}
        {form === 'move' ? (
          <MoveForm
            appointment={appointment}
            onKeep={() => setForm(null)}
            onMove={(time) =>
              attempt((given) => intents.send('move', { appointmentId, ...time, ...given }))
            }
          />
        ) : null}
        {form === null && !assists ? <Aside appointment={appointment} onDone={done} /> : null}
        {form === null ? <Story appointmentId={appointmentId} /> : null}
      </div>
    </SidePanel>
  );
}

/** The doctor; or both, the one who has it for now first, where it is with either. */
function useWhose(appointment: DeskAppointment): string {
  const say = useSay();
  const { doctorId, withEither } = appointment;
  const sharers = useSharers(withEither ? appointment : null);
  return sharingWords.eitherOf([doctorId, ...sharers].map(say.doctor));
}

function Aside(props: {
  readonly appointment: DeskAppointment;
  readonly onDone: (answer: IntentAnswer) => void;
}) {
  const { appointment } = props;
  return (
    <>
      <VisitActs {...props} />
      {appointment.status === 'booked' ? (
        <>
          <PutAside appointment={appointment} />
          <SoonerButton appointment={appointment} />
        </>
      ) : null}
    </>
  );
}

/** Whoever would rather come sooner waits for a time beside the one they have. */
function SoonerButton({ appointment }: { readonly appointment: DeskAppointment }) {
  const { client } = useDesk();
  const { id: appointmentId, patientId, serviceId, doctorId } = appointment;
  const open = async (): Promise<void> => {
    const patient = await client.ask({ kind: 'patient', patientId });
    openWish({ wishId: null, patient, isNew: false, serviceId, doctorId, appointmentId });
  };
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => void open().catch(() => undefined)}>
      {words.sooner}
    </Button>
  );
}

/** Asked for seldom, and written down when it is: it is about a patient. */
function Story({ appointmentId }: { readonly appointmentId: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        {words.story}
      </Button>
    );
  }
  return (
    <Suspense>
      <AppointmentStory appointmentId={appointmentId} />
    </Suspense>
  );
}

function PanelFoot(props: {
  readonly appointment: DeskAppointment;
  readonly next: (typeof words.next)[keyof typeof words.next];
  readonly done: (answer: IntentAnswer) => void;
  readonly onOpen: (form: 'cancel' | 'move') => void;
}) {
  const { intents } = useDesk();
  const { id: appointmentId, status: seen } = props.appointment;
  const { status, label } = props.next;
  return (
    <>
      <Button
        flex={1}
        leftSection={<IconCheck size={15} />}
        onClick={() =>
          void intents.send('set-status', { appointmentId, status, seen }).then(props.done)
        }
      >
        {label}
      </Button>
      {seen === 'booked' ? (
        <Button variant="default" onClick={() => props.onOpen('move')}>
          {words.move}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => props.onOpen('cancel')}>
        {words.cancel}
      </Button>
    </>
  );
}

/** What it is, how far it came and what became of it. */
const factsOf = (
  appointment: DeskAppointment,
  {
    whose,
    room,
    say,
  }: { readonly whose: string; readonly room: string | undefined; readonly say: Say },
) => [
  { name: words.when, value: say.span(appointment.startMs, appointment.endMs) },
  { name: words.doctor, value: whose },
  ...(room === undefined ? [] : [{ name: roomWords.room, value: room }]),
  ...(appointment.note ? [{ name: words.note, value: appointment.note }] : []),
  ...stepFacts(appointment, say),
  ...reasonFacts(appointment),
];

/** When it came how far, and who said so; of what was noted twice, the first. */
function stepFacts({ steps }: DeskAppointment, say: Say) {
  const read = readSteps(steps);
  return read
    .filter(({ status }, i) => read.findIndex((step) => step.status === status) === i)
    .map(({ status, atMs, byName }) => ({
      name: words.status[status],
      value: words.step(say.time(atMs), byName),
    }));
}

/** Why it was called off, and by whom, as far as that was said. */
const reasonFacts = ({ cancelReason, cancelledBy }: DeskAppointment) =>
  cancelReason
    ? [{ name: words.reason, value: words.cancelledFor(cancelReason, cancelledBy) }]
    : [];

/** What was said no to, with the way past it where there is one. */
function RefusalPart(props: {
  readonly refusal: Refusal | null;
  readonly onGoOn: ((more: Said) => void) | null;
}) {
  const { refusal, onGoOn } = props;
  const say = useSay();
  if (refusal === null) return null;
  if (refusal.kind === 'against-rules' && onGoOn) {
    return <RuleNotice breaches={refusal.breaches} onAccept={(accepts) => onGoOn({ accepts })} />;
  }
  if (refusal.kind === 'over-quota' && onGoOn) {
    return (
      <QuotaNotice refusal={refusal} onAccept={(overQuotaReason) => onGoOn({ overQuotaReason })} />
    );
  }
  return <Notice tone="warn" title={refusalWords(refusal, say)} />;
}
