import { Autocomplete, Button, Select } from '@mantine/core';
import { useState } from 'react';
import { ticketOf } from '../../../shared/domain/queue/queue-state.ts';
import { QUEUE_PRIORITIES } from '../../../shared/model/choices.ts';
import type { QueueAct, QueuePriority } from '../../../shared/model/queue-entry.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useRoomChoices } from '../../replica/use-rooms.ts';
import { pastRules } from './past-refusal.ts';
import { words } from './queue-words.ts';
import { ReasonField } from './reason-field.tsx';
import { useDoctorsFor } from './use-doctors-for.ts';
import type { QueueLine } from './use-queue.ts';
import { useRoomNow } from './use-room-now.ts';

/** What needs more than a click: a reason, a doctor, a room or a priority. */
export type AskedAct = 'call' | 'hold' | 'leave' | 'set-priority' | 'up' | 'down' | 'last' | 'hand';

/** Asks for what an act needs, and puts it together. */
export function ActForm(props: {
  readonly line: QueueLine;
  readonly asked: AskedAct;
  /** Before whom they stand after moving up or down; null is behind all. */
  readonly beforeId: string | null;
  /** What was said no to, if this was tried already. */
  readonly refusal: Refusal | null;
  readonly onAct: (act: QueueAct) => void;
  readonly onLeave: () => void;
}) {
  const { line, asked } = props;
  const doctors = useDoctorsFor(line);
  const [doctorId, setDoctorId] = useState(line.doctorId ?? (asked === 'call' ? null : ''));
  const [priority, setPriority] = useState<QueuePriority>(line.priority);
  const [reason, setReason] = useState(asked === 'leave' ? words.leftReason : '');
  const rooms = useRoomChoices(line.branchId);
  const usual = useRoomNow(line.branchId, doctorId);
  const [typed, setRoom] = useState(line.room === '' ? null : line.room);
  const room = typed ?? usual;
  const act = toAct(asked, { reason: reason.trim(), room: room.trim(), doctorId, priority }, props);
  // Whoever is called to where time is for others is called for a reason.
  const needsWhy = asked !== 'call' || props.refusal?.kind === 'against-rules';
  const hasDoctor = asked === 'call' || asked === 'hand';
  return (
    <form
      className="queue-form"
      aria-label={words.acts[asked]}
      onSubmit={(event) => {
        event.preventDefault();
        if (act) props.onAct(act);
      }}
    >
      <b>{words.about(ticketOf(line), line.patientName)}</b>
      <div className="form-grid">
        {hasDoctor ? (
          <Select
            label={words.doctor}
            value={doctorId}
            allowDeselect={false}
            data={[
              ...(asked === 'hand' ? [{ value: '', label: words.anyDoctor }] : []),
              ...doctors.map(({ id, name }) => ({ value: id, label: `Dr. ${name}` })),
            ]}
            onChange={setDoctorId}
          />
        ) : null}
        {asked === 'set-priority' ? (
          <Select
            label={words.priority}
            value={priority}
            allowDeselect={false}
            data={QUEUE_PRIORITIES.map((value) => ({ value, label: words.priorities[value] }))}
            onChange={(value) => setPriority(value as QueuePriority)}
          />
        ) : null}
        {asked === 'call' ? (
          <Autocomplete
            label={words.room}
            value={room}
            maxLength={40}
            data={rooms.map(({ label }) => label)}
            onChange={setRoom}
          />
        ) : null}
        {needsWhy ? <ReasonField value={reason} onChange={setReason} /> : null}
      </div>
      <div className="form-buttons">
        <Button type="submit" disabled={act === null}>
          {words.acts[asked]}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.leaveIt}
        </Button>
      </div>
    </form>
  );
}

interface Said {
  readonly reason: string;
  readonly room: string;
  /** '' is any doctor; null while none is chosen. */
  readonly doctorId: string | null;
  readonly priority: QueuePriority;
}

function toAct(
  asked: AskedAct,
  { reason, room, doctorId, priority }: Said,
  { beforeId, refusal }: { readonly beforeId: string | null; readonly refusal: Refusal | null },
): QueueAct | null {
  const past = pastRules(refusal, reason === '' ? null : reason);
  if (asked === 'call') return doctorId ? { kind: 'call', doctorId, room, ...past } : null;
  if (reason === '') return null;
  switch (asked) {
    case 'hold':
    case 'leave':
      return { kind: asked, reason };
    case 'set-priority':
      return { kind: asked, priority, reason };
    case 'hand':
      return { kind: asked, doctorId: doctorId || null, reason, ...past };
    default:
      return { kind: 'place', beforeId: asked === 'last' ? null : beforeId, reason };
  }
}
