import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { ticketOf } from '../../../shared/domain/queue/queue-state.ts';
import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import type { QueueAct } from '../../../shared/model/queue-entry.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useSay } from '../../words/use-say.ts';
import { pastRules } from './past-refusal.ts';
import { words } from './queue-words.ts';
import { ReasonField } from './reason-field.tsx';
import { useDoctorsFor } from './use-doctors-for.ts';
import type { QueueLine } from './use-queue.ts';

const MINUTE_MS = 60_000;
const UNKNOWN_MIN = 15;

/** Somebody goes in: at the time that is theirs, at the first free one, or at one that is shared. */
export function StartForm(props: {
  readonly line: QueueLine;
  readonly nowMs: number;
  /** What was said no to, if this was tried already. */
  readonly refusal: Refusal | null;
  readonly onAct: (act: QueueAct) => void;
  readonly onLeave: () => void;
}) {
  const { line, refusal } = props;
  const say = useSay();
  const doctors = useDoctorsFor(line);
  const [doctorId, setDoctorId] = useState<string | null>(line.doctorId);
  const [reason, setReason] = useState('');
  const { minutes, gap, isLooking } = useGap(props, doctorId);
  const isBooked = line.visitDoctorId !== null && line.visitDoctorId === doctorId;
  const needsWhy = !isBooked && !isLooking && (gap === null || refusal !== null);
  const startMs = gap ?? props.nowMs;
  const start = (): void => {
    if (doctorId === null) return;
    const time = { startMs, endMs: startMs + minutes * MINUTE_MS };
    const why = reason.trim() === '' ? null : reason.trim();
    const overbookReason = gap === null && !isBooked ? why : null;
    props.onAct({ kind: 'start', doctorId, ...time, overbookReason, ...pastRefusal(refusal, why) });
  };
  return (
    <form
      className="queue-form"
      aria-label={words.acts.start}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <b>{words.about(ticketOf(line), line.patientName)}</b>
      <div className="form-grid">
        <Select
          label={words.doctor}
          value={doctorId}
          allowDeselect={false}
          data={doctors.map(({ id, name }) => ({ value: id, label: `Dr. ${name}` }))}
          onChange={setDoctorId}
        />
        {needsWhy ? <ReasonField value={reason} onChange={setReason} /> : null}
      </div>
      <p className="page-hint">
        {doctorId === null
          ? null
          : isBooked
            ? words.goesInBooked
            : isLooking
              ? words.looking
              : gap === null
                ? words.noGap
                : words.goesInAt(`${say.time(gap)}–${say.time(gap + minutes * MINUTE_MS)}`)}
      </p>
      <div className="form-buttons">
        <Button
          type="submit"
          disabled={doctorId === null || (isLooking && !isBooked) || (needsWhy && !reason.trim())}
        >
          {words.acts.start}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.leaveIt}
        </Button>
      </div>
    </form>
  );
}

/** The first free time of the doctor today; null if there is none. */
function useGap(
  { line, nowMs }: { readonly line: QueueLine; readonly nowMs: number },
  doctorId: string | null,
) {
  const service = useRow('services', line.serviceId);
  const minutes = (service && serviceMinutes(service, doctorId)) ?? UNKNOWN_MIN;
  const { answer, state } = useAnswer(
    doctorId === null
      ? null
      : {
          ...{ kind: 'walk-in-time', branchId: line.branchId, doctorId },
          ...{ serviceId: line.serviceId, emergency: line.priority === 'emergency' },
        },
    nowMs,
  );
  return { minutes, gap: answer?.startMs ?? null, isLooking: state === 'loading' };
}

/** What goes past a refusal, as far as a reason does. */
const pastRefusal = (refusal: Refusal | null, why: string | null) =>
  refusal?.kind === 'over-quota' && why !== null
    ? { overQuotaReason: why }
    : pastRules(refusal, why);
